"""Records of JSON and JSON Lines, each laid flat: ``{"a": {"b": 1}}`` has the column ``a.b``."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .cells import clean

# Where answers of programs keep their rows.
HOLDERS = ("data", "results", "items", "records", "rows", "innovations", "cases")
DEEPEST = 6


class BrokenLine(Exception):
    """A line that is no record."""


def parsed(text: str | bytes) -> Any:
    """What a JSON text says; raises ``ValueError``, also for one nested beyond measure."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def json_records(text: str) -> list[Mapping[str, Any]]:
    """The records of a JSON text: a list, or a map that holds one; raises ``ValueError``."""
    return held(parsed(text))


def held(found: Any) -> list[Mapping[str, Any]]:
    """The records in an answer already read."""
    if isinstance(found, Mapping):
        inner = next((found[name] for name in HOLDERS if name in found), None)
        if isinstance(inner, Mapping):
            return held(inner)
        found = inner if isinstance(inner, list) else [found]
    if not isinstance(found, list):
        raise ValueError("no list of records")
    return [row if isinstance(row, Mapping) else {"": row} for row in found]


def line_records(text: str) -> Iterator[tuple[int, Mapping[str, Any] | BrokenLine]]:
    """The records of JSON Lines, each with the number of its line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = parsed(line)
        except ValueError as error:
            yield number, BrokenLine(str(error))
            continue
        yield number, found if isinstance(found, Mapping) else BrokenLine(line[:80])


def flat(record: Mapping[str, Any], *, under: str = "", depth: int = 0) -> dict[str, Any]:
    """One level of columns; lists of plain values are written with ``;`` between them."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        column = f"{under}.{name}" if under else str(name)
        if isinstance(value, Mapping) and depth < DEEPEST:
            found |= flat(value, under=column, depth=depth + 1)
        elif isinstance(value, list):
            found[column] = _listed(value)
        else:
            found[column] = clean(value)
    return found


def _listed(values: list[Any]) -> Any:
    if any(isinstance(value, Mapping | list) for value in values):
        return json.dumps(values, ensure_ascii=False, default=str)
    return "; ".join(str(cell) for value in values if (cell := clean(value)) != "")
