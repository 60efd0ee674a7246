"""Verbs of taking part: ask, answer, rate, keep, follow, report, decide, appeal."""
