"""Addresses of mentors and of coaching."""

app_name = "learning"

urlpatterns: list = []
