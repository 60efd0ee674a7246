"""Matching: whether a record costs the same among many as among few.

What a load hands over is compared as ``simpul match`` compares it, without the database: features,
keys, pairs of one province and their scores. The commands at scale are measured by ``full``.
"""

import time
from collections import defaultdict
from random import Random

from .registry import Result, bench

SIZES = {"ci": (1_000, 4_000), "full": (10_000, 100_000)}
DUPLICATES = 0.05


@bench("matching", is_long=True)
def matching(size):
    """Processor time per record at every size, against the smallest one."""
    from django.conf import settings

    from simpul.sources.queries import weighing
    from simpul.sources.services.corpus import Facts

    # The shipped rule, so that it asks no database.
    using = weighing.Model(weighing.shares(), weighing.shipped_parameters())
    facts = Facts(settings.DATA_DIR)
    first = None
    for records in SIZES[size]:
        # The second time all words are known: made-up names are no measure of a real collection.
        seconds, pairs = min(_measured(facts, using, records) for _time in range(2))
        each = seconds / records
        first = first or each
        yield Result(
            f"matching of {records:,}",
            each / first,
            f"the time per record of {SIZES[size][0]:,}",
            "at most 1.3",
            {"per record": f"{each * 1000:.3f} ms", "pairs compared": f"{pairs:,}"},
        )


def _measured(facts, using, records):
    """Processor seconds for so many records, and how many pairs were compared."""
    from simpul.sources.queries.candidates import pairs_among
    from simpul.sources.services.corpus import Maker

    maker = Maker(facts, seed=records, duplicates=DUPLICATES)
    drawn = [maker.row(number) for number in range(1, records + 1)]
    # A collection grows by institutions as well as by records: both sizes have as many of each.
    places = Random(1).sample(range(10_000), max(records // 40, 1))
    bodies = _Bodies(places)
    began, pairs = time.process_time(), 0
    rows = defaultdict(dict)
    for number, row in enumerate(drawn):
        place = bodies.of(row["institution_id"])
        rows[place][number] = {**_features(row), "region": place, "family": [place]}
    for held in rows.values():
        for one, other in pairs_among(held):
            using.score(held[one], held[other])
            pairs += 1
    return time.process_time() - began, pairs


class _Bodies:
    """Gives every institution of the corpus one of so many places."""

    def __init__(self, places):
        self.places = places
        self.known = {}

    def of(self, code):
        return self.known.setdefault(code, f"{self.places[len(self.known) % len(self.places)]}")


def _features(row):
    from simpul.sources.queries.features import features

    return features(
        row["id"],
        {row["title"]},
        owner_name=row["raw_institution"],
        year=int(row["year"]),
        unit=row["unit"],
        sector=row["sector"],
        goals=row["sdg_inferred"].split(";"),
        story=row["summary"],
    )
