"""Addresses of lineage, attribution and figures."""

urlpatterns: list = []
