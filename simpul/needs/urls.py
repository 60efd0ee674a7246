"""Addresses of needs, challenges and ideas."""

app_name = "needs"

urlpatterns: list = []
