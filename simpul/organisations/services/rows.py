"""Rows of a file against rows of a table: only what differs is written."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from simpul.core import journal
from simpul.core.hooks import LoadReport

Row = Mapping[str, str]
Fields = dict[str, Any]


@transaction.atomic
def take_over(
    model: type[models.Model],
    rows: Iterable[Row],
    *,
    key: str,
    read: Callable[[Row], Fields],
    by=None,
) -> LoadReport:
    """Make the rows of ``model`` equal to ``rows``, matched by the field ``key``.

    ``read`` turns a row into fields, relations by their primary keys. A row that cannot be read
    is reported and left out; rows that the file no longer names stay.
    """
    kept = model._default_manager.in_bulk(field_name=key)
    report = LoadReport()
    created: dict[Any, models.Model] = {}
    changed: dict[Any, models.Model] = {}
    for line, row in enumerate(rows, start=2):
        try:
            instance = _read(model, read(row), kept, key)
        except (KeyError, ValueError, ValidationError) as error:
            report.errors.append(fault(line, error))
            continue
        code = getattr(instance, key)
        if code in kept and instance is kept[code]:
            report.same += 1
        else:
            (changed if code in kept else created)[code] = instance
    _write(model, list(created.values()), list(changed.values()), by)
    return report + LoadReport(len(created), len(changed))


def _read(model, fields: Fields, kept: dict, key: str) -> models.Model:
    """The kept row when nothing differs, else a row with the new values."""
    old = kept.get(fields[key])
    if old and all(getattr(old, name) == value for name, value in fields.items()):
        return old
    new = model(**fields)
    if old:
        new.pk = old.pk
    relations = [field.name for field in model._meta.fields if field.is_relation]
    new.clean_fields(exclude=relations)
    new.clean()
    return new


def _write(model, created: list, changed: list, by) -> None:
    model._default_manager.bulk_create(created, batch_size=500)
    if changed:
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._default_manager.bulk_update(changed, names, batch_size=200)
    for verb, rows in (("created", created), ("changed", changed)):
        if rows:
            journal.record_batch(verb, model, [row.pk for row in rows], by=by)


def fault(line: int, error: Exception) -> str:
    """Say what is wrong with a row, and where."""
    if isinstance(error, KeyError):
        reason = _("%(name)s is not known") % {"name": error.args[0]}
    elif isinstance(error, ValidationError):
        reason = " ".join(error.messages)
    else:
        reason = str(error)
    return _("line %(line)d: %(reason)s; the row was left out") % {
        "line": line,
        "reason": reason.rstrip("."),
    }


def split(cell: str | None) -> list[str]:
    """The parts of a list cell."""
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def year(cell: str | None) -> int | None:
    """A year, or ``None`` for an empty cell."""
    if not cell:
        return None
    if not cell.isdecimal() or not 1900 <= int(cell) <= 2100:
        raise ValidationError(_("“%(cell)s” is not a year.") % {"cell": cell})
    return int(cell)
