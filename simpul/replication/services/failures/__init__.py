"""Verbs about lessons of failure."""

from .writing import change_lesson, release_lesson, withdraw_lesson, write_lesson

__all__ = ["change_lesson", "release_lesson", "withdraw_lesson", "write_lesson"]
