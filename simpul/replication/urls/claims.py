"""Addresses of replications of the past."""

urlpatterns: list = []
