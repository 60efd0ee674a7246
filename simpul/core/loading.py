"""Rows of a file against rows of a table: only what differs is written."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from simpul.core import journal
from simpul.core.hooks import LoadReport

__all__ = [
    "Fields",
    "Links",
    "LoadReport",
    "Row",
    "changed_here",
    "fault",
    "rows_of",
    "split",
    "take_over",
    "year",
]

Row = Mapping[str, str]
Fields = dict[str, Any]
Links = dict[str, set[int]]


@dataclass
class Read:
    """One row of a file as the fields and relations it asks for."""

    fields: Fields
    links: Links


def rows_of(path: Path) -> list[Row]:
    """The rows of a file shipped with the product; a cell that is missing is empty."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, restval=""))


@transaction.atomic
def take_over(
    model: type[models.Model],
    rows: Iterable[Row],
    *,
    key: str | Sequence[str],
    read: Callable[[Row], Fields],
    links: Callable[[Row], Links] = lambda row: {},
    is_ours: Callable[[Any], bool] = lambda row: False,
    by=None,
) -> LoadReport:
    """Make the rows of ``model`` equal to ``rows``, matched by the field ``key``, or several.

    ``read`` turns a row into fields, relations by their primary keys; ``links`` into the primary
    keys of its many-to-many fields. A row that cannot be read is reported and left out; rows that
    the file no longer names stay, and so does one that somebody here made theirs (``is_ours``).
    """
    names = [key] if isinstance(key, str) else key
    report = LoadReport()
    wanted: dict[tuple, Read] = {}
    for line, row in enumerate(rows, start=2):
        try:
            asked = Read(read(row), links(row))
            _check(model, asked.fields)
        except (KeyError, ValueError, ValidationError) as error:
            report.errors.append(fault(line, error))
        else:
            wanted[tuple(asked.fields[name] for name in names)] = asked
    kept = _kept(model, names, wanted)
    created = [code for code in wanted if code not in kept]
    changed = [
        code
        for code in wanted
        if code in kept and not is_ours(kept[code]) and _differs(kept[code], wanted[code])
    ]
    _write(model, {code: wanted[code] for code in created}, {}, by)
    _write(model, {code: wanted[code] for code in changed}, kept, by)
    same = len(wanted) - len(created) - len(changed)
    return report + LoadReport(len(created), len(changed), same)


def _check(model, fields: Fields) -> None:
    relations = [field.name for field in model._meta.fields if field.is_relation]
    model(**fields).clean_fields(exclude=relations)


def _kept(model, names: Sequence[str], wanted: dict[tuple, Read]) -> dict[tuple, models.Model]:
    linked = {name for asked in wanted.values() for name in asked.links}
    kept = model._default_manager.prefetch_related(*linked).all()
    return {tuple(getattr(row, name) for name in names): row for row in kept}


def _differs(kept: models.Model, asked: Read) -> bool:
    return any(getattr(kept, name) != value for name, value in asked.fields.items()) or any(
        {row.pk for row in getattr(kept, name).all()} != pks for name, pks in asked.links.items()
    )


def _write(model, asked: dict[tuple, Read], kept: dict, by) -> None:
    if not asked:
        return
    rows = {code: kept.get(code) or model() for code in asked}
    for code, row in rows.items():
        for name, value in asked[code].fields.items():
            setattr(row, name, value)
    if kept:
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._default_manager.bulk_update(rows.values(), names, batch_size=200)
    else:
        model._default_manager.bulk_create(rows.values(), batch_size=500)
    for code, row in rows.items():
        for name, pks in asked[code].links.items():
            getattr(row, name).set(pks)
    verb = "changed" if kept else "created"
    journal.record_batch(verb, model, [row.pk for row in rows.values()], by=by)


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


def changed_here(row: Any) -> bool:
    """Whether staff changed a row at the desk, so that no file changes it back."""
    return getattr(row, "changed_here", False)


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
