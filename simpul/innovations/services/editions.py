"""Rules of verification and of the form, changed by staff: a new edition begins on a day.

What was decided before stands: the old edition ends the day before and is never edited; only on the
day it begins may an edition be mended. A load of the shipped rows leaves alone what changed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.hubs.models import Hub
from simpul.innovations.models import ChainLink, EvidenceGrade, Question, RestDay
from simpul.innovations.services.rest_days import ask_for_rest_days

CHANGE = _("Change rules")
IN_THE_PAST = _("A rule cannot begin in the past: what was decided under the old one stands.")
LATER_ONE = _("A newer edition begins on %(day)s already. Change that one.")
NO_LINK = _("A chain needs at least one office.")
LAST_LINK = _("The last office of a chain must be the hub's own or the national hub's.")
SHIPPED = _("This day comes with the product and stays.")
TWICE = _("This day is a day of rest already.")


@dataclass(frozen=True)
class Link:
    """One office of a chain, in turn."""

    scope: str
    office: str
    working_days: int


# --- The form ----------------------------------------------------------------------------------


@transaction.atomic
def change_question(
    question: Question, changes: Mapping[str, Any], *, begins: date, by, note: str = ""
) -> Question:
    """Ask it otherwise from ``begins`` on; answers the edition that will be in force then.

    Raises ``PermissionDenied`` or ``ValidationError``.
    """
    _check(by, begins)
    later = Question.objects.filter(field=question.field, valid_from__gt=begins).first()
    if later is not None:
        raise ValidationError(LATER_ONE, code="later", params={"day": later.valid_from})
    edition = _successor(question, begins)
    for name, value in {**changes, "valid_to": None, "changed_here": True}.items():
        setattr(edition, name, value)
    edition.full_clean()
    edition.save()
    journal.record(edition, "change", by=by, note=note, details={"field": edition.field})
    return edition


def _successor(question: Question, begins: date) -> Question:
    """The same edition where it begins on that day, else a copy, and the old one ends before."""
    if question.valid_from == begins:
        return question
    _end(Question.objects.filter(pk=question.pk), begins)
    return Question(
        **{
            field.attname: getattr(question, field.attname)
            for field in Question._meta.concrete_fields
            if not field.primary_key and field.attname != "valid_from"
        },
        valid_from=begins,
    )


# --- Chains ------------------------------------------------------------------------------------


@transaction.atomic
def set_chain(
    hub: Hub | None, links: Sequence[Link], *, begins: date, source: str, by, note: str = ""
) -> list[ChainLink]:
    """Let these offices check for ``hub`` in turn from ``begins`` on; without one, for every hub.

    Submissions that are being checked go on where they are. Raises ``PermissionDenied`` or
    ``ValidationError``.
    """
    _check(by, begins, hub)
    if not links:
        raise ValidationError(NO_LINK, code="no_link")
    if links[-1].scope not in {"hub", "national"}:
        raise ValidationError(LAST_LINK, code="last_link")
    _end_chain(hub, begins)
    made = [
        ChainLink(
            hub=hub,
            order=order,
            scope=link.scope,
            office=link.office,
            working_days=link.working_days,
            valid_from=begins,
            source=source,
            changed_here=True,
        )
        for order, link in enumerate(links, start=1)
    ]
    for row in made:
        row.full_clean()
        row.save()
    _record_chain(hub, "set_chain", begins, by, note)
    return made


@transaction.atomic
def drop_chain(hub: Hub, *, begins: date, by, note: str = "") -> None:
    """Let ``hub`` check as every hub does from ``begins`` on."""
    _check(by, begins, hub)
    _end_chain(hub, begins)
    _record_chain(hub, "drop_chain", begins, by, note)


def _end_chain(hub: Hub | None, begins: date) -> None:
    """End what is in force on that day; what was to begin then or later never does."""
    rows = ChainLink.objects.filter(hub=hub)
    rows.filter(valid_from__gte=begins).delete()
    _end(rows.filter(valid_to=None), begins)


def _record_chain(hub: Hub | None, verb: str, begins: date, by, note: str) -> None:
    if hub is not None:
        journal.record(hub, verb, by=by, note=note, details={"from": begins})
    else:
        rows = list(
            ChainLink.objects.filter(hub=None, valid_from=begins).values_list("pk", flat=True)
        )
        journal.record_batch(verb, ChainLink, rows, by=by)


# --- Days of rest and grades -------------------------------------------------------------------


@transaction.atomic
def add_rest_day(day: date, *, label_id: str, label_en: str, source: str, by) -> RestDay:
    """Let no working day be counted on ``day``."""
    _check(by)
    if RestDay.objects.filter(date=day).exists():
        raise ValidationError(TWICE, code="twice")
    row = RestDay(date=day, label_id=label_id, label_en=label_en, source=source, changed_here=True)
    row.full_clean()
    row.save()
    journal.record(row, "add", by=by, details={"date": day})
    ask_for_rest_days()
    return row


@transaction.atomic
def remove_rest_day(row: RestDay, *, by) -> None:
    """Count ``row`` as a working day again; only what was added here can go."""
    _check(by)
    if not row.changed_here:
        raise ValidationError(SHIPPED, code="shipped")
    journal.record(row, "remove", by=by, details={"date": row.date})
    row.delete()


@transaction.atomic
def change_grade(grade: EvidenceGrade, changes: Mapping[str, Any], *, by, note: str = ""):
    """Change how a grade of evidence is worded and how long what it stands on holds."""
    _check(by)
    for name, value in {**changes, "changed_here": True}.items():
        setattr(grade, name, value)
    grade.full_clean()
    grade.save()
    journal.record(grade, "change", by=by, note=note, details={"grade": grade.grade})
    return grade


# --- Checking ----------------------------------------------------------------------------------


def _check(by, begins: date | None = None, hub: Hub | None = None) -> None:
    allowed = (
        by.has_perm("innovations.change_chain", hub)
        if hub is not None
        else by.has_perm("innovations.change_rules")
    )
    if not allowed:
        raise PermissionDenied(CHANGE)
    if begins is not None and begins < clock.today():
        raise ValidationError(IN_THE_PAST, code="past")


def _end(rows: models.QuerySet, begins: date) -> None:
    rows.update(valid_to=begins - timedelta(days=1), changed_here=True)
