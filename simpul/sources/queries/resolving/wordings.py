"""Words that stand for a code: shipped lists, each word once."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from simpul.core.loading import Row, split
from simpul.sources.queries.reading.cells import folded


def rows(file: str) -> Iterator[Row]:
    """The rows of a list shipped with the adapters."""
    path = settings.DATA_DIR / "adapters" / file
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def wordings(kind: str) -> Mapping[str, str]:
    """Codes by the folded words that stand for them."""
    return {
        folded(word): row["code"]
        for row in rows("wordings.csv")
        if row["kind"] == kind
        for word in split(row["wordings"])
    }


@cache
def spoken(kind: str) -> Mapping[str, list[str]]:
    """The words that stand for each code, as they are written."""
    found: dict[str, list[str]] = {}
    for row in rows("wordings.csv"):
        if row["kind"] == kind:
            found.setdefault(row["code"], []).extend(split(row["wordings"]))
    return found


@dataclass(frozen=True)
class AwardRule:
    """Words of an award and the level they stand for, in one programme or one kind of them."""

    programme: str
    kind: str
    level: str
    pattern: re.Pattern[str]


@cache
def award_rules() -> tuple[AwardRule, ...]:
    """Every rule; the first that fits counts."""
    return tuple(
        AwardRule(row["programme"], row["kind"], row["level"], re.compile(row["pattern"], re.I))
        for row in rows("awards.csv")
    )
