"""A need matched with innovations on a large collection, against plain search of its words."""

import json
import sys

from tests.bench import corpus, registry
from tests.bench.registry import Result, bench

SIZES = {"ci": 3_000, "full": 300_000}
ROUNDS = {"ci": 5, "full": 15}


@bench("needs", is_long=True)
def needs(size):
    """Candidates, reasons and warnings of four needs, in a process of their own."""
    var = corpus.indexed(registry.records or SIZES[size])
    ran = corpus.run(var, sys.executable, "-m", "tests.bench.needing", ROUNDS[size])
    for line in ran.said.splitlines():
        yield Result(**json.loads(line))
