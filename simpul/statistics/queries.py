"""Questions about stated figures."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from .models import Observation, Statement

# The newest value of a figure in a region; all that disagree stand in ``observations_of``.
RegionFact = Observation


def observations_of(region) -> QuerySet[Observation]:
    """Everything observed in a region, by figure, the newest first; all sources stand."""
    found = Observation.objects.filter(region=region).select_related("figure")
    return found.order_by("figure__order", "figure", "-as_of", "pk")


def facts_of_regions(regions: Collection[int]) -> Mapping[int, Mapping[str, RegionFact]]:
    """The newest observation of each figure in each of the regions, by key of the region."""
    facts: dict[int, dict[str, RegionFact]] = defaultdict(dict)
    rows = Observation.objects.filter(region__in=regions).order_by("as_of", "-pk")
    for row in rows:
        facts[row.region_id][row.figure_id] = row
    return facts


def statements(figure: str) -> QuerySet[Statement]:
    """Everything that was stated about ``figure``, oldest first; all stand."""
    return Statement.objects.filter(figure__key=figure).select_related("figure")


def statements_on(topic: str, *, year: int | None = None) -> QuerySet[Statement]:
    """Everything stated about the figures of ``topic``, of one year where given."""
    found = Statement.objects.filter(figure__topic=topic).select_related("figure")
    if year is not None:
        found = found.filter(as_of__year=year, since__isnull=True)
    return found.order_by("figure__order", "figure", "as_of", "value", "pk")


def latest(figure: str) -> Statement | None:
    """The newest statement about ``figure``."""
    return statements(figure).last()
