"""An institution tells what failed, decides how it is read, and may take it back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core import clock, journal
from simpul.organisations.models import Organisation
from simpul.replication.models import FailureReason, Lesson, LessonRelease
from simpul.replication.queries.failures.anonymity import Refused, Shown, generalised
from simpul.replication.workflow.failures import LESSON, LessonState


@transaction.atomic
def write_lesson(
    organisation: Organisation, *, by, reasons: Iterable[FailureReason], **fields: Any
) -> Lesson:
    """Keep a new lesson as a draft that only its institution reads."""
    if not by.has_perm("replication.write_lesson", organisation):
        raise PermissionDenied
    now = clock.now()
    lesson = Lesson(organisation=organisation, by=by, written_at=now, changed_at=now, **fields)
    _check(lesson)
    lesson.save()
    lesson.reasons.set(reasons)
    journal.record(lesson, "created", by=by)
    return lesson


@transaction.atomic
def change_lesson(lesson: Lesson, *, by, reasons: Iterable[FailureReason], **fields: Any) -> Lesson:
    """Change a draft or a withdrawn lesson; one in the library is withdrawn first."""
    if not by.has_perm("replication.change_lesson", lesson):
        raise PermissionDenied
    lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
    if lesson.state == LessonState.RELEASED:
        raise ValidationError(_("Withdraw it from the library before you change it."))
    for name, value in fields.items():
        setattr(lesson, name, value)
    lesson.changed_at = clock.now()
    _check(lesson)
    lesson.save()
    lesson.reasons.set(reasons)
    journal.record(lesson, "changed", by=by)
    return lesson


@transaction.atomic
def release_lesson(lesson: Lesson, *, by) -> Lesson:
    """Put a lesson into the library, as its owner chose to be read.

    Raises ``ValidationError`` where a reader could tell whose an anonymous one is.
    """
    lesson = LESSON.take("release", lesson, by=by, changed_at=clock.now())
    if lesson.is_anonymous:
        try:
            shown = generalised(lesson)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        _keep(lesson, shown)
    return lesson


def withdraw_lesson(lesson: Lesson, *, by, note: str) -> Lesson:
    """Take a lesson out of the library; what it once showed still counts when it returns."""
    return LESSON.take("withdraw", lesson, by=by, note=note, changed_at=clock.now())


def _keep(lesson: Lesson, shown: Shown) -> None:
    first, last = shown.years or (None, None)
    LessonRelease.objects.create(
        lesson=lesson,
        at=clock.now(),
        region=shown.region,
        level=shown.level,
        sector=shown.sector,
        family=shown.family,
        year_from=first,
        year_to=last,
        candidates=sorted(shown.candidates),
        asked=shown.asked,
    )


def _check(lesson: Lesson) -> None:
    """Say what would make no lesson."""
    if lesson.year > clock.today().year:
        raise ValidationError({"year": _("That year has not come yet.")})
    if lesson.is_anonymous and (lesson.innovation_id or lesson.case_id):
        message = _(
            "A record or a case names its people. Leave both empty, or publish with your name."
        )
        raise ValidationError({"disclosure": message})
    if lesson.named_on and lesson.disclosure != "later":
        lesson.named_on = None
