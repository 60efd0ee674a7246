"""Addresses of mentors lent to cases."""

urlpatterns: list = []
