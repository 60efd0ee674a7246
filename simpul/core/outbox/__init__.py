"""The outbox: mail, notices and jobs are written in the transaction they tell of.

What is rolled back was never said; what is said twice under one key is said once.
"""

from .digests import DIGEST, Line, fold, wake_digests, write_digests
from .jobs import LONG, QUICK, answer, answers, later
from .messages import (
    AT_ONCE,
    DAILY,
    NEVER,
    WEEKLY,
    Message,
    Text,
    language_of,
    mail_to,
    next_morning,
    notify,
    read,
    release,
    retry,
    tell,
    tell_all,
)
from .sending import DELIVER, deliver, reader_of, unsubscribe_token, wake_delivery

__all__ = [
    "AT_ONCE",
    "DAILY",
    "DELIVER",
    "DIGEST",
    "LONG",
    "NEVER",
    "QUICK",
    "WEEKLY",
    "Line",
    "Message",
    "Text",
    "answer",
    "answers",
    "deliver",
    "fold",
    "language_of",
    "later",
    "mail_to",
    "next_morning",
    "notify",
    "read",
    "reader_of",
    "release",
    "retry",
    "tell",
    "tell_all",
    "unsubscribe_token",
    "wake",
    "wake_delivery",
    "wake_digests",
    "write_digests",
]


def wake() -> bool:
    """Queue what is due, digests and delivery; the relay asks at every turn."""
    return any([wake_digests(), wake_delivery()])
