"""Verbs of mentors and of coaching."""
