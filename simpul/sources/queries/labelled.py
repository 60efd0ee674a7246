"""Files of pairs that people have labelled, whatever program wrote them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from simpul.sources.queries.reading.cells import folded, text_of
from simpul.sources.queries.reading.delimited import BrokenRow, mark_of, text_rows
from simpul.sources.queries.reading.encodings import decoded, encoding_of
from simpul.sources.queries.resolving.values import year_from

# What a heading says of a mention, before the letter of its side.
HEADINGS = {
    "id": ("id", "nomor"),
    "title": ("rawtitle", "title", "rawjudul", "judul"),
    "institution": ("rawinstitution", "institution", "rawinstansi", "instansi", "owner"),
    "year": ("year", "rawyear", "tahun"),
}
SIDES = {"a": ("a", "1", "left"), "b": ("b", "2", "right")}
LABEL = ("label", "isduplicate")
KEY = ("pairid", "pair")
SAME = frozenset({"duplicate", "duplikat", "match", "same", "true", "yes", "ya", "1"})
TWO = frozenset(
    {"notduplicate", "nonduplicate", "bukanduplikat", "notmatch", "nonmatch", "different"}
    | {"distinct", "false", "no", "bukan", "tidak", "0"}
)


@dataclass(frozen=True)
class Side:
    """One mention of a pair, as far as the file says it."""

    id: str = ""
    title: str = ""
    institution: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Labelled:
    """One row: two mentions, and whether a person says that they are one innovation."""

    key: str
    a: Side
    b: Side
    is_duplicate: bool


@dataclass
class Labels:
    """All rows of a file; ``unread`` names those that say too little, each with the reason."""

    rows: list[Labelled] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read(path: Path) -> Labels:
    """The pairs of a file; ``ValueError`` names a column that is missing."""
    content = path.read_bytes()
    text = decoded(content, encoding_of(content).name)
    rows = text_rows(text, mark_of(text))
    head = next(rows, [])
    names = _named(head if isinstance(head, list) else [])
    found, keys = Labels(), set[str]()
    for number, row in enumerate(rows, start=1):
        if isinstance(row, BrokenRow):
            found.unread.append(f"{number}: {row}")
        elif any(cell != "" for cell in row):
            cells = {name: text_of(row[at]) for name, at in names if at < len(row)}
            key = cells.get("key") or str(number)
            key = f"{key} ({number})" if key in keys else key
            keys.add(key)
            _add(found, key, cells)
    return found


def _add(found: Labels, key: str, cells: Mapping[str, str]) -> None:
    label = cells.get("label", "")
    if folded(label) not in SAME | TWO:
        found.unread.append(f"{key}: “{label}” says neither duplicate nor not_duplicate")
        return
    a, b = (_side(cells, side) for side in SIDES)
    found.rows.append(Labelled(key, a, b, folded(label) in SAME))


def _side(cells: Mapping[str, str], side: str) -> Side:
    year = year_from(cells.get(f"year_{side}", ""))
    return Side(
        cells.get(f"id_{side}", ""),
        cells.get(f"title_{side}", ""),
        cells.get(f"institution_{side}", ""),
        year.value if year else None,
    )


def _named(head: Iterable[object]) -> list[tuple[str, int]]:
    """Which place of a row holds what; the first heading that fits is taken."""
    places: dict[str, int] = {}
    for at, heading in enumerate(head):
        places.setdefault(folded(heading), at)
    found = [
        (name, next(places[one] for one in headings if one in places))
        for name, headings in _wanted()
        if any(one in places for one in headings)
    ]
    has = {name for name, _at in found}
    if "label" not in has:
        raise ValueError("the column “label” is missing")
    for side in SIDES:
        if not has & {f"id_{side}", f"title_{side}"}:
            raise ValueError(f"the columns “id_{side}” and “raw_title_{side}” are missing")
    return found


def _wanted() -> Iterator[tuple[str, list[str]]]:
    yield "label", list(LABEL)
    yield "key", list(KEY)
    for side, letters in SIDES.items():
        for name, words in HEADINGS.items():
            yield f"{name}_{side}", [word + letter for letter in letters for word in words]
