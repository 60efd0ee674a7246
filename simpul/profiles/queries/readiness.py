"""How far the records of a hub or an institution are for each form, in a fixed number of questions.

Counted are required fields for which something stands in the language of the form; limits are
judged on the page of each record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simpul.innovations.models import FIELDS, Claim, Innovation
from simpul.innovations.queries.quality import Scope
from simpul.profiles.models import Answer, Form, FormField, Kind, Way
from simpul.profiles.models import Mapping as Map
from simpul.profiles.queries.converting import FILED
from simpul.profiles.queries.forms import forms_now, mappings_of

PAGE = 25
# What the row of a record says itself, beside its claims.
OF_THE_ROW = {"owner": "owner_id", "life_status": "life_status_id", "year": "year"}

Spoken = Collection[tuple[str, str]]


@dataclass(frozen=True)
class Meter:
    """How many required fields of a form a record fills."""

    form: Form
    filled: int
    of: int

    @property
    def share(self) -> float:
        return self.filled / self.of if self.of else 1.0

    @property
    def is_full(self) -> bool:
        return self.filled == self.of


@dataclass(frozen=True)
class Total:
    """How far all records of a scope are for one form."""

    form: Form
    records: int
    full: int
    share: float


@dataclass(frozen=True)
class Readiness:
    """Every record of a scope with its meters, the readiest for the chosen form first."""

    forms: Sequence[Form]
    totals: Sequence[Total]
    meters: Mapping[int, Sequence[Meter]]
    order: Sequence[int]


def readiness(scope: Scope, sort: str = "") -> Readiness:
    """Measure every public record of a scope against every form in force."""
    forms = forms_now()
    required = {form.pk: _required(form) for form in forms}
    columns = ("pk", *OF_THE_ROW.values())
    rows = {row["pk"]: row for row in scope.rows.values(*columns)}
    said, answered = _said(rows), _answered(rows)
    meters = {
        pk: [_meter(form, required[form.pk], said[pk], answered[pk]) for form in forms]
        for pk in rows
    }
    totals = [_total(form, [each[at] for each in meters.values()]) for at, form in enumerate(forms)]
    chosen = next((at for at, form in enumerate(forms) if form.key == sort), 0)
    order = sorted(rows, key=lambda pk: (-meters[pk][chosen].share if forms else 0, -pk))
    return Readiness(forms, totals, meters, order)


def records_in(order: Sequence[int]) -> list[Innovation]:
    """These records, in this order, as the list shows them."""
    found = Innovation.objects.select_related("owner").in_bulk(order)
    return [found[pk] for pk in order if pk in found]


def table(found: Readiness) -> Iterator[list[Any]]:
    """The whole list as rows of a file."""
    for start in range(0, len(found.order), 500):
        for record in records_in(found.order[start : start + 500]):
            owner = record.owner.short_name if record.owner else ""
            meters = found.meters[record.pk]
            yield [record.public_id, record.title, owner, *(f"{m.filled}/{m.of}" for m in meters)]


def _required(form: Form) -> list[FormField]:
    return list(form.fields.filter(required=True).prefetch_related("mappings"))


def _said(rows: Mapping[int, Mapping[str, Any]]) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    claims = Claim.objects.filter(innovation__canonical__in=list(rows), retired_at=None)
    names = claims.exclude(value=None).order_by()
    for pk, name, language in names.values_list(
        "innovation__canonical", "field", "language"
    ).distinct():
        if pk is not None:
            found[pk].add((name, language))
    for pk, row in rows.items():
        found[pk] |= {(name, "") for name, column in OF_THE_ROW.items() if row[column]}
    return found


def _answered(rows: Mapping[int, Any]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    answers = Answer.objects.filter(innovation__in=list(rows))
    for pk, field in answers.values_list("innovation", "field"):
        found[pk].add(field)
    return found


def _meter(form: Form, required: Sequence[FormField], said: Spoken, answered: set[int]) -> Meter:
    filled = sum(row.pk in answered or _is_said(row, form.language, said) for row in required)
    return Meter(form, filled, len(required))


def _is_said(row: FormField, language: str, said: Spoken) -> bool:
    if row.kind in FILED or (row.kind == Kind.CHOICES and (row.least or 0) > 1):
        return False
    return any(_gives(mapping, language, said) for mapping in mappings_of(row))


def _gives(mapping: Map, language: str, said: Spoken) -> bool:
    """Whether a mapping gives something; texts only in the language of the form."""
    if mapping.way == Way.IN or mapping.convert == "contact":
        return False
    name = mapping.record
    spoken = name == "title" or (name in FIELDS and FIELDS[name].kind == "text")
    return (name, language) in said if spoken else (name, "") in said


def _total(form: Form, meters: Sequence[Meter]) -> Total:
    share = sum(meter.share for meter in meters) / len(meters) if meters else 0.0
    return Total(form, len(meters), sum(meter.is_full for meter in meters), share)
