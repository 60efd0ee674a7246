"""The page that finds innovations for a problem: its filters and its rows."""

from dataclasses import dataclass

from django.db.models import QuerySet

from simpul.innovations.models import InnovationText
from simpul.replication.queries.matching.finding import Fit, Matched
from simpul.vocabularies.models import Life, Stage

SHOWN = 20


@dataclass(frozen=True)
class Row:
    """One fit as the page shows it."""

    fit: Fit
    summary: str
    place: int

    @property
    def reasons(self):
        """Each reason with how many of a hundred points it gives."""
        share = self.fit.share
        return [(reason, round(share[reason.key])) for reason in self.fit.reasons]


def filters_of(*, running: bool = False, verified: bool = False) -> dict:
    """The chosen filters as the index knows them."""
    filters: dict[str, tuple[str, ...]] = {}
    if running:
        filters["stage"] = tuple(_alive().values_list("code", flat=True))
    if verified:
        filters["state"] = ("verified",)
    return filters


def _alive() -> QuerySet[Stage]:
    return Stage.objects.filter(life=Life.ALIVE)


def rows_of(matched: Matched) -> list[Row]:
    """The fits with what each says of itself."""
    keys = [fit.innovation.pk for fit in matched.fits]
    said = summaries(keys)
    return [
        Row(fit, said.get(fit.innovation.pk, ""), place)
        for place, fit in enumerate(matched.fits, start=1)
    ]


def summaries(keys) -> dict[int, str]:
    """The summary of each record, in Indonesian where there are two."""
    rows = InnovationText.objects.filter(innovation__in=keys, field="summary")
    # Indonesian last, so that it is kept.
    return dict(rows.order_by("language").values_list("innovation_id", "text"))
