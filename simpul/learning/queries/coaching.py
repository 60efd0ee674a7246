"""The coaching log of a thing, and what is waited for after its sessions."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from simpul.learning.hooks import COACHED, Coached, Side
from simpul.learning.models import FollowUp, Session
from simpul.learning.policies import visible_sessions


def coached(subject: models.Model) -> Coached | None:
    """The kind of thing ``subject`` is to mentors."""
    for model, kind in COACHED.values():
        if subject._meta.label == model:
            return kind
    return None


def word_of(subject: models.Model) -> str:
    """The word that stands for its kind in addresses."""
    return next((word for word, (model, _) in COACHED.items() if subject._meta.label == model), "")


def subject_at(word: str, pk: int, user) -> Any:
    """The thing an address names, where ``user`` may read its log."""
    _model, kind = COACHED.get(word, ("", None))
    return kind.visible(user).filter(pk=pk).first() if kind is not None else None


def sides_of(subject: Any) -> list[Side]:
    """Who may promise something about ``subject``."""
    kind = coached(subject)
    return list(kind.sides(subject)) if kind else []


def log_of(subject: models.Model) -> QuerySet[Session]:
    """Every session about a thing, whoever was its mentor, the latest first."""
    kind = ContentType.objects.get_for_model(subject)
    return _whole(Session.objects.filter(subject_type=kind, subject_id=subject.pk))


def sessions_for(user) -> QuerySet[Session]:
    """Every session ``user`` may read."""
    return _whole(Session.objects.filter(visible_sessions(user)))


def follow_ups_for(user) -> QuerySet[FollowUp]:
    """What was promised in the sessions ``user`` may read, or waits for them."""
    seen = Session.objects.filter(visible_sessions(user)).values("pk")
    return FollowUp.objects.filter(Q(session__in=seen)).select_related(
        "session__mentor__person", "done_by", "file"
    )


def _whole(sessions: QuerySet[Session]) -> QuerySet[Session]:
    promised = FollowUp.objects.select_related("done_by", "file")
    return sessions.select_related("mentor__person", "mentor__hub", "by").prefetch_related(
        "roles", "files__file", Prefetch("follow_ups", promised)
    )


def label_sides(subject: models.Model, follow_ups: Iterable[FollowUp]) -> dict[int, str]:
    """The name of the side behind each promise."""
    names = {side.key: str(side.label) for side in sides_of(subject)}
    return {each.pk: names.get(each.side, each.side) for each in follow_ups}
