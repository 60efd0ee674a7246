"""Harvesting and dumps: whether a record costs the same in a large collection, in small memory."""

import json
import shutil
import sys
import time

from tests.bench import corpus, registry
from tests.bench.registry import Result, bench

SIZES = {"ci": (500, 2_000), "full": (10_000, 100_000, 1_000_000)}


@bench("harvesting and dumps", is_long=True)
def dumps(size):
    """Time per record at every size, against the smallest one."""
    sizes = SIZES[size]
    if registry.records:
        sizes = (registry.records // 10, registry.records)
    first = None
    for records in sizes:
        now, ran = measured(records)
        first = first or now
        for verb in ("headers", "dump", "page"):
            yield Result(
                f"{verb} of {records:,} records",
                now[verb] / first[verb],
                f"the time per record of {sizes[0]:,}",
                "at most 1.3",
                {
                    "per record": f"{now[verb] * 1000:.3f} ms",
                    "peak memory of all three": f"{ran.megabytes:.0f} MB",
                },
            )


def measured(records):
    """Seconds per record of each verb, and how the process ran."""
    var = corpus.start(f"dumps-{records}", records)
    try:
        corpus.load(var)
        ran = corpus.run(var, sys.executable, "-m", "tests.bench.dumps")
        return json.loads(ran.said), ran
    finally:
        shutil.rmtree(var)


def _timed(verb):
    began = time.perf_counter()
    count = verb()
    return (time.perf_counter() - began) / max(count, 1)


def _headers():
    from simpul.core import journal
    from simpul.exchange.models import HarvestHeader
    from simpul.exchange.services import harvesting

    journal.seal_pending()
    while not harvesting.follow_journal().finished:
        pass
    return HarvestHeader.objects.count()


def _dump():
    from simpul.exchange.services import dumping

    return sum(each["rows"] for each in dumping.make_dump().manifest["datasets"])


def _page():
    """Twenty pages in the middle of the harvest."""
    from simpul.exchange.models import HarvestHeader
    from simpul.exchange.queries import opened
    from simpul.exchange.queries.oai.headers import Place, Selection, page_after

    total, after = HarvestHeader.objects.count(), Place()
    middle = HarvestHeader.objects.order_by("seq", "id")[total // 3]
    after, told = Place(middle.seq, middle.pk), 0
    for _number in range(20):
        page = page_after(Selection(spec="source"), after, size=100)
        told += len(opened.opened([header.record for header in page.headers]))
        if page.after is None:
            break
        after = page.after
    return told


def _warm():
    """What is read once a process is no part of what a record costs."""
    import duckdb
    from django.urls import reverse

    duckdb.sql("SELECT 1")
    reverse("oai")


if __name__ == "__main__":
    import django

    django.setup()
    _warm()
    print(json.dumps({"headers": _timed(_headers), "dump": _timed(_dump), "page": _timed(_page)}))
