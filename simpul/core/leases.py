"""Leases: one process at a time, on SQLite and PostgreSQL alike, and never for ever."""

import os
import socket
from datetime import timedelta

from django.db.models import Q

from simpul.core import clock
from simpul.core.models import Lease


def holder() -> str:
    """The name of this process among all that share the database."""
    return f"{socket.gethostname()}:{os.getpid()}"


def take(name: str, *, seconds: float, by: str = "") -> bool:
    """Take or prolong the lease ``name``; answers whether ``by`` now holds it."""
    by = by or holder()
    now = clock.now()
    rows = Lease.objects.filter(Q(holder=by) | Q(until__lte=now), name=name)
    fresh = {"holder": by, "until": now + timedelta(seconds=seconds)}
    if rows.update(**fresh):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    Lease.objects.bulk_create([Lease(name=name, **fresh)], ignore_conflicts=True)
    return Lease.objects.filter(name=name, holder=by).exists()


def release(name: str, *, by: str = "") -> None:
    """Give the lease back before its end, if ``by`` holds it."""
    now = clock.now()
    Lease.objects.filter(name=name, holder=by or holder()).update(holder="", until=now)
