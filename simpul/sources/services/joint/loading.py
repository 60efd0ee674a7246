"""Take over the parties of the agreement and the standard parameters from rows."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core.hooks import LoadReport
from simpul.core.loading import Fields, Links, Row, split, take_over
from simpul.hubs.models import Agreement
from simpul.innovations.models import Authority
from simpul.organisations.models import Organisation
from simpul.sources.hooks import Loader, Progress
from simpul.sources.models import (
    ChangeKind,
    MatchParameter,
    Parameter,
    ParameterKind,
    Party,
    Provision,
)
from simpul.sources.queries.joint.matches import THRESHOLDS
from simpul.sources.services.authorities import our
from simpul.sources.services.faults import read_rows


@transaction.atomic
def load_joint(directory: Path, progress: Progress = lambda done: None) -> LoadReport:
    """Make parties and parameters equal to the rows; what a decision set since stays."""
    del progress
    parties, parameters = (
        [row for _line, row in read_rows(our(directory, f"joint/{file}.csv"))]
        for file in ("parties", "parameters")
    )
    return (
        _parties(parties)
        + take_over(Parameter, parameters, key="key", read=_parameter)
        + _first_values(parameters)
        + _thresholds()
    )


LOADER = Loader("joint", _("Joint management"), load_joint, 95)


def _parties(rows: Iterable[Row]) -> LoadReport:
    agreements = dict(Agreement.objects.values_list("code", "pk"))
    bodies = dict(Organisation.objects.values_list("code", "pk"))
    authorities = dict(Authority.objects.values_list("key", "pk"))

    def read(row: Row) -> Fields:
        return {
            "agreement_id": agreements[row["agreement"]],
            "organisation_id": bodies[row["institution"]],
            "order": int(row["order"]),
        }

    def links(row: Row) -> Links:
        return {"authorities": {authorities[key] for key in split(row["authorities"])}}

    return take_over(Party, rows, key=("agreement_id", "organisation_id"), read=read, links=links)


def _parameter(row: Row) -> Fields:
    return {
        "key": row["key"],
        "kind": ParameterKind(row["kind"]).value,
        "order": int(row["order"]),
        "least": float(row["least"]) if row["least"] else None,
        "most": float(row["most"]) if row["most"] else None,
        "choices": [choice.split("|") for choice in split(row["choices"])],
        **{name: row[name] for name in _WORDS},
    }


_WORDS = ("label_id", "label_en", "about_id", "about_en", "unit_id", "unit_en")


def _first_values(rows: Iterable[Row]) -> LoadReport:
    """Begin the history of parameters that have none; a decision alone goes on with it."""
    known = set(Provision.objects.filter(kind=ChangeKind.PARAMETER).values_list("key", flat=True))
    made = [
        Provision.objects.create(
            kind=ChangeKind.PARAMETER,
            key=row["key"],
            value=_value(row),
            valid_from=date.fromisoformat(row["valid_from"] or ""),
            source=row["source"] or "",
        )
        for row in rows
        if row["value"] and row["key"] not in known
    ]
    if made:
        journal.record_batch("created", Provision, [row.pk for row in made])
    return LoadReport(created=len(made))


def _thresholds() -> LoadReport:
    """Tell the thresholds as the model of matching has them, where no decision set them since."""
    made = []
    for key, name in THRESHOLDS.items():
        held = MatchParameter.objects.in_force(clock.today()).filter(name=name).last()
        told = Provision.objects.filter(kind=ChangeKind.PARAMETER, key=key, valid_to=None).first()
        if held is None or (told and (told.proposal_id or told.value == held.value)):
            continue
        if told:
            told.valid_to = max(told.valid_from, held.valid_from)
            told.save(update_fields=["valid_to"])
        made.append(
            Provision.objects.create(
                kind=ChangeKind.PARAMETER,
                key=key,
                value=held.value,
                valid_from=held.valid_from,
                source=held.source,
            )
        )
    if made:
        journal.record_batch("created", Provision, [row.pk for row in made])
    return LoadReport(created=len(made))


def _value(row: Row) -> Any:
    kind, value = ParameterKind(row["kind"]), row["value"] or ""
    if kind == ParameterKind.WHOLE:
        return int(value)
    return float(value) if kind == ParameterKind.SHARE else value
