"""Ideas and challenges as a person may read them, and what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from simpul.needs.models import Challenge, Idea, Need
from simpul.needs.models.ideas import IdeaQuerySet
from simpul.needs.models.needs import NeedQuerySet
from simpul.needs.policies import (
    bodies_of,
    moderated,
    run_by,
    visible_challenges,
    visible_ideas,
)
from simpul.needs.queries.lists import IDEA_ORDERS, with_supporters
from simpul.needs.queries.needs import needs_for
from simpul.needs.queries.searching import terms_of
from simpul.needs.workflow import UNDECIDED, IdeaState

MOST_ALIKE = 5
MOST_COMPARED = 500
LEAST_SHARE = 0.2


def ideas_for(user) -> IdeaQuerySet:
    """Every idea ``user`` may read, with what its page reads."""
    return Idea.objects.filter(visible_ideas(user)).select_related(
        "need", "challenge", "sponsor", "sponsor__parent", "hub", "region", "sector", "author",
        "organisation", "canonical", "became__canonical", "merge_edge__kept",
    )  # fmt: skip


def idea_at(slug: str, user) -> Idea | None:
    """The idea at an address, if ``user`` may read it."""
    number = slug.rpartition("-")[2]
    return ideas_for(user).filter(Q(slug=slug) | Q(public_id=number)).first()


def challenges_for(user) -> QuerySet[Challenge]:
    """Every challenge ``user`` may read."""
    return Challenge.objects.filter(visible_challenges(user)).select_related(
        "sponsor", "sponsor__parent", "hub", "need", "region", "sector"
    )


def challenge_at(slug: str, user) -> Challenge | None:
    """The challenge at an address, if ``user`` may read it."""
    number = slug.rpartition("-")[2]
    return challenges_for(user).filter(Q(slug=slug) | Q(public_id=number)).first()


def ideas_about(target: Need | Challenge) -> QuerySet[Idea]:
    """The ideas offered to a need or a challenge, the most supported first."""
    found = with_supporters(target.ideas.kept().shown())
    return found.order_by(*IDEA_ORDERS["support"], "-pk")


def merged_into(idea: Idea) -> list[Idea]:
    """The ideas equal to this one that were joined with it."""
    return list(
        Idea.objects.filter(canonical=idea.pk)
        .exclude(pk=idea.pk)
        .select_related("author", "merge_edge")
    )


def alike(idea: Idea, user) -> list[Idea]:
    """Other ideas to the same question that share most words: what may be merged."""
    others = ideas_for(user).kept().shown().exclude(pk=idea.pk)
    others = others.filter(need=idea.need_id, challenge=idea.challenge_id)
    return _most_alike(set(idea.terms.split()), others)


def alike_words(text: str, user, *, need=None, challenge=None) -> list[Idea]:
    """Ideas to the same question that say nearly the same as ``text``."""
    others = ideas_for(user).kept().shown().filter(need=need, challenge=challenge)
    return _most_alike(set(terms_of(text).split()), others)


def _most_alike(words: set[str], others: QuerySet[Idea]) -> list[Idea]:
    found = []
    for other in others[:MOST_COMPARED]:
        theirs = set(other.terms.split())
        shared = len(words & theirs) / (len(words | theirs) or 1)
        if shared >= LEAST_SHARE:
            found.append((shared, other))
    found.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return [other for _share, other in found[:MOST_ALIKE]]


@dataclass(frozen=True)
class Own:
    """The needs of a person's desk: theirs, and those their institutions follow."""

    needs: NeedQuerySet
    followed: QuerySet[Need]


def own_needs(user) -> Own:
    """Every need of the bodies ``user`` speaks for, and those these follow."""
    bodies = bodies_of(user).values("pk")
    readable = needs_for(user)
    return Own(
        readable.filter(organisation__in=bodies).order_by("state", "-changed_at"),
        readable.filter(followers__organisation__in=bodies).distinct().order_by("-changed_at"),
    )


def own_ideas(user) -> QuerySet[Idea]:
    """What ``user`` offered, newest first."""
    return with_supporters(Idea.objects.filter(author=user.pk)).order_by("-offered_at")


def waiting_ideas(user, *, show: str = "") -> QuerySet[Idea]:
    """The ideas whose decision ``user`` makes, or for which ``user`` finds a sponsor.

    ``show``: "" for those that wait, "parked", or "all".
    """
    theirs = Q(sponsor__in=run_by(user).values("pk"))
    homeless = Q(sponsor=None) & moderated(user)
    found = Idea.objects.kept().filter(visible_ideas(user)).filter(theirs | homeless)
    states: dict[str, Sequence[str]] = {"": [IdeaState.OPEN], "parked": [IdeaState.PARKED]}
    if show in states:
        found = found.filter(state__in=states[show])
    else:
        found = found.exclude(state__in=[IdeaState.TAKEN_BACK, IdeaState.HIDDEN])
    return with_supporters(found).order_by("offered_at", "pk")


def decides_somewhere(user) -> bool:
    """Say whether ideas may wait for ``user``."""
    if run_by(user).exists():
        return True
    return Idea.objects.filter(moderated(user), sponsor=None, state__in=UNDECIDED).exists()


def own_challenges(user) -> QuerySet[Challenge]:
    """The challenges of the bodies ``user`` speaks for."""
    return challenges_for(user).filter(sponsor__in=bodies_of(user).values("pk"))


def grown_from(innovation) -> list[Idea]:
    """The public ideas a record grew from, through merges of records."""
    return list(
        Idea.objects.shown()
        .filter(became__canonical=innovation.canonical_id or innovation.pk)
        .select_related("need", "challenge", "author")
    )
