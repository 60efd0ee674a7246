"""Kinds of letters and their parts, kept equal to the files shipped with the product."""

from datetime import date
from pathlib import Path

from django.db import transaction

from simpul.core.loading import Fields, LoadReport, Row, changed_here, rows_of, take_over
from simpul.documents.models import Block, Field, Input, Kind, Layout, Signing


@transaction.atomic
def load_kinds(directory: Path, *, by=None) -> LoadReport:
    """Take over ``kinds.csv`` and ``fields.csv`` of ``directory``; what was changed here stays."""
    report = take_over(
        Kind, rows_of(directory / "kinds.csv"), key="key", read=_kind, is_ours=changed_here, by=by
    )
    kinds = dict(Kind.objects.values_list("key", "pk"))
    return report + take_over(
        Field,
        rows_of(directory / "fields.csv"),
        key=("kind_id", "key"),
        read=lambda row: _field(row, kinds),
        is_ours=changed_here,
        by=by,
    )


def _kind(row: Row) -> Fields:
    plain = ("key", "label_id", "label_en", "code", "source")
    return {
        **{name: row[name] for name in plain},
        "order": int(row["order"]),
        "layout": Layout(row["layout"]).value,
        "signing": Signing(row["signing"]).value,
        "is_free": row["is_free"] == "yes",
        "is_revocable": row["is_revocable"] == "yes",
        "months": int(row["months"]) if row["months"] else None,
        "valid_from": _day(row["valid_from"]),
        "valid_to": _day(row["valid_to"]),
    }


def _field(row: Row, kinds: dict[str, int]) -> Fields:
    plain = ("key", "label_id", "label_en", "help_id", "help_en", "begin_id", "begin_en")
    return {
        **{name: row[name] for name in plain},
        "kind_id": kinds[row["kind"]],
        "order": int(row["order"]),
        "input": Input(row["input"]).value,
        "block": Block(row["block"]).value,
        "is_required": row["is_required"] == "yes",
        "columns_id": _columns(row["columns_id"]),
        "columns_en": _columns(row["columns_en"]),
    }


def _columns(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
