"""What the outcomes of records stand on, read for many records at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from simpul.innovations.hooks import REPEATED
from simpul.innovations.models import (
    Evidence,
    EvidenceKind,
    Innovation,
    InstitutionalTest,
    PassedTest,
)
from simpul.innovations.queries.grading import Document, Ground

# What shows that something was achieved; a photo or a decree shows something else.
SHOWING = (EvidenceKind.DOCUMENT, EvidenceKind.DATA, EvidenceKind.EVALUATION)
FIELDS = ("outcomes", "impact")


def grounds_of(records: Sequence[Innovation]) -> dict[int, Ground]:
    """The ground of each record, with what was merged into it."""
    pks = [record.pk for record in records]
    documents = _documents(pks)
    institutional = _institutional(pks)
    repeated = _repeated(pks)
    return {
        record.pk: Ground(
            verified_on=verified_on(record),
            documents=documents[record.pk],
            repeated=repeated.get(record.pk, {}),
            institutional=record.pk in institutional,
        )
        for record in records
    }


def verified_on(record: Innovation) -> date | None:
    """The day a hub last checked the record, where one did."""
    if not record.is_verified or record.published_at is None:
        return None
    return _day(record.published_at)


def _documents(pks: Sequence[int]) -> dict[int, list[Document]]:
    found: dict[int, list[Document]] = defaultdict(list)
    rows = Evidence.objects.kept().filter(
        innovation__canonical__in=pks,
        accepted_at__isnull=False,
        field__in=FIELDS,
        kind__in=SHOWING,
    )
    for pk, accepted_at, kind in rows.order_by("pk").values_list(
        "innovation__canonical_id", "accepted_at", "kind"
    ):
        found[pk].append(Document(_day(accepted_at), kind == EvidenceKind.EVALUATION))
    return found


def _institutional(pks: Sequence[int]) -> set[int]:
    """The records whose four tests were all accepted."""
    accepted = PassedTest.objects.filter(
        innovation__canonical__in=pks, accepted_at__isnull=False
    ).order_by()
    counted = accepted.values_list("innovation__canonical_id").annotate(
        passed=Count("test", distinct=True)
    )
    return {pk for pk, passed in counted if passed == len(InstitutionalTest)}


def _repeated(pks: Sequence[int]) -> dict[int, dict[str, date]]:
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for ask in REPEATED:
        for pk, indicator, since in ask(pks):
            found[pk][indicator.strip().casefold()] = since
    return found


def _day(at: datetime) -> date:
    return timezone.localdate(at, timezone.get_default_timezone())
