"""Addresses of matching needs with innovations, comparing, the gap map."""

urlpatterns: list = []
