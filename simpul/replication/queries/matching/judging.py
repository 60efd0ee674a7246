"""How good matching is: needs told from the problem side, each with what answers it."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser

from simpul.geography.models import Region, RegionKind
from simpul.innovations.models import ExternalId
from simpul.innovations.queries.documents import engine
from simpul.replication.queries.matching.finding import find
from simpul.replication.queries.matching.wish import Wish
from simpul.search.engine import Question

FIRST = 5
JAVA = ("31", "32", "33", "34", "35", "36")


def judge(path: Path) -> dict[str, Any]:
    """The share of needs whose answer is among the first five, beside plain search."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = dict(
        ExternalId.objects.filter(scheme="dataset").values_list("value", "innovation__canonical_id")
    )
    regions = {row.code: row for row in Region.objects.select_related("parent")}
    hits: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    missed = []
    for row in rows:
        wanted = {keys.get(value) for value in row["innovation_id"].split(";")} - {None}
        region = regions.get(row["region"])
        matched = _matched(row["text"], region)
        found = bool(wanted & set(matched)), bool(wanted & set(_searched(row["text"])))
        for name in _groups(row, region):
            hits[name].append(found)
        if not found[0]:
            missed.append(row["need_id"])
    return {"groups": {name: _figures(found) for name, found in hits.items()}, "missed": missed}


def _matched(text: str, region: Region | None) -> list[int]:
    matched = find(Wish(text, region), user=AnonymousUser(), limit=FIRST)
    return [fit.innovation.pk for fit in matched.fits]


def _searched(text: str) -> list[int]:
    return engine().ask(Question(text, limit=FIRST)).ids


def _groups(row: dict[str, str], region: Region | None) -> list[str]:
    """The groups a need counts in: its part, with its language, and those outside Java."""
    part = row["split"]
    groups = [part, f"{part} {row['lang']}"]
    if region is not None and region.code[:2] not in JAVA:
        groups.append(f"{part} outside Java")
    if region is not None and region.kind == RegionKind.CITY:
        groups.append(f"{part} cities")
    return groups


def _figures(found: Sequence[tuple[bool, bool]]) -> dict[str, Any]:
    return {
        "needs": len(found),
        "hit@5": round(sum(ours for ours, _plain in found) / len(found), 4),
        "plain search": round(sum(plain for _ours, plain in found) / len(found), 4),
    }
