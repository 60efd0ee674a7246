"""Who is asked whether a record still runs, by which link, and what became of the question."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db.models import Q, QuerySet
from django.urls import reverse

from simpul.core import clock
from simpul.core.addresses import paused
from simpul.core.models import Mandate
from simpul.core.models.outbox import MessageState
from simpul.innovations.models import Innovation, Reconfirmation
from simpul.innovations.queries.lasting import ShelfLives, shelf_lives
from simpul.organisations.models import Kind, Organisation
from simpul.organisations.policies import ADMIN

# Days to answer, days before the last one on which a reminder goes, days a link outlives it.
ANSWER_DAYS, REMIND_DAYS, LINK_DAYS = 30, 7, 60
# For so long an answer given by link can be taken back by the same link.
UNDO_HOURS = 48

_signer = signing.Signer(sep=".", salt="innovations.reconfirmation")


# --- Links -------------------------------------------------------------------------------------


def new_token() -> str:
    """What makes the next link of a question differ from all before."""
    return secrets.token_urlsafe(18)


def key_of(question: Reconfirmation) -> str:
    """The signed end of the address by which this question, and nothing else, is answered."""
    return _signer.sign(question.token)


def link_of(question: Reconfirmation) -> str:
    """The whole address of the page that asks."""
    return f"{settings.SITE_URL}{reverse('innovations:answer', args=[key_of(question)])}"


def question_at(key: str) -> Reconfirmation | None:
    """The question whose newest link ends in ``key``; nothing for an older link or a wrong one."""
    try:
        token = _signer.unsign(key)
    except signing.BadSignature:
        return None
    rows = Reconfirmation.objects.select_related(
        "innovation__canonical__owner",
        "innovation__canonical__hub",
        "innovation__canonical__life_status",
        "campaign__hub",
        "statement__status",
        "statement__claim",
    )
    return rows.filter(token=token).first()


@dataclass(frozen=True)
class Standing:
    """What the link of a question can do now."""

    question: Reconfirmation
    now: datetime

    @property
    def is_answered(self) -> bool:
        return self.question.answered_at is not None

    @property
    def is_closed(self) -> bool:
        """Answered elsewhere, or its campaign ended."""
        return self.question.closed_at is not None and not self.is_answered

    @property
    def has_expired(self) -> bool:
        return self.question.closed_at is None and self.today > self.question.expires_on

    @property
    def may_be_undone(self) -> bool:
        statement = self.question.statement
        if self.question.answered_at is None or statement is None or statement.taken_back_at:
            return False
        return self.now < self.question.answered_at + timedelta(hours=UNDO_HOURS)

    @property
    def undo_until(self) -> datetime | None:
        answered = self.question.answered_at
        return answered + timedelta(hours=UNDO_HOURS) if answered else None

    @property
    def today(self) -> date:
        return clock.today()


def standing(question: Reconfirmation) -> Standing:
    return Standing(question, clock.now())


def next_question(question: Reconfirmation) -> Reconfirmation | None:
    """Another question that waits for an answer from the same address."""
    if not question.asked_to:
        return None
    waiting = Reconfirmation.objects.open().filter(
        asked_to__iexact=question.asked_to, expires_on__gte=clock.today()
    )
    return waiting.exclude(pk=question.pk).select_related("innovation").first()


# --- Whom to ask -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Addressee:
    """Who is asked about a record: an address, and the person behind it where it has one."""

    email: str
    person: Any = None

    @property
    def language(self) -> str:
        return getattr(self.person, "language", "") or settings.LANGUAGE_CODE


def addressees(records: Sequence[Innovation]) -> dict[int, Addressee]:
    """Who is asked about each record; those nobody is known for are left out.

    The admin of the owner, else its author, else the address that answered for the owner before.
    """
    owners = {record.owner_id for record in records if record.owner_id}
    admins, answered = _admins(owners), _answered_before(owners)
    found: dict[int, Addressee] = {}
    for record in records:
        admin, author = admins.get(record.owner_id), record.author
        if admin:
            found[record.pk] = Addressee(admin.email, admin)
        elif author and author.is_active and author.email:
            found[record.pk] = Addressee(author.email, author)
        elif record.owner_id in answered:
            found[record.pk] = Addressee(answered[record.owner_id])
    return found


def _admins(owners: Iterable[int | None]) -> dict[int | None, Any]:
    """The first admin of each body, or of the institution it is a unit of."""
    parents = _parents({pk for pk in owners if pk})
    bodies = set(parents) | {pk for chain in parents.values() for pk in chain}
    kind = ContentType.objects.get_for_model(Organisation)
    held = (
        Mandate.objects.valid_at(clock.now())
        .filter(office=ADMIN, scope_type=kind, scope_id__in=bodies, person__is_active=True)
        .exclude(person__email="")
        .select_related("person")
        .order_by("valid_from", "pk")
    )
    first: dict[int, Any] = {}
    for mandate in held:
        first.setdefault(mandate.scope_id, mandate.person)
    found: dict[int | None, Any] = {}
    for owner, chain in parents.items():
        admin = next((first[pk] for pk in (owner, *chain) if pk in first), None)
        if admin:
            found[owner] = admin
    return found


def _parents(owners: set[int]) -> dict[int, list[int]]:
    """For each body what it is a unit of, the nearest first."""
    above: dict[int, int] = {}
    newest = owners
    while newest:
        rows = Organisation.objects.filter(pk__in=newest, kind=Kind.UNIT, parent__isnull=False)
        found = dict(rows.values_list("pk", "parent_id"))
        newest = set(found.values()) - set(above) - owners
        above |= found
    chains: dict[int, list[int]] = {}
    for owner in owners:
        chain, step = [], above.get(owner)
        while step and step not in chain:
            chain.append(step)
            step = above.get(step)
        chains[owner] = chain
    return chains


def _answered_before(owners: Iterable[int | None]) -> dict[int, str]:
    rows = (
        Reconfirmation.objects.answered()
        .filter(innovation__owner__in=[pk for pk in owners if pk])
        .exclude(asked_to="")
        .order_by("answered_at")
    )
    return dict(rows.values_list("innovation__owner_id", "asked_to"))


# --- What is due -------------------------------------------------------------------------------


def due_for_asking(on: date) -> QuerySet[Innovation]:
    """The public records whose last word is past its shelf life and that nobody asks about yet."""
    return (
        Innovation.objects.public()
        .filter(life_due_on__lte=on)
        .exclude(reconfirmations__in=Reconfirmation.objects.open())
        .select_related("owner", "author", "hub")
        .order_by("pk")
    )


def due_for_reminding(on: date) -> QuerySet[Reconfirmation]:
    """The questions outside campaigns whose last day is near and that were not repeated yet."""
    return _asked_by_rule().filter(
        reminded_at=None, due_on__lte=on + timedelta(days=REMIND_DAYS), due_on__gte=on
    )


def due_for_the_hub(on: date, lives: ShelfLives | None = None) -> list[Reconfirmation]:
    """The questions that nobody answers: past their last day, past a second shelf life, unread."""
    lives = lives or shelf_lives(on)
    waiting = _asked_by_rule().filter(escalated_at=None)
    return [
        question
        for question in waiting
        if question.due_on < on or not question.asked_to or _twice_past(question, on, lives)
    ]


def _twice_past(question: Reconfirmation, on: date, lives: ShelfLives) -> bool:
    record = question.innovation
    if record.life_due_on is None:
        return False
    return lives.due_on(record.life_due_on, record.hub_id) <= on


def _asked_by_rule() -> QuerySet[Reconfirmation]:
    rows = Reconfirmation.objects.open().filter(campaign=None)
    return rows.select_related("innovation__owner", "innovation__author", "innovation__hub")


# --- What became of it -------------------------------------------------------------------------


def unreached() -> Q:
    """Questions whose mail came back, or never went."""
    return Q(mail__state=MessageState.FAILED) | Q(asked_to__in=paused())
