"""How good the catalogue's search is, against graded judgements of mentions of the data set."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from simpul.innovations.models import ExternalId
from simpul.innovations.queries.documents import engine
from simpul.search.engine import Question
from simpul.search.evaluation import Judged, folded, means, ndcg, recall, worst

DEPTH = 50
SCHEME = "dataset"

Grades = Mapping[str, Mapping[str, int]]


def judge(queries: Path, qrels: Path, *, worst: int) -> dict[str, Any]:
    """Figures with and without the encoder; a mention that is not loaded is named in the notes."""
    asked = _rows(queries)
    grades = _grades(qrels)
    numbers = ExternalId.objects.filter(scheme=SCHEME, innovation__canonical__isnull=False)
    known = numbers.values_list("value", "innovation__canonical_id")
    record_of = {value: record for value, record in known if record is not None}
    missing = sorted({m for judged in grades.values() for m in judged if m not in record_of})
    runs = {"with meaning": True, "by words alone": False}
    if engine().library is None:
        runs.pop("with meaning")
    notes = []
    if "with meaning" not in runs:
        notes.append(_("No encoder of meaning is installed or switched on."))
    if missing:
        words = _("%(count)s judged mentions are not loaded: %(some)s")
        notes.append(words % {"count": len(missing), "some": ", ".join(missing[:5])})
    return {
        "runs": {
            name: _figures(_judged(asked, grades, record_of, meaning=meaning), worst)
            for name, meaning in runs.items()
        },
        "notes": notes,
    }


def _judged(
    asked: list[dict[str, str]], grades: Grades, record_of: Mapping[str, int], *, meaning: bool
) -> list[Judged]:
    judged = []
    for row in asked:
        if row["query_id"] not in grades:
            continue
        wanted = folded(grades[row["query_id"]], record_of)
        found = engine().ask(Question(text=row["text"], limit=DEPTH, meaning=meaning)).ids
        figures = ndcg(found, wanted), recall(found, wanted, DEPTH)
        judged.append(Judged(row["query_id"], row["text"], row["lang"], *figures))
    return judged


def _figures(judged: list[Judged], limit: int) -> dict[str, Any]:
    return {"means": means(judged), "worst": [asdict(item) for item in worst(judged, limit)]}


def _grades(path: Path) -> Grades:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _rows(path):
        grades[row["query_id"]][row["innovation_id"]] = int(row["grade"])
    return grades


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
