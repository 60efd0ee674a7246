"""What every verb here does first and last: ask the permission, name the row, tell people."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from simpul.core import duties
from simpul.innovations.models import address_for, new_identity
from simpul.organisations.models import Organisation
from simpul.organisations.queries.people import deciding_offices


def ask_permission(permission: str, thing, by) -> None:
    """Raise ``PermissionDenied`` unless ``by`` may."""
    if not by.has_perm(permission, thing):
        raise PermissionDenied(permission)


def name_new(title: str) -> dict[str, str]:
    """The permanent number and the address of something that begins here."""
    number = new_identity()
    return {"public_id": number, "slug": address_for(title, number)}


def evening(day: date) -> datetime:
    """The last instant of a day on the office wall."""
    zone = timezone.get_default_timezone()
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)


def people_for(organisation: Organisation | None) -> list:
    """The people who answer for a body, each once."""
    if organisation is None:
        return []
    return people_behind(deciding_offices(organisation))


def people_behind(assignees: Iterable[str]) -> list:
    """The people behind these assignees, each once."""
    held = duties.holders(assignees).values()
    return list({person.pk: person for people in held for person in people}.values())


def without(people: Iterable, *left_out) -> list:
    """``people`` without those who need not be told, each once."""
    gone = {person.pk for person in left_out if person is not None}
    return list({person.pk: person for person in people if person.pk not in gone}.values())


__all__ = [
    "ask_permission",
    "evening",
    "name_new",
    "people_behind",
    "people_for",
    "without",
]
