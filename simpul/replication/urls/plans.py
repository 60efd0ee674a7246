"""Addresses of regional replication plans."""

urlpatterns: list = []
