"""Duties: what waits for whom until when."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models

from simpul.core import clock
from simpul.core.models import Duty, Mandate


def person_key(person) -> str:
    """The assignee that is one person."""
    return f"user:{person.pk}"


def office_key(office: str, scope: models.Model | None = None) -> str:
    """The assignee that is whoever holds ``office`` for ``scope``."""
    if scope is None:
        return f"{office}@"
    kind = ContentType.objects.get_for_model(scope)
    return _office_key(office, f"{kind.app_label}.{kind.model}", scope.pk)


def expect(topic: str, subject: models.Model, *, of: str, due: datetime | None = None) -> Duty:
    """Open a duty about ``subject`` for the assignee ``of``; one that is open gets the new date."""
    kind = ContentType.objects.get_for_model(subject)
    duty, created = Duty.objects.get_or_create(
        topic=topic,
        subject_type=kind,
        subject_id=subject.pk,
        assignee=of,
        closed_at=None,
        defaults={"due_at": due, "opened_at": clock.now()},
    )
    if not created and duty.due_at != due:
        Duty.objects.filter(pk=duty.pk, closed_at=None).update(due_at=due)
        duty.due_at = due
    return duty


def settle(topic: str, subject: models.Model, *, by=None) -> int:
    """Close every open duty of ``topic`` about ``subject``, whoever it waits for."""
    kind = ContentType.objects.get_for_model(subject)
    waiting = Duty.objects.filter(
        topic=topic, subject_type=kind, subject_id=subject.pk, closed_at=None
    )
    return waiting.update(closed_at=clock.now(), closed_by=by)


def waiting_for(person) -> models.QuerySet[Duty]:
    """What waits for ``person`` in their own name or an office they hold; earliest due first."""
    held = Mandate.objects.valid_at(clock.now()).filter(person=person)
    offices = held.values_list("office", "scope_type__app_label", "scope_type__model", "scope_id")
    keys = [
        _office_key(office, f"{app}.{model}", pk) if pk else f"{office}@"
        for office, app, model, pk in offices
    ]
    assigned = Duty.objects.filter(closed_at=None, assignee__in=[person_key(person), *keys])
    return assigned.order_by(models.F("due_at").asc(nulls_last=True), "id")


def overdue() -> models.QuerySet[Duty]:
    """Everything that should have been done by now."""
    return Duty.objects.filter(closed_at=None, due_at__lt=clock.now())


def _office_key(office: str, model: str, pk: int) -> str:
    return f"{office}@{model}:{pk}"
