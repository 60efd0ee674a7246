"""A sponsor's challenge: written, announced, concluded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, outbox
from simpul.hubs.queries import responsible_hub
from simpul.needs.models import Challenge
from simpul.needs.queries.searching import terms_of
from simpul.needs.services.asking import (
    ask_permission,
    evening,
    name_new,
    people_for,
    without,
)
from simpul.needs.workflow import CHALLENGES, ChallengeState
from simpul.organisations.models import Organisation
from simpul.organisations.queries.people import deciding_offices

CONCLUDE = "challenge_conclusion"

NEED_NOT_PUBLIC = _("Only a public need can be asked about in a challenge.")
UNDECIDED_IDEAS = _("Ideas of this challenge still wait for a decision: %(count)s.")
OVER = _("A challenge whose last day has passed cannot be announced. Change its dates first.")
FIXED = _("An announced challenge keeps its question; its last days may only move on.")
FREE_LATER = {"looks_for", "support", "closes_on", "decides_on"}


@transaction.atomic
def begin_challenge(sponsor: Organisation, *, by, **fields: Any) -> Challenge:
    """Write a challenge nobody reads yet; ``fields`` are those of ``Challenge``."""
    ask_permission("needs.add_challenge", sponsor, by)
    now = clock.now()
    challenge = Challenge(
        **name_new(fields["title"]), sponsor=sponsor, by=by, begun_at=now, changed_at=now, **fields
    )
    _settle_words(challenge)
    challenge.save(force_insert=True)
    journal.record(challenge, "begin", by=by)
    return challenge


@transaction.atomic
def change_challenge(challenge: Challenge, *, by, **fields: Any) -> Challenge:
    """Change what is asked; once announced, only explanations and later days."""
    ask_permission("needs.change_challenge", challenge, by)
    if challenge.state != ChallengeState.DRAFT:
        changed = {name for name, value in fields.items() if getattr(challenge, name) != value}
        days = ("closes_on", "decides_on")
        earlier = any(
            fields.get(day, getattr(challenge, day)) < getattr(challenge, day) for day in days
        )
        if changed - FREE_LATER or earlier:
            raise ValidationError(FIXED, code="fixed")
    for name, value in fields.items():
        setattr(challenge, name, value)
    challenge.changed_at = clock.now()
    _settle_words(challenge)
    challenge.save()
    if challenge.state == ChallengeState.ANNOUNCED:
        _await_conclusion(challenge)
    journal.record(challenge, "change", by=by, details={"fields": sorted(fields)})
    return challenge


@transaction.atomic
def announce(challenge: Challenge, *, by) -> Challenge:
    """Ask the public; from its first day on, ideas are welcome."""
    if challenge.closes_on < clock.today():
        raise ValidationError(OVER, code="over")
    CHALLENGES.take("announce", challenge, by=by, changed_at=clock.now())
    _await_conclusion(challenge)
    return challenge


@transaction.atomic
def conclude(challenge: Challenge, *, by, outcome: str) -> Challenge:
    """Say what came of it once every idea is decided; whoever offered one is told."""
    waiting = challenge.ideas.kept().filter(state="open").count()
    if waiting:
        raise ValidationError(UNDECIDED_IDEAS, code="undecided", params={"count": waiting})
    CHALLENGES.take(
        "conclude",
        challenge,
        by=by,
        note=outcome,
        outcome=outcome.strip(),
        changed_at=clock.now(),
    )
    duties.settle(CONCLUDE, challenge, by=by)
    _tell_authors(
        challenge, _("A challenge you answered was concluded: %(challenge)s"), outcome, by
    )
    return challenge


@transaction.atomic
def withdraw_challenge(challenge: Challenge, *, by, note: str) -> Challenge:
    """Take a challenge off the list, for a reason; its ideas stay and are decided one by one."""
    CHALLENGES.take("withdraw", challenge, by=by, note=note, changed_at=clock.now())
    duties.settle(CONCLUDE, challenge, by=by)
    _tell_authors(challenge, _("A challenge you answered was withdrawn: %(challenge)s"), note, by)
    return challenge


def _settle_words(challenge: Challenge) -> None:
    if challenge.need is not None and not challenge.need.is_public:
        raise ValidationError({"need": NEED_NOT_PUBLIC}, code="need_not_public")
    challenge.hub, _reason = responsible_hub(challenge.sponsor)
    challenge.terms = terms_of(challenge.text)
    challenge.full_clean(exclude=["by", "hub"])


def _await_conclusion(challenge: Challenge) -> None:
    due = evening(challenge.decides_on)
    for office in deciding_offices(challenge.sponsor):
        duties.expect(CONCLUDE, challenge, of=office, due=due)


def _tell_authors(challenge: Challenge, said, words: str, by) -> None:
    ideas = challenge.ideas.shown().select_related("author")
    people = [idea.author for idea in ideas if idea.author]
    told = {"challenge": challenge.title}
    outbox.tell_all(
        f"challenge-{challenge.state}-{challenge.pk}",
        without([*people, *people_for(challenge.sponsor)], by),
        outbox.Message(
            "challenge",
            lambda: str(said) % told,
            words,
            reverse("needs:challenge", args=[challenge.slug]),
        ),
    )
