"""Chains of verification and days of rest, kept equal to lists of rows."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from simpul.core.loading import Fields, LoadReport, Row, changed_here, take_over
from simpul.hubs.models import Hub
from simpul.innovations.models import ChainLink, ChainScope, RestDay
from simpul.organisations.models import Office


def load_chains(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the links of chains equal to these rows; those changed here stay as they are."""
    hubs = {hub.code: hub.pk for hub in Hub.objects.all()}
    offices = set(Office.objects.values_list("key", flat=True))
    return take_over(
        ChainLink,
        rows,
        key=("hub_id", "order", "valid_from"),
        read=lambda row: _link(row, hubs, offices),
        is_ours=changed_here,
        by=by,
    )


def load_rest_days(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the days of rest equal to these rows; those changed here stay as they are."""
    return take_over(RestDay, rows, key="date", read=_rest_day, is_ours=changed_here, by=by)


def _link(row: Row, hubs: Mapping[str, int], offices: set[str]) -> Fields:
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


def _rest_day(row: Row) -> Fields:
    return {
        "date": date.fromisoformat(row["date"]),
        **{name: row[name] for name in ("label_id", "label_en", "source")},
    }
