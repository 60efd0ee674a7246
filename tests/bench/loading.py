"""``simpul load`` and ``simpul reindex``: whether a record costs the same in a large collection."""

import shutil

from tests.bench import corpus, registry
from tests.bench.registry import Result, bench

SIZES = {"ci": (500, 2_000), "full": (10_000, 100_000, 1_000_000)}


@bench("loading and indexing", is_long=True)
def loading(size):
    """Time per record at every size, against the smallest one."""
    sizes = SIZES[size]
    if registry.records:
        sizes = (registry.records // 4, registry.records)
    first = None
    for records in sizes:
        now = measured(records)
        first = first or now
        for verb, (each, ran) in now.items():
            yield Result(
                f"simpul {verb} of {records:,}",
                each / first[verb][0],
                f"the time per record of {sizes[0]:,}",
                "at most 1.3",
                {
                    "per record": f"{each * 1000:.3f} ms",
                    "records/s": f"{1 / each:.0f}",
                    "processor time with start-up": f"{ran.processor:.1f} s",
                    "peak memory": f"{ran.megabytes:.0f} MB",
                },
            )


def measured(records):
    """Seconds per record of both commands, and how each ran."""
    var = corpus.start(f"loading-{records}", records)
    try:
        seconds, loaded = corpus.load(var)
        taken, documents, built = corpus.reindex(var)
    finally:
        shutil.rmtree(var)
    return {"load": (seconds / records, loaded), "reindex": (taken / documents, built)}
