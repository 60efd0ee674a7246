"""The lists of the State and of the catalogue as the API tells them: codes with both labels."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.exchange.queries.resources.links import api
from simpul.innovations.models import Authority, EvidenceGrade
from simpul.vocabularies.models import (
    Abbreviation,
    Affair,
    AwardLevel,
    Goal,
    Programme,
    Sector,
    SectorFamily,
    Stage,
)


@dataclass(frozen=True)
class Vocabulary:
    """A list: its name in addresses, what it holds, its rows and what each says."""

    key: str
    label: str | Promise
    rows: Callable[[], QuerySet]
    code: str
    more: Callable[[Any], dict[str, Any]] = lambda _row: {}


def _dated(row: Any) -> dict[str, Any]:
    return {"valid_from": row.valid_from, "valid_to": row.valid_to}


VOCABULARIES: dict[str, Vocabulary] = {
    vocabulary.key: vocabulary
    for vocabulary in (
        Vocabulary(
            "sectors",
            _("Sectors"),
            lambda: Sector.objects.select_related("affair").prefetch_related("goals"),
            "key",
            lambda row: {
                "family": row.family_id,
                "affair": row.affair.code if row.affair else None,
                "goals": [goal.number for goal in row.goals.all()],
                "synonyms_id": row.synonyms_id,
                "synonyms_en": row.synonyms_en,
            },
        ),
        Vocabulary("families", _("Families of sectors"), SectorFamily.objects.all, "key"),
        Vocabulary("goals", _("Goals of sustainable development"), Goal.objects.all, "number"),
        Vocabulary(
            "affairs",
            _("Government affairs"),
            Affair.objects.all,
            "code",
            lambda row: {"group": row.group, "concurrent": row.concurrent, **_dated(row)},
        ),
        Vocabulary(
            "stages",
            _("Life stages"),
            Stage.objects.all,
            "code",
            lambda row: {
                "counted_as": row.life,
                "meaning_id": row.meaning_id,
                "meaning_en": row.meaning_en,
            },
        ),
        Vocabulary(
            "programmes",
            _("Programmes"),
            Programme.objects.all,
            "key",
            lambda row: {
                "short_name": row.short_name,
                "organiser": row.organiser,
                "kind": row.kind,
                "region": row.region_code or None,
                **_dated(row),
            },
        ),
        Vocabulary(
            "award-levels",
            _("Award levels"),
            AwardLevel.objects.all,
            "code",
            lambda row: {"rank": row.rank, "programme_hint": row.programme_hint},
        ),
        Vocabulary(
            "evidence-grades",
            _("Grades of evidence"),
            EvidenceGrade.objects.all,
            "grade",
            lambda row: {
                "rule_id": row.rule_id,
                "rule_en": row.rule_en,
                "holds_months": row.months,
            },
        ),
        Vocabulary(
            "sources",
            _("Sources"),
            Authority.objects.exclude(kind="person").all,
            "key",
            lambda row: {"kind": row.kind, "address": row.url, "licence": row.licence},
        ),
        Vocabulary(
            "abbreviations",
            _("Abbreviations"),
            Abbreviation.objects.all,
            "abbreviation",
        ),
    )
}


def listed(vocabulary: Vocabulary) -> dict[str, Any]:
    """A list as the list of lists tells it."""
    return {
        "key": vocabulary.key,
        "label": str(vocabulary.label),
        "href": api("vocabularies", vocabulary.key),
    }


def whole(vocabulary: Vocabulary) -> dict[str, Any]:
    """A list with every word of it."""
    return {
        **listed(vocabulary),
        "terms": [_term(vocabulary, row) for row in vocabulary.rows()],
    }


def _term(vocabulary: Vocabulary, row: Any) -> dict[str, Any]:
    label_id, label_en = _labels(row)
    return {
        "code": str(getattr(row, vocabulary.code)),
        "label_id": label_id,
        "label_en": label_en,
        "source": getattr(row, "source", ""),
        "more": vocabulary.more(row),
    }


def _labels(row: Any) -> tuple[str, str]:
    if isinstance(row, Authority):
        return row.name, row.name_en or row.name
    if isinstance(row, Abbreviation):
        return row.full_id, row.meaning_en
    return row.label_id, row.label_en
