"""What the pages of the wizard show: columns with examples, records as they are understood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from simpul.innovations.models import FIELDS
from simpul.innovations.queries.claiming import Readable, Value
from simpul.innovations.services.mentions import Mention
from simpul.sources.queries.columns import Column
from simpul.sources.queries.reading import Look
from simpul.sources.queries.reading.cells import text_of
from simpul.sources.queries.records import NOTED, REFUSED, Problem, Raw

EXAMPLES = 3
LONGEST_EXAMPLE = 60
LONGEST_VALUE = 160


@dataclass(frozen=True)
class ColumnLine:
    """A column of the file: its first cells, its guess, the box in which it is chosen."""

    column: Column
    box: Any
    examples: Sequence[str]

    @property
    def percent(self) -> int:
        return round(min(self.column.sure, 1.0) * 100)


def column_lines(rows: Iterable[tuple[Column, Any]], seen: Look) -> list[ColumnLine]:
    """Every column with the first different things it holds."""
    found = []
    for column, box in rows:
        cells = (text_of(record.values.get(column.column, "")) for record in seen.sample)
        different = list(dict.fromkeys(filter(None, cells)))[:EXAMPLES]
        found.append(ColumnLine(column, box, [_cut(cell, LONGEST_EXAMPLE) for cell in different]))
    return found


@dataclass(frozen=True)
class ValueLine:
    """One field as it is understood, and as the source wrote it where that differs."""

    label: str
    value: str
    wording: str


@dataclass(frozen=True)
class RecordLine:
    """One record of the preview."""

    at: str
    key: str
    title: str
    values: Sequence[ValueLine]
    problems: Sequence[Problem]
    comes_in: bool

    @property
    def tone(self) -> str:
        if not self.comes_in:
            return "stop"
        return "wait" if any(one.kind != NOTED for one in self.problems) else "ok"


def record_lines(found: Sequence[tuple[Raw, Mention | None, list[Problem]]]) -> list[RecordLine]:
    """The records with the codes they were read as, in words."""
    said = [
        statement for _raw, mention, _wrong in found if mention for statement in mention.statements
    ]
    readable = Readable([Value(statement.field, statement.value) for statement in said])
    return [_record(raw, mention, wrong, readable) for raw, mention, wrong in found]


def _record(
    raw: Raw, mention: Mention | None, wrong: Sequence[Problem], readable: Readable
) -> RecordLine:
    statements = mention.statements if mention else ()
    values = [
        ValueLine(
            str(FIELDS[said.field].label),
            _cut(readable.text(Value(said.field, said.value)), LONGEST_VALUE),
            said.wording,
        )
        for said in statements
        if said.field != "title"
    ]
    title = next((str(said.value) for said in statements if said.field == "title"), "")
    comes_in = mention is not None and not any(one.kind == REFUSED for one in wrong)
    return RecordLine(raw.at, raw.key, title, values, wrong, comes_in)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
