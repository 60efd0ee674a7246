"""What this room keeps about people: copied for them, forgotten when they close their account."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, personal
from simpul.core.hooks import Retention
from simpul.core.personal import PersonalData
from simpul.learning.models import OPEN_STATES, FollowUp, Mentor, MentorState, Session

from .offering import OFFER


def _copy(person) -> Iterator[personal.Row]:
    offers = Mentor.objects.filter(person=person)
    yield from personal.rows(
        "offer to be a mentor", offers, "hub__name", "kind", "workplace", "profile", "proof",
        "contact", "capacity", "state", "offered_at", "decided_at", "ended_at",
    )  # fmt: skip
    decided = Mentor.objects.filter(decided_by=person)
    yield from personal.rows("mentor decided about", decided, "hub__name", "state", "decided_at")
    held = Session.objects.filter(by=person)
    yield from personal.rows("coaching session", held, "held_on", "kind", "minutes", "advice")
    settled = FollowUp.objects.filter(done_by=person)
    yield from personal.rows("promise settled", settled, "text", "note", "done_at")


def _erase(person) -> None:
    """Take the person out of the directory; the log of the cases stays with its parties."""
    now = clock.now()
    for mentor in Mentor.objects.filter(person=person):
        duties.settle(OFFER, mentor, by=person)
        if mentor.state in OPEN_STATES:
            Mentor.objects.filter(pk=mentor.pk).update(state=MentorState.ENDED, ended_at=now)
            journal.record(mentor, "leave", by=person)
    Mentor.objects.filter(person=person).update(
        contact="", profile="", proof="", proof_file=None, workplace="", is_public=False,
        shows_name=False, shows_workplace=False, changed_at=now,
    )  # fmt: skip


RULE = PersonalData(
    room="learning",
    label=_("What you offered and did as a mentor"),
    copy=_copy,
    erase=_erase,
    relations=(
        "learning.FollowUp.done_by",
        "learning.Mentor.decided_by",
        "learning.Mentor.person",
        "learning.Session.by",
    ),
)


def _past(before: datetime) -> QuerySet[Mentor]:
    """Those who left, or were not taken on, so long ago, of whom more than that is kept."""
    left = Q(state=MentorState.ENDED, ended_at__lt=before)
    declined = Q(state=MentorState.DECLINED, decided_at__lt=before)
    return Mentor.objects.filter(left | declined).exclude(contact="", proof="", profile="")


def _forget(before: datetime) -> int:
    return _past(before).update(contact="", proof="", profile="", proof_file=None)


PAST_MENTORS = Retention("past_mentors", lambda before: _past(before).count(), _forget)
