"""Somebody looks after a record from now on, beside or after those who began it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, outbox
from simpul.innovations.models import Innovation
from simpul.replication.models.continuity import Caretaker

ALREADY = _("%(person)s looks after this record already.")
CLOSED = _("This account is closed.")


@transaction.atomic
def name_caretaker(record: Innovation, person, *, by) -> Caretaker:
    """Let somebody look after a record; they and its warning know at once."""
    if not by.has_perm("replication.care_innovation", record):
        raise PermissionDenied
    if not person.is_active:
        raise ValidationError(CLOSED, code="closed")
    care, created = Caretaker.objects.get_or_create(
        innovation=record,
        person=person,
        ended_at=None,
        defaults={"since": clock.now(), "named_by": by},
    )
    if not created:
        raise ValidationError(ALREADY, code="already", params={"person": person})
    journal.record(record, "care", by=by, details={"caretaker": care.pk})
    if person != by:
        title = record.name
        message = outbox.Message(
            "continuity",
            lambda: str(_("You look after “%(title)s” now")) % {"title": title},
            link=record.get_absolute_url(),
        )
        outbox.tell(f"caretaker-{care.pk}", person, message)
    return care


@transaction.atomic
def end_care(care: Caretaker, *, by) -> None:
    """Look after a record no longer."""
    if care.person_id != by.pk and not by.has_perm("replication.care_innovation", care.innovation):
        raise PermissionDenied
    if Caretaker.objects.filter(pk=care.pk, ended_at=None).update(ended_at=clock.now()):
        journal.record(care.innovation, "end_care", by=by, details={"caretaker": care.pk})
