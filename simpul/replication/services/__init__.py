"""Verbs of replication."""
