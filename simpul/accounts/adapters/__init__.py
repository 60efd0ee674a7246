"""How django-allauth behaves in this house."""
