"""The answer to a need for programs: as the search answers, with reasons and warnings."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from simpul.innovations.models import ExternalId
from simpul.replication.queries.matching.finding import Fit, Matched


def as_json(matched: Matched) -> dict[str, Any]:
    """What was found, in the shape of ``simpul search --json``."""
    numbers = external_ids(fit.innovation.pk for fit in matched.fits)
    asked = matched.asked
    return {
        "total": matched.weighed,
        "results": [_result(fit, numbers.get(fit.innovation.pk, {})) for fit in matched.fits],
        "also": [concept.text for concept in asked.answers],
        "problems": [item.problem.text for item in asked.problems],
        "beneficiaries": [group.label for group in asked.groups],
    }


def external_ids(keys: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """The numbers elsewhere of these records and of all that were merged into them."""
    numbers: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = ExternalId.objects.filter(innovation__canonical__in=list(keys))
    for key, scheme, value in rows.order_by("scheme", "value").values_list(
        "innovation__canonical_id", "scheme", "value"
    ):
        if key is not None:
            numbers[key][scheme].append(value)
    return {key: dict(schemes) for key, schemes in numbers.items()}


def _result(fit: Fit, ids: dict[str, list[str]]) -> dict[str, Any]:
    record = fit.innovation
    return {
        "id": record.pk,
        "public_id": record.public_id,
        "title": record.title,
        "owner": record.owner.name if record.owner else "",
        "region": record.region.code if record.region else "",
        "year": record.year,
        "url": record.get_absolute_url(),
        "score": round(fit.score, 4),
        "ids": ids,
        "reasons": [
            {
                "key": reason.key,
                "label": reason.label,
                "weight": reason.weight,
                "value": round(reason.value, 4),
                "points": round(reason.points, 4),
                "say": reason.say,
            }
            for reason in fit.reasons
        ],
        "warnings": [
            {"key": warning.key, "say": warning.say, "url": warning.url} for warning in fit.warnings
        ],
    }
