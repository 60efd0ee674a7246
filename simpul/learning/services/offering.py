"""People offer to be mentors; their hub takes them on; they pause, go on and leave."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, outbox
from simpul.core.models import File
from simpul.hubs.models import Hub
from simpul.learning.hooks import HOLDS
from simpul.learning.models import OPEN_STATES, Mentor, MentorState
from simpul.learning.queries.mentors import deciding_office
from simpul.learning.workflow import MENTORING

from .capacity import set_capacity

OFFER = "mentor_offer"
DECIDE_DAYS = 14

ALREADY = _("You have offered to be a mentor already; change that offer instead.")
NO_THEME = _("Choose at least one theme and one language.")
NO_WAY = _("Say how you coach: from afar, or in which provinces you travel.")
PAST = _("A pause ends in the future.")

# What an offer says in columns, and in lists.
COLUMNS = (
    "kind", "workplace", "organisation", "profile", "proof", "contact", "is_remote",
    "travels_everywhere", "is_public", "shows_name", "shows_workplace",
)  # fmt: skip
LISTS = ("sectors", "languages", "provinces")


@transaction.atomic
def offer_mentoring(
    hub: Hub, *, said: Mapping[str, Any], capacity: int, by, proof_file: File | None = None
) -> Mentor:
    """Offer to accompany others; the hub decides.

    ``said`` holds what ``COLUMNS`` and ``LISTS`` name. Raises ``ValidationError`` for a second
    offer, or one without theme, language or a way to meet.
    """
    if not by.has_perm("learning.offer_mentor"):
        raise PermissionDenied
    if Mentor.objects.filter(person=by, state__in=OPEN_STATES).exists():
        raise ValidationError(ALREADY, code="already")
    _check(said)
    now = clock.now()
    mentor = Mentor.objects.create(
        person=by,
        hub=hub,
        capacity=capacity,
        proof_file=proof_file,
        offered_at=now,
        changed_at=now,
        **{name: said[name] for name in COLUMNS},
    )
    _set_lists(mentor, said)
    journal.record(mentor, "offer", by=by)
    _await_decision(mentor)
    return mentor


@transaction.atomic
def change_offer(
    mentor: Mentor, *, said: Mapping[str, Any], capacity: int, by, proof_file: File | None = None
) -> Mentor:
    """Say something else about oneself, or offer more or fewer places."""
    if not by.has_perm("learning.change_mentor", mentor):
        raise PermissionDenied
    _check(said)
    set_capacity(mentor, capacity)
    for name in COLUMNS:
        setattr(mentor, name, said[name])
    if proof_file is not None:
        mentor.proof_file = proof_file
    mentor.changed_at = clock.now()
    mentor.save(update_fields=[*COLUMNS, "proof_file", "changed_at"])
    _set_lists(mentor, said)
    journal.record(mentor, "change", by=by)
    return mentor


@transaction.atomic
def confirm(mentor: Mentor, *, by, note: str = "") -> Mentor:
    """Take somebody on as mentor of the hub."""
    _decide("confirm", mentor, by, note)
    _tell("confirmed", mentor, _("%(hub)s took you on as mentor"), note)
    return mentor


@transaction.atomic
def decline(mentor: Mentor, *, by, note: str) -> Mentor:
    """Do not take somebody on, with the reason."""
    _decide("decline", mentor, by, note)
    _tell("declined", mentor, _("%(hub)s did not take you on as mentor"), note)
    return mentor


@transaction.atomic
def pause(mentor: Mentor, *, by, until: date | None = None, note: str = "") -> Mentor:
    """Take on nothing new for a while; what runs goes on."""
    if until is not None and until <= clock.today():
        raise ValidationError(PAST, code="past")
    MENTORING.take("pause", mentor, by=by, note=note, paused_until=until)
    if by != mentor.person:
        _tell("paused", mentor, _("%(hub)s put your mentoring on pause"), note)
    return mentor


@transaction.atomic
def resume(mentor: Mentor, *, by, note: str = "") -> Mentor:
    """Be ready for requests again."""
    return MENTORING.take("resume", mentor, by=by, note=note, paused_until=None)


@transaction.atomic
def leave(mentor: Mentor, *, by, note: str = "") -> Mentor:
    """Stop being a mentor; what runs must be ended or handed over before."""
    _end("leave", mentor, by, note)
    _tell_hub("left", mentor, _("%(person)s is no longer a mentor of the hub"), note)
    return mentor


@transaction.atomic
def release(mentor: Mentor, *, by, note: str) -> Mentor:
    """End somebody's mentoring for the hub, with the reason."""
    _end("release", mentor, by, note)
    _tell("released", mentor, _("%(hub)s ended your mentoring"), note)
    return mentor


@transaction.atomic
def wake_paused() -> int:
    """Let those be ready again whose pause is over; answers how many."""
    over = Mentor.objects.filter(state=MentorState.PAUSED, paused_until__lte=clock.today())
    woken = list(over)
    for mentor in woken:
        MENTORING.take("wake", mentor, by=None, paused_until=None)
    return len(woken)


def _end(step: str, mentor: Mentor, by, note: str) -> Mentor:
    for held in HOLDS:
        if why := held(mentor):
            raise ValidationError(why, code="held")
    MENTORING.take(
        step, mentor, by=by, note=note, ended_at=clock.now(), is_public=False, paused_until=None
    )
    duties.settle(OFFER, mentor, by=by)
    return mentor


def _decide(step: str, mentor: Mentor, by, note: str) -> None:
    MENTORING.take(step, mentor, by=by, note=note, decided_at=clock.now(), decided_by=by)
    duties.settle(OFFER, mentor, by=by)


def _check(said: Mapping[str, Any]) -> None:
    if not (said["sectors"] and said["languages"]):
        raise ValidationError(NO_THEME, code="theme")
    if not (said["is_remote"] or said["travels_everywhere"] or said["provinces"]):
        raise ValidationError(NO_WAY, code="way")


def _set_lists(mentor: Mentor, said: Mapping[str, Any]) -> None:
    for name in LISTS:
        getattr(mentor, name).set(said[name])


def _await_decision(mentor: Mentor) -> None:
    due = clock.now() + timedelta(days=DECIDE_DAYS)
    duties.expect(OFFER, mentor, of=deciding_office(mentor.hub), due=due)
    _tell_hub("offered", mentor, _("%(person)s offers to be a mentor"))


def _tell_hub(event: str, mentor: Mentor, words, note: str = "") -> None:
    """Tell those who look after the mentors of the hub, once."""
    office = deciding_office(mentor.hub)
    deciders = [one for one in duties.holders([office])[office] if one != mentor.person]
    outbox.tell_all(
        f"mentor-{mentor.pk}-{event}",
        deciders,
        outbox.Message(
            OFFER,
            lambda: str(words) % {"person": mentor.person},
            note,
            reverse("learning:one", args=[mentor.pk]),
        ),
    )


def _tell(event: str, mentor: Mentor, words, note: str) -> None:
    outbox.tell(
        f"mentor-{mentor.pk}-{event}-{clock.now():%Y%m%d%H%M%S}",
        mentor.person,
        outbox.Message(
            OFFER,
            lambda: str(words) % {"hub": mentor.hub.name},
            body=note,
            link=reverse("learning:mine"),
        ),
    )
