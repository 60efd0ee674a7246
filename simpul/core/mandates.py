"""Mandates: what a person may decide for what, from when to when, by which letter.

Kernels ask no permission: the service of a higher room that grants or ends a mandate does.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core.models import Entry, File, Mandate
from simpul.core.models.mandates import Capacity

DELEGATED_TOO_LONG = _("A delegation cannot begin before or end after the mandate it comes from.")
DELEGATED_TWICE = _("What was delegated cannot be delegated again.")
ENDED_ALREADY = _("This mandate has ended already.")
ENDS_BEFORE = _("A mandate cannot end before it begins.")


@dataclass(frozen=True)
class Letter:
    """The paper that grants a mandate."""

    number: str = ""
    date: dt.date | None = None
    issuer: str = ""
    file: File | None = None


@dataclass(frozen=True)
class Term:
    """From when a mandate counts, and the instant from which it no longer does."""

    begins: dt.datetime
    ends: dt.datetime | None = None


T = TypeVar("T")

# --- Deciding ----------------------------------------------------------------------------------

# What was answered already, by question, where a block asks it again and again.
_answered: ContextVar[dict[tuple, Any] | None] = ContextVar("answered", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Look each answer of ``holds`` and ``once`` up once in this block; it changes no mandate."""
    around = _answered.get()
    token = _answered.set({} if around is None else around)
    try:
        yield
    finally:
        _answered.reset(token)


def once(question: tuple, ask: Callable[[], T]) -> T:
    """The answer of ``ask``, kept under ``question`` for the rest of an ``asked_once`` block."""
    known = _answered.get()
    if known is None:
        return ask()
    if question not in known:
        known[question] = ask()
    return known[question]


# The mandates by which questions were answered with yes, where a block wants to know them.
_heard: ContextVar[list[tuple[int, int]] | None] = ContextVar("heard", default=None)


class Under:
    """By which mandate a permission was given; none where it needed none, or no person asked."""

    def __init__(self) -> None:
        self._found: list[tuple[int, int]] = []

    def mandate_of(self, person) -> int | None:
        """The key of the mandate that answered last: the one that opened the row."""
        own = [mandate for holder, mandate in self._found if holder == getattr(person, "pk", None)]
        return own[-1] if own else None


@contextmanager
def noticed() -> Iterator[Under]:
    """Notice, while a permission is asked in this block, under which mandate it is given."""
    under = Under()
    token = _heard.set(under._found)
    try:
        yield under
    finally:
        _heard.reset(token)


def allowed(person, permission: str, obj: models.Model | None = None) -> dict | None:
    """What the entry of an act carries, or ``None`` where ``person`` may not do it.

    A step of a workflow carries it by itself.
    """
    with noticed() as under:
        may = person.has_perm(permission, obj)
    key = under.mandate_of(person)
    return ({"under": key} if key else {}) if may else None


def _answer(question: tuple, person, valid: models.QuerySet[Mandate]) -> bool:
    """Tell whether ``person`` holds one of these; without a ``question`` asked anew each time."""
    own = valid.filter(person_id=person.pk).order_by("pk").values_list("pk", flat=True)
    found = once(question, own.first) if question else own.first()
    heard = _heard.get()
    if found is not None and heard is not None:
        heard.append((person.pk, found))
    return found is not None


def could_decide(
    office: str, scope: models.Model | None = None, *, at: dt.datetime | None = None
) -> models.QuerySet[Mandate]:
    """The mandates under which somebody could decide for ``scope`` at an instant (now)."""
    valid = Mandate.objects.valid_at(at or clock.now())
    return valid.filter(_for_scope(scope), office=office).select_related("person")


def holds(
    person, office: str, scope: models.Model | None = None, *, at: dt.datetime | None = None
) -> bool:
    """Tell whether ``person`` may decide as ``office`` for exactly this scope."""
    if not person.is_authenticated:
        return False
    asked = (person.pk, office, scope and (scope._meta.label, scope.pk), at)
    valid = Mandate.objects.valid_at(at or clock.now())
    return _answer(asked, person, valid.filter(_for_scope(scope), office=office))


def holds_any(
    person,
    office: str,
    scopes: Iterable[models.Model | None],
    *,
    at: dt.datetime | None = None,
) -> bool:
    """Tell whether ``person`` may decide as ``office`` for at least one of these scopes."""
    if not person.is_authenticated:
        return False
    wanted = list(scopes)
    named = frozenset(scope and (scope._meta.label, scope.pk) for scope in wanted)
    valid = Mandate.objects.valid_at(at or clock.now())
    asked = (person.pk, office, named, at)
    return _answer(asked, person, valid.filter(for_scopes(wanted), office=office))


def holds_over(person, office: str, rows: models.QuerySet, *, question: tuple = ()) -> bool:
    """Tell whether ``person`` may decide as ``office`` for at least one of ``rows``, in one query.

    ``question`` names it where an ``asked_once`` block asks it again and again.
    """
    if not person.is_authenticated:
        return False
    kind = ContentType.objects.get_for_model(rows.model)
    valid = Mandate.objects.valid_at(clock.now()).filter(office=office, scope_type=kind)
    return _answer(question, person, valid.filter(scope_id__in=rows.values("pk")))


