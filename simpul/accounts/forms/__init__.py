"""What people type about themselves.

Each form stands in its own module: django-allauth loads ``newcomers`` while it defines its own
forms, from which ``entering`` derives.
"""
