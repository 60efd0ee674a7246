"""What a filled form says about a record, so that packing it again gives the same form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simpul.innovations.models import FIELDS
from simpul.innovations.queries.precedence import Slot
from simpul.profiles.models import FormField, Kind
from simpul.profiles.queries.converting import FILED, MANY, slots_of
from simpul.profiles.queries.filling import value_of
from simpul.profiles.queries.forms import Asked, mappings_of
from simpul.profiles.queries.reading import Answered, Fault, read
from simpul.profiles.queries.saying import Body, Said


@dataclass(frozen=True)
class Note:
    """Something that stood in the file and has no place in the form or the record."""

    heading: str
    text: str


@dataclass(frozen=True)
class Unpacked:
    """What came in: for the record, for the form alone, and what a person has to look at."""

    values: Mapping[Slot, Any]
    answers: Mapping[str, Any]
    faults: Sequence[Fault] = ()
    notes: Sequence[Note] = field(default_factory=list)


def unpacked(given: Mapping[str, Any], asked: Asked, *, owner: Body | None = None) -> Unpacked:
    """Read every answer; what the record cannot say again exactly is kept for the form alone."""
    read_all = {row.key: read(row, given.get(row.key), asked) for row in asked.fields}
    values = _values(read_all, asked)
    said = Said(values=values, owner=owner)
    answers = {
        row.key: read_all[row.key].value
        for row in asked.fields
        if row.kind not in FILED and not _says_again(row, read_all[row.key].value, asked, said)
    }
    faults = [fault for each in read_all.values() for fault in each.faults]
    notes = [Note(asked.by_key[fault.field].label, fault.given) for fault in faults]
    notes += _unknown(given, asked)
    return Unpacked(values, answers, faults, notes)


def _values(read_all: Mapping[str, Answered], asked: Asked) -> dict[Slot, Any]:
    values: dict[Slot, Any] = {}
    for row in asked.fields:
        answered, mappings = read_all[row.key], mappings_of(row)
        slots = slots_of(answered.value, row.kind, mappings, asked.book, asked.language)
        if answered.partly and mappings:
            slots = {(mappings[0].record, ""): answered.partly}
        # The first field of the form that says something of the record is the one that counts.
        values |= {slot: value for slot, value in slots.items() if slot not in values}
    return {slot: value for slot, value in values.items() if slot[0] in FIELDS}


def _says_again(row: FormField, value: Any, asked: Asked, said: Said) -> bool:
    """Whether the record would fill this field with the same answer."""
    if value in ("", []):
        return True
    again, _parts = value_of(row, asked, said, asked.language)
    if row.kind in MANY or row.kind == Kind.CHOICES:
        order = {choice.code: at for at, choice in enumerate(asked.choices(row))}
        return sorted(again, key=lambda code: order.get(code, 0)) == value
    return again == value


def _unknown(given: Mapping[str, Any], asked: Asked) -> list[Note]:
    return [
        Note(str(name), str(text))
        for name, text in given.items()
        if name not in asked.by_key and str(text).strip()
    ]
