"""Target forms changed by staff. An edition holds for its time; within it a correction counts at
once, and the journal keeps what it said before. A load of the shipped rows leaves it alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from simpul.core import journal
from simpul.profiles.models import Form, FormField
from simpul.profiles.models import Mapping as Map
from simpul.profiles.queries.editions import FILLS

CHANGE = _("Change target forms")
NOT_BEFORE = _("The new edition begins before the one it is made from.")
KNOWN = _("There is an edition “%(key)s” already.")
ANSWERED = _("Something was written for this field. It cannot be taken away.")
NOT_FILLED = _("“%(name)s” cannot fill a field of this kind.")


@dataclass(frozen=True)
class Filling:
    """One field of the record that fills a field of the form, and the word it stands under."""

    record: str
    lead_id: str = ""
    lead_en: str = ""


@transaction.atomic
def change_form(form: Form, changes: Mapping[str, Any], *, by, note: str = "") -> Form:
    """Correct what is said about an edition. Raises ``PermissionDenied``, ``ValidationError``."""
    _check(by)
    _change(form, changes, by, note)
    return form


@transaction.atomic
def new_edition(form: Form, *, edition: str, begins: date, by, note: str = "") -> Form:
    """Copy an edition with all its fields, to be changed; the old one ends the day before.

    Raises ``PermissionDenied``, ``ValidationError``.
    """
    _check(by)
    key = slugify(f"{form.target}-{edition}")
    if Form.objects.filter(key=key).exists():
        raise ValidationError({"edition": [ValidationError(KNOWN, params={"key": key})]})
    if form.valid_from and begins <= form.valid_from:
        raise ValidationError({"begins": [NOT_BEFORE]})
    copy = _copied(form, key=key, edition=edition, valid_from=begins, valid_to=None)
    copy.label_id = _renamed(form.label_id, form.edition, edition)
    copy.label_en = _renamed(form.label_en, form.edition, edition)
    copy.full_clean()
    copy.save()
    for field in form.fields.prefetch_related("mappings"):
        kept = list(field.mappings.all())
        field_copy = _copied(field, form=copy)
        field_copy.save()
        Map.objects.bulk_create(_copied(mapping, field=field_copy) for mapping in kept)
    _change(form, {"valid_to": begins - timedelta(days=1)}, by, note)
    journal.record(copy, "begin_edition", by=by, note=note, details={"from": form.key})
    return copy


@transaction.atomic
def change_field(
    field: FormField,
    changes: Mapping[str, Any],
    *,
    fillings: Sequence[Filling] | None = None,
    by,
    note: str = "",
) -> FormField:
    """Correct a field; ``fillings`` says anew what of the record fills it.

    Raises ``PermissionDenied``, ``ValidationError``.
    """
    _check(by)
    _change(field, changes, by, note)
    if fillings is not None:
        _fill(field, fillings)
    return field


@transaction.atomic
def add_field(form: Form, said: Mapping[str, Any], *, by, note: str = "") -> FormField:
    """Let an edition ask one thing more. Raises ``PermissionDenied``, ``ValidationError``."""
    _check(by)
    last = form.fields.order_by("-order").values_list("order", flat=True).first() or 0
    field = FormField(form=form, changed_here=True, **{"order": last + 10, **said})
    field.full_clean()
    field.save()
    journal.record(field, "add", by=by, note=note, details={"form": form.key})
    return field


@transaction.atomic
def remove_field(field: FormField, *, by, note: str = "") -> None:
    """Let an edition no longer ask something for which nobody wrote anything."""
    _check(by)
    if field.answers.exists():
        raise ValidationError(ANSWERED, code="answered")
    details = {"form": field.form.key, "field": field.key}
    journal.record(field, "remove", by=by, note=note, details=details)
    field.delete()


def _change(row: Form | FormField, changes: Mapping[str, Any], by, note: str) -> None:
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in {**changed, "changed_here": True}.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    said = {name: [str(before[name]), str(value)] for name, value in changed.items()}
    journal.record(row, "change", by=by, note=note, details={"changed": said})


def _fill(field: FormField, fillings: Sequence[Filling]) -> None:
    known = FILLS.get(field.kind, {})
    strange = next((each.record for each in fillings if each.record not in known), None)
    if strange is not None:
        raise ValidationError(NOT_FILLED, code="filling", params={"name": strange})
    field.mappings.all().delete()
    Map.objects.bulk_create(
        Map(
            field=field,
            order=10 * place,
            record=each.record,
            convert=known[each.record],
            lead_id=each.lead_id if place > 1 else "",
            lead_en=each.lead_en if place > 1 else "",
            changed_here=True,
        )
        for place, each in enumerate(fillings, start=1)
    )


def _copied(row: models.Model, **changes: Any) -> Any:
    names = (field.name for field in row._meta.concrete_fields if not field.primary_key)
    said = {name: getattr(row, name) for name in names}
    return type(row)(**{**said, "changed_here": True, **changes})


def _renamed(label: str, before: str, after: str) -> str:
    return label.replace(before, after) if before and before in label else f"{label} {after}"


def _check(by) -> None:
    if not by.has_perm("profiles.change_forms"):
        raise PermissionDenied(CHANGE)
