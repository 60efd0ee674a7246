"""Reading the whole sealed journal again, against reading the same rows and doing nothing."""

import json
import shutil
import sys
import time
from pathlib import Path

from . import corpus, registry
from .registry import Result, bench

ENTRIES = {"ci": 20_000, "full": 1_000_000}
PIECE = 10_000


@bench("journal", is_long=True)
def verifying(size):
    """Seconds to verify a journal of many entries, with details, against only reading them."""
    from django.conf import settings

    var = Path(settings.VAR_DIR) / "journal"
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    count = registry.records or ENTRIES[size]
    # In a process of its own, so that no other bench meets its database.
    ran = corpus.run(var, sys.executable, "-m", "tests.bench.journal", count)
    read, verified = json.loads(ran.said)
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


def main(count):
    """Write ``count`` entries, seal and read them; prints the seconds of reading and verifying."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from simpul.core import journal
    from simpul.core.journal import _sealed_entries

    for alias in settings.DATABASES:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    _write(count)
    read, rows = _timed(lambda: sum(1 for _entry in _sealed_entries()))
    verified, said = _timed(journal.verify)
    assert (rows, said.sealed, said.first_break) == (count, count, None)
    print(json.dumps([read, verified]))


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


def _timed(task):
    began = time.perf_counter()
    answer = task()
    return time.perf_counter() - began, answer


if __name__ == "__main__":
    main(int(sys.argv[1]))
