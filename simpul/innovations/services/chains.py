"""Chains of verification and days of rest, kept equal to lists of rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from simpul.core import journal
from simpul.core.hooks import LoadReport
from simpul.hubs.models import Hub
from simpul.innovations.models import ChainLink, ChainScope, RestDay
from simpul.organisations.models import Office

Row = Mapping[str, str]


@transaction.atomic
def load_chains(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the links of chains equal to these rows; others stay as they are."""
    hubs = {hub.code: hub.pk for hub in Hub.objects.all()}
    offices = set(Office.objects.values_list("key", flat=True))
    return _take_over(
        ChainLink,
        ("hub_id", "order", "valid_from"),
        rows,
        lambda row: _link(row, hubs, offices),
        by,
    )


@transaction.atomic
def load_rest_days(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the days of rest equal to these rows; others stay as they are."""
    return _take_over(RestDay, ("date",), rows, _rest_day, by)


def _link(row: Row, hubs: Mapping[str, int], offices: set[str]) -> dict[str, Any]:
    if row["hub"] and row["hub"] not in hubs:
        raise ValueError(_("No hub has the code “%(code)s”.") % {"code": row["hub"]})
    if row["office"] not in offices:
        raise ValueError(_("No office has the key “%(key)s”.") % {"key": row["office"]})
    return {
        "hub_id": hubs[row["hub"]] if row["hub"] else None,
        "order": int(row["order"]),
        "scope": ChainScope(row["scope"]).value,
        "office": row["office"],
        "working_days": int(row["working_days"]),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "source": row["source"],
    }


def _rest_day(row: Row) -> dict[str, Any]:
    return {
        "date": date.fromisoformat(row["date"]),
        **{name: row[name] for name in ("label_id", "label_en", "source")},
    }


def _take_over(
    model: type[models.Model], key: tuple[str, ...], rows: Iterable[Row], read, by
) -> LoadReport:
    report, touched = LoadReport(), []
    kept = {_key(row, key): row for row in model._default_manager.all()}
    for line, cells in enumerate(rows, start=2):
        try:
            fields = read(cells)
        except (KeyError, ValueError) as error:
            report.errors.append(_("line %(line)d: %(reason)s") % {"line": line, "reason": error})
            continue
        row = kept.get(tuple(fields[name] for name in key))
        if row is not None and _stands(row, fields):
            report.same += 1
            continue
        report.created += row is None
        report.changed += row is not None
        row = row or model()
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        touched.append(row.pk)
    if touched:
        journal.record_batch("load", model, touched, by=by)
    return report


def _stands(row: models.Model, fields: Mapping[str, Any]) -> bool:
    """Say whether a row stays as it is: it says the same, or staff changed it here."""
    same = all(getattr(row, name) == value for name, value in fields.items())
    return same or getattr(row, "changed_here", False)


def _key(row: models.Model, key: tuple[str, ...]) -> tuple:
    return tuple(getattr(row, name) for name in key)
