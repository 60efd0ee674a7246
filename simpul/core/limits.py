"""Limits: how often one person or address may do one thing, without a riddle for anybody.

Counted in the cache, which all processes share; two requests at the same instant may pass as one,
so a limit is a brake and never a guard.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from simpul.core import clock


class LimitReached(Exception):
    """Too often; ``seconds`` says when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Try again in {seconds} seconds.")
        self.seconds = seconds


@dataclass(frozen=True)
class Allowance:
    """What is left of a limit: of ``most`` in ``span`` seconds; it begins anew in ``resets``."""

    most: int
    span: int
    left: int
    resets: int
    passed: bool


def allow(key: str, *, most: int, seconds: int) -> bool:
    """Count one more under ``key``; answers whether it was among the first ``most`` of its span."""
    return _count(key, seconds) <= most


def spend(name: str, who: str) -> None:
    """Count one more act of ``name`` by ``who`` against the table of the settings.

    Raises ``LimitReached``.
    """
    allowance = draw(name, who)
    if not allowance.passed:
        raise LimitReached(allowance.resets)


def draw(name: str, who: str) -> Allowance:
    """Count one more act as ``spend`` does, and answer what is left, for those who are told."""
    if name not in settings.LIMITS:
        raise ImproperlyConfigured(f"No limit is set for {name!r}.")
    most, seconds = settings.LIMITS[name]
    count = _count(f"{name}:{who}", seconds)
    resets = seconds - int(clock.now().timestamp()) % seconds
    return Allowance(most, seconds, max(most - count, 0), resets, passed=count <= most)


def _count(key: str, seconds: int) -> int:
    now = int(clock.now().timestamp())
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    counter = f"limit:{digest}:{now // seconds}"
    if cache.add(counter, 1, timeout=seconds):
        return 1
    try:
        return cache.incr(counter)
    except ValueError:
        # It ended between the two questions: this is the first of a new span.
        cache.set(counter, 1, timeout=seconds)
        return 1
