"""Personal data: every table that points to a person says how it is copied and how forgotten.

A room registers one rule in its ``apps.ready()``. ``simpul check`` names each relation to a person
that no rule covers, so nothing about somebody can be kept unknown to them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, mandates
from simpul.core.models import Duty, Entry, File, Mandate, OutboxMessage, Version

Row = Mapping[str, Any]

# Relations of the framework that every person has and that say nothing about them.
OF_THE_FRAMEWORK = {"auth", "contenttypes", "admin"}


def nothing(person) -> None:
    """Forget nothing: what the rule covers is a public record or is kept by law."""


@dataclass(frozen=True)
class PersonalData:
    """What one room keeps about people.

    ``copy`` answers the rows that are ``person``'s, each saying under ``what`` what it is.
    ``erase`` runs when the account is closed, in one transaction with all others. ``relations``
    names the fields it answers for, such as ``hubs.Hub.contact``.
    """

    room: str
    label: str | Promise
    copy: Callable[[Any], Iterable[Row]]
    erase: Callable[[Any], None] = nothing
    relations: Collection[str] = ()


_rules: dict[str, PersonalData] = {}


def register(rule: PersonalData) -> None:
    """Let ``rule`` answer for its room; doing it twice is harmless."""
    if _rules.setdefault(rule.room, rule) != rule:
        raise ImproperlyConfigured(f"{rule.room} has two rules about personal data.")


def rules() -> list[PersonalData]:
    """Every rule, lower rooms first."""
    return list(_rules.values())


def rows(what: str, found: models.QuerySet, *fields: str) -> Iterator[dict[str, Any]]:
    """Rows of a copy: these ``fields`` of what was ``found``."""
    for values in found.values(*fields):
        yield {"what": what, **values}


def copy_of(person) -> list[dict[str, Any]]:
    """Everything every room keeps about ``person``, room by room, ready to be written as JSON."""
    return [
        {
            "room": rule.room,
            "about": str(rule.label),
            "rows": [dict(row) for row in rule.copy(person)],
        }
        for rule in rules()
    ]


@transaction.atomic
def erase(person) -> None:
    """Forget, in every room, what need not be kept about ``person``; higher rooms go first."""
    for rule in reversed(rules()):
        rule.erase(person)


def relations_to_people() -> list[str]:
    """Every field of every installed table that points to a person."""
    person = get_user_model()
    fields = (
        field
        for model in apps.get_models()
        if model._meta.app_label not in OF_THE_FRAMEWORK
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation and field.related_model is person
    )
    return sorted(f"{field.model._meta.label}.{field.name}" for field in fields)


def uncovered() -> list[str]:
    """Relations to a person for which no rule answers."""
    covered = {relation for rule in rules() for relation in rule.relations}
    return [relation for relation in relations_to_people() if relation not in covered]


# --- What the kernels keep ---------------------------------------------------------------------


def _copy(person) -> Iterator[Row]:
    acts = Entry.objects.filter(actor=duties.person_key(person))
    yield from rows("act in the journal", acts.order_by("id"), "at", "verb", "model", "object_id")
    yield from rows(
        "mandate", person.mandates, "office", "capacity", "scope_type__model", "scope_id",
        "valid_from", "valid_to", "letter_number", "letter_date", "letter_issuer",
    )  # fmt: skip
    yield from rows(
        "message", person.messages, "channel", "topic", "subject", "body", "written_at", "read_at"
    )
    files = File.objects.filter(owner=person)
    yield from rows("file", files, "name", "media_type", "size", "sha256", "begun_at")
    begun = Version.objects.filter(author=person)
    yield from rows(
        "version begun", begun, "subject_type__model", "subject_id", "number", "begun_at"
    )
    waiting = Duty.objects.filter(Q(assignee=duties.person_key(person)) | Q(closed_by=person))
    yield from rows("duty", waiting, "topic", "opened_at", "due_at", "closed_at")


def _erase(person) -> None:
    """Take messages and waiting duties away and end mandates; acts and letters stay on record."""
    OutboxMessage.objects.filter(person=person).delete()
    Duty.objects.filter(assignee=duties.person_key(person), closed_at=None).delete()
    now = clock.now()
    for mandate in Mandate.objects.filter(person=person).exclude(valid_to__lte=now):
        mandates.end(mandate, by=person, at=max(now, mandate.valid_from))
    about = Entry.objects.filter(model=person._meta.label_lower, object_id=person.pk)
    journal.erase_details(about)


CORE = PersonalData(
    room="core",
    label=_("Mandates, messages, files and what you did"),
    copy=_copy,
    erase=_erase,
    relations=(
        "core.Duty.closed_by", "core.File.owner", "core.Mandate.person",
        "core.OutboxMessage.person", "core.Version.author",
    ),
)  # fmt: skip
