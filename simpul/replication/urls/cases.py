"""Addresses of cases between origin, adopter and facilitator."""

urlpatterns: list = []
