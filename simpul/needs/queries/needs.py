"""Needs as a person may read them."""

from django.db.models import Count, Q, QuerySet

from simpul.needs.models import Need
from simpul.needs.models.needs import NeedQuerySet
from simpul.needs.policies import visible

MOST_SIMILAR = 5
MOST_COMPARED = 300
LEAST_WORDS = 4


def needs_for(user) -> NeedQuerySet:
    """Every need ``user`` may read, with what a row reads."""
    return Need.objects.filter(visible(user)).select_related(
        "organisation", "organisation__parent", "region", "region__parent", "sector", "hub",
        "solved_by",
    )  # fmt: skip


def need_at(slug: str, user) -> Need | None:
    """The need at an address, if ``user`` may read it; its permanent number is understood too."""
    number = slug.rpartition("-")[2]
    found = needs_for(user).filter(Q(slug=slug) | Q(public_id=number))
    return found.prefetch_related("goals", "indicators", "followers__organisation").first()


def of_institution(organisation) -> QuerySet[Need]:
    """The public needs of a body and its units that look for an answer."""
    theirs = Q(organisation=organisation) | Q(organisation__parent=organisation)
    return Need.objects.public().running().filter(theirs)


def similar_needs(need: Need, user) -> list[Need]:
    """Other needs that look for an answer and share many words, the most alike first."""
    words = set(need.terms.split())
    others = needs_for(user).running().exclude(pk=need.pk)
    if need.sector_id:
        others = others.filter(sector=need.sector_id)
    shared = [(len(words & set(other.terms.split())), other) for other in others[:MOST_COMPARED]]
    alike = [pair for pair in shared if pair[0] >= LEAST_WORDS]
    alike.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return [other for _count, other in alike[:MOST_SIMILAR]]


def with_counts(needs: QuerySet[Need]) -> QuerySet[Need]:
    """The needs with how many institutions have them too."""
    return needs.annotate(also=Count("followers", distinct=True))
