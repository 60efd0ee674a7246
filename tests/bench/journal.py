"""Reading the whole sealed journal again, against reading the same rows and doing nothing."""

import time

from .registry import Result, bench

ENTRIES = {"ci": 20_000, "full": 1_000_000}
PIECE = 10_000


@bench("journal", needs="database")
def verifying(size):
    """Seconds to verify a journal of many entries, with details, against only reading them."""
    from . import registry

    with _empty_database():
        count = registry.records or ENTRIES[size]
        _write(count)
        read, rows = _timed(_read_all)
        verified, said = _timed(_verify)
        assert (rows, said.sealed, said.first_break) == (count, count, None)
    yield Result(
        "journal, verifying every entry",
        verified / read,
        "reading the same entries",
        figures={
            "entries": f"{count:,}",
            "verifying": f"{verified:.1f} s",
            "reading": f"{read:.1f} s",
            "a million would take": f"{verified / count * 1e6:.0f} s",
        },
    )


def _empty_database():
    from contextlib import contextmanager

    from django.test.utils import setup_databases, teardown_databases

    @contextmanager
    def made():
        kept = setup_databases(verbosity=0, interactive=False)
        try:
            yield
        finally:
            teardown_databases(kept, verbosity=0)

    return made()


def _write(count):
    from django.db import transaction

    from simpul.accounts.models import User
    from simpul.core import journal

    person = User.objects.create(username="penulis", email="penulis@example.org", name="Penulis")
    for start in range(0, count, PIECE):
        with transaction.atomic():
            for number in range(start, min(start + PIECE, count)):
                note = f"catatan {number}"
                journal.record(person, "touch", by=person, note=note, details={"n": number})
        journal.seal_pending()


def _read_all():
    from simpul.core.journal import _sealed_entries

    return sum(1 for _entry in _sealed_entries())


def _verify():
    from simpul.core import journal

    return journal.verify()


def _timed(task):
    began = time.perf_counter()
    answer = task()
    return time.perf_counter() - began, answer
