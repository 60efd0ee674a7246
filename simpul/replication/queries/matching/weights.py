"""What each reason for a match counts: rows of a file, so that a change needs no new release."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

from simpul.core import clock
from simpul.search.analysis.thesaurus import rows_of


@dataclass(frozen=True)
class Weight:
    """How much one reason counts, and what it means, in both languages."""

    key: str
    family: str
    weight: float
    label_id: str
    label_en: str
    meaning_id: str
    meaning_en: str
    valid_from: date
    valid_to: date | None
    source: str

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_id

    @property
    def meaning(self) -> str:
        return self.meaning_en if get_language() == "en" else self.meaning_id

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def weights() -> Mapping[str, Weight]:
    """The weights that hold today, by key, in the order of the file."""
    today = clock.today()
    return {row.key: row for row in _rows() if row.holds_on(today)}


@lru_cache(maxsize=1)
def _rows() -> tuple[Weight, ...]:
    path = settings.DATA_DIR / "replication" / "match_weights.csv"
    return tuple(map(_weight, rows_of(path)))


def _weight(row: Mapping[str, str]) -> Weight:
    return Weight(
        key=row["key"],
        family=row["family"],
        weight=float(row["weight"]),
        label_id=row["label_id"],
        label_en=row["label_en"],
        meaning_id=row["meaning_id"],
        meaning_en=row["meaning_en"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        source=row["source"],
    )
