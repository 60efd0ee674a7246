"""Addresses of registers, letters and of what everybody may check."""

app_name = "documents"

urlpatterns: list = []