def scope_ids(person, office: str, model: type[models.Model], *, at: dt.datetime | None = None):
    """Keys of all rows of ``model`` for which ``person`` may decide, ready for ``__in``."""
    valid = Mandate.objects.valid_at(at or clock.now())
    return valid.filter(
        person_id=person.pk, office=office, scope_type=ContentType.objects.get_for_model(model)
    ).values("scope_id")


def acted_under(
    person, *, at: dt.datetime, office: str = "", scopes: Iterable[models.Model | None] = ()
) -> models.QuerySet[Mandate]:
    """The mandates ``person`` held at ``at``: in what capacity, and in whose name, they acted."""
    held = Mandate.objects.valid_at(at).filter(person=person)
    if office:
        held = held.filter(office=office)
    if scopes:
        held = held.filter(for_scopes(scopes))
    return held.select_related("person", "delegated_from__person")


def decisions_under(mandate: Mandate, *, since: dt.datetime) -> models.QuerySet[Entry]:
    """What its holder did from ``since`` on: to look through when a mandate ended in the past."""
    return Entry.objects.filter(actor=f"user:{mandate.person_id}", at__gte=since).order_by("id")


def for_scopes(scopes: Iterable[models.Model | None]) -> Q:
    """The condition of mandates for any of ``scopes``; ``None`` is the whole installation."""
    return reduce(or_, map(_for_scope, scopes), Q(pk__in=[]))


def _for_scope(scope: models.Model | None) -> Q:
    if scope is None:
        return Q(scope_type=None)
    return Q(scope_type=ContentType.objects.get_for_model(scope), scope_id=scope.pk)


# --- Granting and ending -----------------------------------------------------------------------


@transaction.atomic
def grant(
    person,
    *,
    office: str,
    by,
    scope: models.Model | None = None,
    term: Term | None = None,
    letter: Letter | None = None,
    capacity: str = Capacity.DEFINITIVE,
) -> Mandate:
    """Let ``person`` decide as ``office`` for ``scope``; without one, for the installation."""
    return _write(
        Mandate(person=person, office=office, scope=scope, capacity=capacity), term, letter, by
    )


@transaction.atomic
def delegate(mandate: Mandate, *, to, term: Term, by, letter: Letter | None = None) -> Mandate:
    """Let ``to`` decide in the holder's name for a time within the mandate's own."""
    if mandate.delegated_from_id is not None:
        raise ValidationError(DELEGATED_TWICE, code="delegated_twice")
    ends_too_late = mandate.valid_to and (term.ends is None or term.ends > mandate.valid_to)
    if term.begins < mandate.valid_from or ends_too_late:
        raise ValidationError(DELEGATED_TOO_LONG, code="delegated_too_long")
    delegated = Mandate(
        person=to,
        office=mandate.office,
        scope_type=mandate.scope_type,
        scope_id=mandate.scope_id,
        capacity=Capacity.DELEGATED,
        delegated_from=mandate,
    )
    return _write(delegated, term, letter, by)


@transaction.atomic
def end(mandate: Mandate, *, by, at: dt.datetime | None = None, note: str = "") -> Mandate:
    """Let the mandate count no longer from ``at`` on, now by default."""
    at = at or clock.now()
    if at < mandate.valid_from:
        raise ValidationError(ENDS_BEFORE, code="ends_before")
    open_still = Mandate.objects.filter(pk=mandate.pk).exclude(valid_to__lte=at)
    if not open_still.update(valid_to=at):
        raise ValidationError(ENDED_ALREADY, code="ended_already")
    mandate.valid_to = at
    journal.record(mandate, "end", by=by, note=note, details={"at": at})
    return mandate


@transaction.atomic
def replace(
    mandate: Mandate,
    *,
    by,
    person=None,
    letter: Letter | None = None,
    term: Term | None = None,
    capacity: str = "",
) -> Mandate:
    """End the mandate and begin its successor at that instant: another person, a new letter.

    Without a ``term`` the successor begins now and ends when the old one would have.
    """
    term = term or Term(clock.now(), mandate.valid_to)
    end(mandate, by=by, at=term.begins)
    successor = Mandate(
        person=person or mandate.person,
        office=mandate.office,
        scope_type=mandate.scope_type,
        scope_id=mandate.scope_id,
        capacity=capacity or mandate.capacity,
        delegated_from=mandate.delegated_from,
        replaces=mandate,
    )
    return _write(successor, term, letter, by)


def _write(mandate: Mandate, term: Term | None, letter: Letter | None, by) -> Mandate:
    term, letter = term or Term(clock.now()), letter or Letter()
    mandate.valid_from, mandate.valid_to = term.begins, term.ends
    mandate.letter_number, mandate.letter_date = letter.number, letter.date
    mandate.letter_issuer, mandate.letter_file = letter.issuer, letter.file
    mandate.full_clean()
    mandate.save(force_insert=True)
    journal.record(mandate, "grant", by=by, details={"office": mandate.office})
    return mandate
