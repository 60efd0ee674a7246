"""Verbs about what stays when people go."""
