"""What components take when one value is not enough: plain rows, without a model or a query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from simpul.ui.hooks import Words


@dataclass(frozen=True)
class Tag:
    """A quiet fact about a record; an award is shown in turmeric."""

    label: Words
    award: bool = False
    url: str = ""


@dataclass(frozen=True)
class Status:
    """A state in words; ``tone`` is ok, wait, stop, info or none, the shape of its knot."""

    label: Words
    tone: str = "none"


@dataclass(frozen=True)
class RecordRow:
    """One row of a list of innovations.

    ``title``, ``long_title`` and ``summary`` may be safe strings that mark found words.
    """

    id: str
    title: Words
    url: str
    long_title: Words = ""
    owner: Words = ""
    place: Words = ""
    year: int | None = None
    summary: Words = ""
    language: str = "id"
    family: str = ""
    completeness: float = 0.0
    tags: Sequence[Tag] = ()
    statuses: Sequence[Status] = ()
    evidence: int | None = None
    note: Words = ""


@dataclass(frozen=True)
class FacetOption:
    """A choice of a facet and how many rows it would show."""

    value: str
    label: Words
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """A group of choices.

    ``find`` is the words typed to narrow a long list (``find_name`` names that box in the address;
    empty means that the list is short). ``total`` says how many choices there are in all.
    """

    name: str
    label: Words
    options: Sequence[FacetOption]
    open: bool = False
    find_name: str = ""
    find: str = ""
    total: int | None = None

    @property
    def hidden(self) -> int:
        """Choices that are not listed."""
        return max(0, (self.total or 0) - len(self.options))


@dataclass(frozen=True)
class Fact:
    """A term and its value; an unknown value is said, not left out."""

    term: Words
    value: Any = None
    url: str = ""
    language: str = ""


@dataclass(frozen=True)
class Event:
    """A knot on a thread. ``tone`` is empty for what happened, ``now`` or ``next``."""

    title: Words
    when: Words = ""
    text: Words = ""
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Bar:
    """A name and a number, in a chart or a ranking."""

    label: Words
    value: float
    url: str = ""


@dataclass(frozen=True)
class Area:
    """One area of a map: outline, name, number, the page it opens and where its label stands."""

    name: Words
    path: str
    value: float | None = None
    url: str = ""
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table; ``hidden`` heads are read aloud only."""

    label: Words
    numeric: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Line:
    """A row of the woven chart: its label, its dye and one count for each column."""

    label: Words
    counts: Sequence[int] = field(default_factory=tuple)
