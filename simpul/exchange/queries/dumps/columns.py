"""What a set of data is: columns with their kinds, and how a row is written."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

Row = Mapping[str, Any]
Words = str | Promise

# Names of several values in one cell stand apart like this.
JOINT = "; "

# The kind of a column -> its kind in a column store.
KINDS = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(20, 4)",
    "number": "DOUBLE",
    "date": "DATE",
    "instant": "TIMESTAMPTZ",
    "flag": "BOOLEAN",
    "texts": "VARCHAR[]",
    "integers": "BIGINT[]",
}


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its kind, what it means; ``parts`` make a list of rows."""

    key: str
    about: Words
    kind: str = "text"
    parts: Sequence["Column"] = ()

    @property
    def stored_as(self) -> str:
        """The kind in a column store."""
        if not self.parts:
            return KINDS[self.kind]
        inner = ", ".join(f'"{part.key}" {part.stored_as}' for part in self.parts)
        return f"STRUCT({inner})[]"

    def as_data(self) -> dict[str, Any]:
        """The column as a manifest describes it, in both languages."""
        told = {"name": self.key, "kind": "rows" if self.parts else self.kind}
        told |= {f"title_{language}": text for language, text in both(self.about).items()}
        return told | ({"fields": [part.as_data() for part in self.parts]} if self.parts else {})


@dataclass(frozen=True)
class Dataset:
    """A set of data with its words, columns and rows; ``rows`` reads piece by piece."""

    key: str
    title: Words
    about: Words
    columns: Sequence[Column]
    rows: Callable[[], Iterator[Row]]

    @property
    def header(self) -> list[str]:
        return [column.key for column in self.columns]


def both(words: Words) -> dict[str, str]:
    """Words in every language of the site."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(words)
    return found


def as_line(dataset: Dataset, row: Row) -> str:
    """A row as a line of JSON, its names in the order of the columns."""
    told = {column.key: row[column.key] for column in dataset.columns}
    return json.dumps(told, default=_plain, ensure_ascii=False, separators=(",", ":"))


def as_cell(column: Column, value: Any) -> Any:
    """A value as one cell of a table: lists joined, rows as JSON."""
    if column.parts:
        return json.dumps(value, default=_plain, ensure_ascii=False) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return JOINT.join(map(str, value))
    return _plain(value) if isinstance(value, (datetime, date, Decimal)) else value


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else str(value)


def rows_of(values: Iterable[Sequence[Any]], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rows under their names; a text that is not known is an empty text."""
    for row in values:
        yield dict(zip(names, row, strict=True))
