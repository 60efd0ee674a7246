"""The JSON answer of the catalogue on a large collection, against a script that does its work."""

import json
import sys

from tests.bench import corpus, registry
from tests.bench.registry import Result, bench

SIZES = {"ci": 3_000, "full": 1_000_000}
ROUNDS = {"ci": 21, "full": 60}


@bench("search", is_long=True)
def search(size):
    """Every shape of question, in a process of its own that holds only the searching hub."""
    records = registry.records or SIZES[size]
    var = corpus.indexed(records)
    ran = corpus.run(var, sys.executable, "-m", "tests.bench.searching", ROUNDS[size])
    for line in ran.said.splitlines():
        yield Result(**json.loads(line))
