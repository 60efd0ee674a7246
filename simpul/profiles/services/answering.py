"""What is written for one form alone, and English beside the Indonesian of a draft."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.models import FIELDS, Draft, Innovation
from simpul.innovations.services.drafting import Answer as Written
from simpul.innovations.services.drafting import Rivalled, Saved, save_answers
from simpul.innovations.services.drafting.saving import note_writing
from simpul.profiles.models import Answer, FormField
from simpul.profiles.queries.converting import FILED
from simpul.profiles.queries.forms import Asked
from simpul.profiles.queries.reading import read

PREPARE = _("Prepare this record for a form")
OVERTAKEN = _("Somebody else wrote this meanwhile. Compare, and save again.")
NOT_ITS_FILE = _("This file does not stand with the record.")
NO_TEXT = _("This answer is not kept by language.")


@transaction.atomic
def write_answer(
    innovation: Innovation, field: FormField, given: Any, *, asked: Asked, base: int, by
) -> Answer | None:
    """Let a form say this instead of what the record gives; nothing takes the record's word again.

    ``base`` is the revision the writer saw. Raises ``PermissionDenied``, or ``ValidationError``
    for what the form cannot hold or what somebody else changed meanwhile.
    """
    _check(innovation, by)
    value = _files(innovation, given) if field.kind in FILED else _read(field, given, asked)
    kept = Answer.objects.select_for_update().filter(innovation=innovation, field=field).first()
    if kept is not None and kept.value != value and kept.revision != base:
        raise ValidationError(OVERTAKEN, code="overtaken")
    if value in ("", []):
        _drop(kept, innovation, field, by)
        return None
    if kept is not None and kept.value == value:
        return kept
    answer, _made = Answer.objects.update_or_create(
        innovation=innovation,
        field=field,
        defaults={
            "value": value,
            "revision": kept.revision + 1 if kept else 1,
            "by": by,
            "at": clock.now(),
        },
    )
    _record(innovation, field, "answer_form", by)
    return answer


def _drop(kept: Answer | None, innovation: Innovation, field: FormField, by) -> None:
    if kept is not None:
        kept.delete()
        _record(innovation, field, "clear_form_answer", by)


def _record(innovation: Innovation, field: FormField, verb: str, by) -> None:
    details = {"form": field.form.key, "field": field.key}
    journal.record(innovation, verb, by=by, details=details)


def _read(field: FormField, given: Any, asked: Asked) -> Any:
    answered = read(field, given, asked)
    if answered.faults:
        raise ValidationError([f"{fault.say} {fault.fix}" for fault in answered.faults])
    return answered.value


def _files(innovation: Innovation, given: Any) -> list[int]:
    chosen = [int(key) for key in given or () if str(key).isdecimal()]
    known = set(innovation.evidence.kept().filter(pk__in=chosen).values_list("pk", flat=True))
    if known != set(chosen):
        raise ValidationError(NOT_ITS_FILE, code="file")
    return sorted(known)


def write_text(
    draft: Draft, name: str, text: str, *, language: str, base: int, by
) -> Saved | Rivalled:
    """Write one answer of a draft in one language, as the documenting form does.

    Raises ``PermissionDenied`` where nobody, or somebody else, may write it.
    """
    if name not in FIELDS or FIELDS[name].kind != "text":
        raise ValidationError(NO_TEXT, code="no_text")
    saved = save_answers(draft, [Written(name, text, language, base)], by=by)[0]
    note_writing(draft, by=by)
    return saved


def _check(innovation: Innovation, by) -> None:
    if not by.has_perm("profiles.prepare_innovation", innovation):
        raise PermissionDenied(PREPARE)
