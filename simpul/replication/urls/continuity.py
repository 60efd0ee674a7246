"""Addresses of handover, early warning."""

urlpatterns: list = []
