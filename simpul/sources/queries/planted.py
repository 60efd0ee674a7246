"""How many of the duplicates that ``make-corpus`` planted were found."""

import csv
from pathlib import Path
from typing import Any

from simpul.innovations.models import ExternalId, Innovation, MergeEdge, MergeReason
from simpul.sources.models import Pair

LABEL = "duplicate_of"
SCHEME = "dataset"


def planted(path: Path) -> dict[str, Any]:
    """Precision and recall of what was joined, and recall of what was joined or is asked.

    ``KeyError`` where the file does not say which mention repeats which.
    """
    true = _groups(path)
    keys = dict(
        ExternalId.objects.filter(scheme=SCHEME).values_list("innovation_id", "value").iterator()
    )
    standing = dict(Innovation.objects.values_list("pk", "canonical_id").iterator())
    pks = {key: pk for pk, key in keys.items()}
    repeats = [(key, first) for key, first in true.items() if key != first and key in pks]
    asked = {
        frozenset((standing[left], standing[right]))
        for left, right in Pair.objects.values_list("left_id", "right_id").iterator()
    }
    joined = found = 0
    for key, first in repeats:
        one, other = standing[pks[key]], standing[pks[first]]
        joined += one == other
        found += one == other or frozenset((one, other)) in asked
    edges = MergeEdge.objects.filter(reason=MergeReason.MATCHED)
    drawn = list(edges.values_list("absorbed_id", "kept_id").iterator())
    right = sum(
        true.get(keys.get(one, "")) == true.get(keys.get(other, "-")) for one, other in drawn
    )
    return {
        "repeats": len(repeats),
        "joined_recall": _share(joined, len(repeats)),
        "joined_precision": _share(right, len(drawn)),
        "found_recall": _share(found, len(repeats)),
    }


def _groups(path: Path) -> dict[str, str]:
    """For each number of the corpus the one that was first of its kind."""
    first: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first[row["id"]] = first.get(row[LABEL], row[LABEL]) or row["id"]
    return first


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
