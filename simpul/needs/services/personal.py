"""What this room keeps about people: their copy of it, and what is forgotten when they leave."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core.personal import PersonalData, Row, rows
from simpul.needs.models import (
    Challenge,
    Idea,
    IdeaDecision,
    MergeEdge,
    Need,
    NeedFollower,
    Support,
)
from simpul.needs.services.keeping import forget
from simpul.needs.workflow import IdeaState


def _copy(person) -> Iterator[Row]:
    stated = Need.objects.filter(by=person)
    yield from rows(
        "need stated", stated, "organisation__name", "title", "problem", "visibility", "state",
        "stated_at",
    )  # fmt: skip
    followed = NeedFollower.objects.filter(by=person)
    yield from rows("need followed", followed, "need__title", "organisation__name", "since")
    asked = Challenge.objects.filter(by=person)
    yield from rows("challenge", asked, "sponsor__name", "title", "state", "begun_at")
    offered = Idea.objects.filter(author=person)
    yield from rows(
        "idea", offered, "title", "body", "author_kind", "organisation__name", "state", "offered_at"
    )
    supported = Support.objects.filter(person=person)
    yield from rows("idea supported", supported, "idea__title", "at")
    decided = IdeaDecision.objects.filter(by=person)
    yield from rows("idea decided", decided, "idea__title", "outcome", "reason", "at")
    merged = MergeEdge.objects.filter(by=person)
    yield from rows("ideas merged", merged, "absorbed__title", "kept__title", "note", "merged_at")


def _erase(person) -> None:
    """Supports and what was taken back go; needs, decisions and public ideas stay, unnamed."""
    Support.objects.filter(person=person).delete()
    forget(Idea.objects.filter(author=person, state=IdeaState.TAKEN_BACK))
    Idea.objects.filter(author=person).update(author=None, organisation=None)
    Need.objects.filter(by=person).update(by=None)
    for model in (NeedFollower, Challenge, IdeaDecision, MergeEdge):
        model._default_manager.filter(by=person).update(by=None)


RULE = PersonalData(
    room="needs",
    label=_("Needs you stated, ideas you offered or support, what you decided about them"),
    copy=_copy,
    erase=_erase,
    relations=(
        "needs.Challenge.by", "needs.Idea.author", "needs.IdeaDecision.by", "needs.MergeEdge.by",
        "needs.Need.by", "needs.NeedFollower.by", "needs.Support.person",
    ),
)  # fmt: skip
