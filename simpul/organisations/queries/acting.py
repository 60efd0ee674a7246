"""What was decided, by whom, and in what office they did it."""

from collections.abc import Callable, Iterable, Sequence

from django.contrib.auth import get_user_model
from django.db import models

from simpul.core import journal, mandates
from simpul.core.models import Entry, Mandate
from simpul.core.workflow import WORKFLOWS
from simpul.organisations.queries.holding import (
    capacities,
    held_in_words,
    office_in_words,
    offices,
)
from simpul.ui.hooks import Words
from simpul.ui.parts import Event
from simpul.ui.templatetags.ui.words import moment

# As many decisions as a page lists; the journal keeps all.
SHOWN = 30


def decides_as(person, permission: str, obj: models.Model | None) -> str:
    """The office by which ``person`` would decide this now; empty if by none."""
    with mandates.noticed() as under:
        allowed = person.has_perm(permission, obj)
    key = under.mandate_of(person) if allowed else None
    return held_in_words(_loaded([key])[key]) if key else ""


def doers(
    entries: Sequence[Entry], scopes: Iterable[models.Model | None] = ()
) -> Callable[[Entry], str]:
    """Who did each of ``entries``, with the office in which they did it, looked up once for all.

    A step carries its office. For what carries none, the office held over ``scopes`` then counts.
    """
    keys = {_person_of(entry) for entry in entries} - {0}
    people = {one.pk: str(one) for one in get_user_model()._default_manager.filter(pk__in=keys)}
    carried = _loaded(map(_under, entries))
    known = offices() if carried else {}
    wider = list(scopes)
    held = capacities(people, wider) if wider else None

    def words(entry: Entry) -> str:
        key = _person_of(entry)
        mandate = carried.get(_under(entry))
        office = office_in_words(mandate, known) if mandate else ""
        if not office and held is not None:
            office = held(key, entry.at)
        return f"{people.get(key, '')} ({office})" if office else people.get(key, "")

    return words


def decisions(obj: models.Model) -> list[Event]:
    """The steps that people took with ``obj``, newest first, in a fixed number of questions."""
    labels = _labels(obj)
    found = journal.entries_about(obj).filter(verb__in=list(labels)).exclude(actor="")
    entries = list(found[:SHOWN])
    who = doers(entries)
    return [_event(entry, labels[entry.verb], who(entry)) for entry in entries]


def _labels(obj: models.Model) -> dict[str, Words]:
    own = [one for one in WORKFLOWS if one.model_label.lower() == obj._meta.label_lower]
    return {step.name: step.label for one in own for step in one.steps.values()}


def _event(entry: Entry, label: Words, who: str) -> Event:
    detail = getattr(entry, "detail", None)
    when = ", ".join(filter(None, [moment(entry.at), who]))
    return Event(str(label), when, detail.note if detail else "")


def _loaded(keys: Iterable[int | None]) -> dict[int | None, Mandate]:
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    found = Mandate.objects.filter(pk__in=wanted)
    rows = found.select_related("person", "delegated_from__person").prefetch_related("scope")
    return {row.pk: row for row in rows}


def _under(entry: Entry) -> int | None:
    detail = getattr(entry, "detail", None)
    return detail.details.get("under") if detail else None


def _person_of(entry: Entry) -> int:
    return int(entry.actor.removeprefix("user:") or 0)
