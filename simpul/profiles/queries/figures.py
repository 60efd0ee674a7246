"""Results in figures as lines of a text, and such lines as figures again."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import formats, translation

from simpul.innovations.queries.answers import as_date, as_number, is_empty, number_from
from simpul.profiles.queries.days import day_in

# What joins the two figures of a line, and what the words behind them are headed with.
_TO = {"id": "menjadi", "en": "to"}
_METHOD = {"id": "cara mengukur", "en": "measured by"}
_COMPARED = {"id": "pembanding", "en": "compared with"}


def lines_of(rows: Any, language: str) -> str:
    """``Waktu tunggu: 7 hari (1 Januari 2022) menjadi 1 hari (1 Januari 2024)``, a line a row."""
    said = [row for row in rows or () if isinstance(row, Mapping) and not is_empty(row)]
    return "\n".join(_line(row, language) for row in said)


def rows_in(text: str, language: str) -> list[dict[str, Any]] | None:
    """The rows such lines tell; nothing where one of them tells something else."""
    rows = [_row(line, language) for line in text.split("\n")]
    found = [row for row in rows if row is not None]
    return found if len(found) == len(rows) and lines_of(found, language) == text else None


def _line(row: Mapping[str, Any], language: str) -> str:
    unit = str(row.get("unit") or "").strip()
    before = _figure(row.get("baseline"), row.get("baseline_on"), unit, language)
    after = _figure(row.get("latest"), row.get("latest_on"), unit, language)
    head = f"{str(row.get('indicator') or '').strip()}: {before} {_TO[language]} {after}"
    tail = [
        f"; {lead[language]}: {said}"
        for lead, name in ((_METHOD, "method"), (_COMPARED, "comparison"))
        if (said := " ".join(str(row.get(name) or "").split()))
    ]
    return "".join([head, *tail])


def _figure(number: Any, on: Any, unit: str, language: str) -> str:
    shown = "" if number is None else str(number)
    if language == "id" and as_number(shown) is not None:
        shown = shown.replace(".", ",")
    day = as_date(on)
    with translation.override(language):
        told = f"({formats.date_format(day, 'j F Y')})" if day else ""
    return " ".join(part for part in (shown, unit, told) if part)


def _row(line: str, language: str) -> dict[str, Any] | None:
    number = r"(?P<{0}>-?[\d.,]+)"
    figure = number + r"(?: (?P<{1}>[^()]+))? \((?P<{0}_on>[^()]+)\)"
    pattern = (
        r"(?P<indicator>.+?): "
        + figure.format("baseline", "unit")
        + f" {_TO[language]} "
        + figure.format("latest", "unit_after")
        + rf"(?:; {_METHOD[language]}: (?P<method>.+?))?"
        + rf"(?:; {_COMPARED[language]}: (?P<comparison>.+))?"
    )
    found = re.fullmatch(pattern, line)
    if found is None or found["unit"] != found["unit_after"]:
        return None
    days = {name: day_in(found[name]) for name in ("baseline_on", "latest_on")}
    if not all(days.values()):
        return None
    texts = {name: found[name] or "" for name in ("indicator", "unit", "method", "comparison")}
    numbers = {name: _number(found[name], language) for name in ("baseline", "latest")}
    return {**texts, **numbers, **{name: day.isoformat() for name, day in days.items() if day}}


def _number(text: str, language: str) -> str:
    return number_from(text) if language == "id" else text.replace(",", "")


def joined(parts: Sequence[tuple[str, str]]) -> str:
    """Texts one after the other, each but the first under its lead word."""
    return "\n\n".join(f"{lead}: {text}" if lead else text for lead, text in parts if text)


def apart(text: str, leads: Sequence[str]) -> list[str]:
    """The texts that were joined under these lead words; one that is missing is empty."""
    starts: list[tuple[int, int] | None] = [(0, 0)]
    at = 0
    for lead in leads[1:]:
        found = _start(text, f"{lead}: ", at)
        starts.append(found)
        at = found[1] if found else at
    known = [start for start in starts if start is not None]
    ends = [start for start, _content in known[1:]] + [len(text)]
    parts = iter(text[content:end] for (_start, content), end in zip(known, ends, strict=True))
    return [next(parts) if start is not None else "" for start in starts]


def _start(text: str, mark: str, at: int) -> tuple[int, int] | None:
    """Where a part begins: the break before its lead word, and its first letter."""
    if at == 0 and text.startswith(mark):
        return 0, len(mark)
    found = text.find(f"\n\n{mark}", at)
    return (found, found + 2 + len(mark)) if found >= 0 else None
