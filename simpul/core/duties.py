"""Duties: what waits for whom until when, who is reminded, and who is told when it stays undone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from simpul.core import clock, outbox, schedule
from simpul.core.hooks import ABOVE, DUTY_TOPICS
from simpul.core.models import Duty, Mandate

REMIND = "core.remind"
BATCH = 200


@dataclass(frozen=True)
class Assignee:
    """Whom a duty waits for: a person, or whoever holds an office for a scope."""

    office: str = ""
    model: str = ""
    pk: int = 0

    @classmethod
    def of(cls, key: str) -> "Assignee":
        office, at, scope = key.partition("@")
        if not at:
            return cls(pk=int(key.removeprefix("user:")))
        model, _colon, pk = scope.partition(":")
        return cls(office, model, int(pk or 0))

    @property
    def scope(self) -> models.Model | None:
        """The object the office is held for."""
        if not self.model:
            return None
        kind = ContentType.objects.get_by_natural_key(*self.model.split("."))
        return kind.get_object_for_this_type(pk=self.pk)


def person_key(person) -> str:
    """The assignee that is one person."""
    return f"user:{person.pk}"


def office_key(office: str, scope: models.Model | None = None) -> str:
    """The assignee that is whoever holds ``office`` for ``scope``."""
    if scope is None:
        return f"{office}@"
    kind = ContentType.objects.get_for_model(scope)
    return _office_key(office, f"{kind.app_label}.{kind.model}", scope.pk)


# --- Opening and closing -----------------------------------------------------------------------


def expect(topic: str, subject: models.Model, *, of: str, due: datetime | None = None) -> Duty:
    """Open a duty about ``subject`` for the assignee ``of``; one that is open gets the new date."""
    kind = ContentType.objects.get_for_model(subject)
    dates = {"due_at": due, "word_at": _next_word(due)}
    duty, created = Duty.objects.get_or_create(
        topic=topic,
        subject_type=kind,
        subject_id=subject.pk,
        assignee=of,
        closed_at=None,
        defaults={**dates, "opened_at": clock.now()},
    )
    if not created and duty.due_at != due:
        Duty.objects.filter(pk=duty.pk, closed_at=None).update(**dates)
        duty.due_at, duty.word_at = dates["due_at"], dates["word_at"]
    return duty


def settle(topic: str, subject: models.Model, *, by=None, of: Collection[str] | None = None) -> int:
    """Close every open duty of ``topic`` about ``subject``: of everybody, or of these assignees."""
    kind = ContentType.objects.get_for_model(subject)
    waiting = Duty.objects.filter(
        topic=topic, subject_type=kind, subject_id=subject.pk, closed_at=None
    )
    if of is not None:
        waiting = waiting.filter(assignee__in=of)
    return waiting.update(closed_at=clock.now(), closed_by=by)


# --- Reading -----------------------------------------------------------------------------------


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


def with_subjects(duties: Iterable[Duty]) -> list[Duty]:
    """These duties with what they are about, one question for each kind, topic by topic.

    Those whose object is gone are left out.
    """
    found = list(duties)
    wanted: dict[tuple[str, int], set[int]] = defaultdict(set)
    for duty in found:
        wanted[duty.topic, duty.subject_type_id].add(duty.subject_id)
    loaded = {
        (topic, kind, pk): subject
        for (topic, kind), keys in wanted.items()
        for pk, subject in _load(topic, kind)(keys).items()
    }
    for duty in found:
        duty.subject = loaded.get((duty.topic, duty.subject_type_id, duty.subject_id))
    return [duty for duty in found if duty.subject is not None]


def holders(assignees: Iterable[str]) -> dict[str, list]:
    """The people behind each assignee now: one question for people, one for offices."""
    keys = set(assignees)
    parsed = {key: Assignee.of(key) for key in keys}
    named = [one.pk for one in parsed.values() if not one.office]
    people = get_user_model()._default_manager.filter(is_active=True).in_bulk(named)
    answer: dict[str, list] = {key: [] for key in keys}
    for key, one in parsed.items():
        if not one.office and one.pk in people:
            answer[key].append(people[one.pk])
    offices = {one.office for one in parsed.values() if one.office}
    held = Mandate.objects.valid_at(clock.now()).filter(office__in=offices)
    for mandate in held.select_related("person", "scope_type") if offices else ():
        kind = mandate.scope_type
        scope = f"{kind.app_label}.{kind.model}:{mandate.scope_id}" if kind else ""
        known = answer.get(f"{mandate.office}@{scope}")
        if known is not None and mandate.person.is_active and mandate.person not in known:
            known.append(mandate.person)
    return answer


def _load(topic: str, kind: int) -> Callable:
    known = DUTY_TOPICS.get(topic)
    if known is not None and known.load is not None:
        return known.load
    model = ContentType.objects.get_for_id(kind).model_class()
    return model._base_manager.in_bulk if model is not None else lambda keys: {}


# --- Reminding ---------------------------------------------------------------------------------


@schedule.every(timedelta(minutes=10), REMIND)
def remind() -> int:
    """Remind of what is due soon or today and tell the office above what stays undone.

    Each duty speaks on fixed mornings, once each; after a pause of the machine only the last of
    those it missed. Answers how many duties were told of.
    """
    told = 0
    while batch := list(_wordy()[:BATCH]):
        told += _remind_of(batch)
    return told


def _wordy() -> models.QuerySet[Duty]:
    due = Duty.objects.filter(closed_at=None, word_at__lte=clock.now())
    return due.order_by("word_at", "id")


@transaction.atomic
def _remind_of(batch: list[Duty]) -> int:
    now, told = clock.now(), with_subjects(batch)
    people = holders(duty.assignee for duty in told)
    for duty in told:
        for person in people[duty.assignee]:
            outbox.tell(_key(duty, person), person, _reminder(duty), deadline=True)
        if _is_left(duty, now):
            _escalate(duty)
    for duty in batch:
        duty.word_at = _next_word(duty.due_at)
    Duty.objects.bulk_update(batch, ["word_at"])
    return len(told)


def _escalate(duty: Duty) -> None:
    """Tell the offices above the one that leaves a duty undone."""
    left = Assignee.of(duty.assignee)
    if not left.office:
        return
    above = {key for name in ABOVE for key in name(left.office, left.scope)} - {duty.assignee}
    for people in holders(above).values():
        for person in people:
            outbox.tell(_key(duty, person), person, _reminder(duty, "duty above"))


def _key(duty: Duty, person) -> str:
    return f"duty-{duty.pk}-{duty.word_at:%Y%m%d}-{person.pk}"


def _reminder(duty: Duty, topic: str = "duty") -> outbox.Message:
    known = DUTY_TOPICS.get(duty.topic)

    def subject() -> str:
        words = {
            "task": known.label if known else duty.topic,
            "what": known.what(duty.subject) if known else duty.subject,
            "day": date_format(timezone.localtime(duty.due_at), "j F Y"),
        }
        if duty.due_at and duty.due_at < clock.now():
            return _("Overdue since %(day)s: %(task)s, %(what)s") % words
        return _("Due on %(day)s: %(task)s, %(what)s") % words

    return outbox.Message(topic, subject, link=known.url(duty) if known else "")


def _is_left(duty: Duty, now: datetime) -> bool:
    last = _morning(duty.due_at, settings.DUTY_ESCALATE_DAYS)
    return last is not None and last <= now


def _next_word(due: datetime | None) -> datetime | None:
    """The next morning on which a duty speaks: days before, on the day, days after."""
    days = [*(-days for days in settings.DUTY_REMIND_DAYS), settings.DUTY_ESCALATE_DAYS]
    mornings = (_morning(due, offset) for offset in days)
    return min((at for at in mornings if at and at > clock.now()), default=None)


def _morning(due: datetime | None, days: int) -> datetime | None:
    if due is None:
        return None
    zone = timezone.get_default_timezone()
    day = due.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(settings.DIGEST_HOUR), tzinfo=zone)


def _office_key(office: str, model: str, pk: int) -> str:
    return f"{office}@{model}:{pk}"
