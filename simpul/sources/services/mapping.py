"""Say once what the columns of a file mean, and have it known for every file like it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.services.mentions import Mention
from simpul.sources.models import Mapping, Source
from simpul.sources.queries import columns, reading
from simpul.sources.queries.columns import DROP, MARKED, Column, Plan, plan_from_json
from simpul.sources.queries.reading import Look, Unfit, Way, fingerprint
from simpul.sources.queries.records import Problem, Raw
from simpul.sources.queries.resolving import Book
from simpul.sources.services.adapters.speaking import Speaker, Voice, key_of
from simpul.sources.services.adapters.tables import leave_personal

PREVIEWED = 20
NO_TITLE = _("No column is named as the name of the innovation. Choose one.")
TWICE = _("“%(field)s” is filled from more than one column. Leave one of them out.")
MAP = _("Say what the columns mean")


def looked_at(content: bytes, way: Way, source: Source) -> Look:
    """What the file is, read this way; raises ``ValidationError`` where it cannot be read."""
    try:
        return reading.look(content, way, knows=columns.knows(source.adapter))
    except Unfit as unfit:
        raise ValidationError(str(unfit), code="unfit") from unfit


def proposed(source: Source, seen: Look) -> tuple[Mapping | None, Plan]:
    """What is known to fit these headings: the mapping kept for them, else a guess with reasons."""
    book = Book(source)
    kept = book.mappings.get(fingerprint(seen.columns))
    sample = [record.values for record in seen.sample]
    guessed = columns.guess(seen.columns, sample, adapter=source.adapter, book=book)
    if kept is None:
        return None, guessed
    chosen = {column.column: column for column in plan_from_json(kept.columns, seen.columns)}
    return kept, tuple(chosen.get(column.column, column) for column in guessed)


@transaction.atomic
def keep_mapping(
    source: Source,
    plan: Plan,
    *,
    by,
    name: str,
    way: Way | None = None,
    programme: str = "",
    language: str = "id",
) -> Mapping:
    """Keep what the columns of a file mean, for every file of this authority with its headings.

    Raises ``PermissionDenied``, or ``ValidationError`` when no column names the innovation or one
    field is filled twice.
    """
    if not by.has_perm("sources.start_run", source):
        raise PermissionDenied(MAP)
    check(plan)
    headings = [column.column for column in plan]
    now = clock.now()
    said = {
        "name": name,
        "headings": headings,
        "columns": [column.as_json() for column in plan],
        "way": way.as_json() if way else {},
        "programme": programme,
        "language": language,
        "by": by,
        "changed_at": now,
    }
    kept, created = Mapping.objects.update_or_create(
        authority=source.authority,
        fingerprint=fingerprint(headings),
        defaults=said,
        create_defaults={**said, "created_at": now},
    )
    verb = "create" if created else "change"
    journal.record(kept, verb, by=by, details={"columns": kept.columns})
    return kept


def check(plan: Plan) -> None:
    """Refuse a plan by which no record could come in."""
    taken = [column for column in plan if column.is_taken and column.convert != MARKED]
    filled = [column.field for column in taken]
    if "title" not in filled:
        raise ValidationError(NO_TITLE, code="no_title")
    twice = next((field for field in filled if filled.count(field) > 1), None)
    if twice:
        label = columns.choice_label(twice)
        raise ValidationError(TWICE, code="twice", params={"field": label})


def chosen_plan(guessed: Plan, fields: Sequence[str]) -> Plan:
    """The guess with the fields somebody chose, one for each column; empty leaves a column out."""
    known = columns.fillable()
    return tuple(
        column if field == column.field and column.is_taken else _chosen(column, field, known)
        for column, field in zip(guessed, fields, strict=True)
    )


def _chosen(column: Column, field: str, known: dict[str, Any]) -> Column:
    if field not in known:
        # Details of people stay out, also where nobody says so again.
        kept = column.field if column.field == columns.PERSONAL else ""
        return replace(column, field=kept, convert=DROP)
    return replace(column, field=field, convert=known[field][1], sure=1.0)


Previewed = tuple[Raw, Mention | None, list[Problem]]


def preview(source: Source, content: bytes, way: Way, kept: Mapping) -> list[Previewed]:
    """The first records as they would be understood; nothing is written."""
    book = Book(source)
    voice = Voice(kept.language, kept.programme, kept.programme)
    found = []
    knows = columns.knows(source.adapter)
    try:
        for record in islice(reading.records(content, way, knows=knows), PREVIEWED):
            plan = plan_from_json(kept.columns, record.values)
            values = leave_personal(record.values, plan)
            raw = Raw(key_of(values, plan), values, record.at)
            found.append((raw, *Speaker(raw, plan, book, voice).mention()))
    except Unfit as unfit:
        raise ValidationError(str(unfit), code="unfit") from unfit
    return found
