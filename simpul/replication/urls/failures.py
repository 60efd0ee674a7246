"""Addresses of what stopped or failed."""

urlpatterns: list = []
