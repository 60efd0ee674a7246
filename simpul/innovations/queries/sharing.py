"""What an owner gives to those who would do the same."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from simpul.core import clock
from simpul.innovations.models import Artefact, Innovation, Willingness


def willingness_of(innovation: Innovation) -> Willingness | None:
    """The statement that counts today, of this record or of one merged into it."""
    kept = innovation.canonical_id or innovation.pk
    return willing_by([kept]).get(kept)


def willing_by(records: Collection[int]) -> dict[int, Willingness]:
    """The statement that counts today of each of these canonical records that has one."""
    said = Willingness.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=clock.today()),
        innovation__canonical__in=records,
        ended_at=None,
    ).select_related("innovation")
    return {
        row.innovation.canonical_id or row.innovation_id: row
        for row in said.order_by("stated_on", "pk")
    }


def artefacts_for_adopters(innovation: Innovation) -> QuerySet[Artefact]:
    """Everything reusable that goes to an adopter."""
    kept = Artefact.objects.kept().filter(innovation__canonical=innovation.canonical_id)
    return kept.select_related("file")


def artefacts_for_all(innovation: Innovation) -> QuerySet[Artefact]:
    """What everybody may take."""
    return artefacts_for_adopters(innovation).filter(is_public=True)
