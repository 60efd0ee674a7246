"""Files of rows: spreadsheets, text exports, JSON. A kind only declares what its columns mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from simpul.innovations.services.mentions import Mention
from simpul.sources.queries import columns, reading
from simpul.sources.queries.columns import PERSONAL, Plan, plan_from_json
from simpul.sources.queries.reading import Record, Unfit, Way, fingerprint
from simpul.sources.queries.records import REFUSED, Piece, Problem, Raw, Text
from simpul.sources.queries.resolving import Book
from simpul.sources.services.adapters import ADDRESS, FILE, FILE_ADDRESS, Get
from simpul.sources.services.adapters.speaking import PLAIN, Speaker, Voice, key_of
from simpul.sources.services.faults import Unreadable


@dataclass(frozen=True)
class Table:
    """A kind of file, by what its headings mean; ``voice`` is how it speaks."""

    key: str
    label: Text
    voice: Voice = PLAIN
    takes: tuple[str, ...] = (FILE, ADDRESS)
    is_incremental: bool = False

    def pieces(self, source: Any, *, since: str, get: Get) -> Iterator[Piece]:
        """The one file, with the way it is read and what its columns mean."""
        address = source.address or FILE_ADDRESS
        planned = self.planned(source, get(address).content)
        yield Piece(address, address, planned.as_json())

    def planned(self, source: Any, content: bytes) -> "Planned":
        """How this file is read, and what its columns mean: as kept for its headings, else guessed.

        Raises ``Unreadable``.
        """
        book = Book(source)
        kept = self._as_before(content, book)
        if kept:
            return kept
        try:
            seen = reading.look(content, Way(), knows=columns.knows(self.key))
        except Unfit as unfit:
            raise Unreadable(str(unfit)) from unfit
        sample = [record.values for record in seen.sample]
        return Planned(seen.way, columns.guess(seen.columns, sample, adapter=self.key, book=book))

    def _as_before(self, content: bytes, book: Book) -> "Planned | None":
        """By the mapping kept for these headings, read plainly or in the way it was made for."""
        ways = [{}, *(kept.way for kept in book.mappings.values() if kept.way)]
        for way in ways:
            try:
                seen = reading.look(content, Way.from_json(way), knows=columns.knows(self.key))
            except Unfit:
                continue
            kept = book.mappings.get(fingerprint(seen.columns))
            if kept is None and book.chosen and book.chosen.way == way:
                kept = book.mapping_for(seen.columns)
            if kept:
                plan = plan_from_json(kept.columns, seen.columns)
                return Planned(seen.way, plan, kept.pk)
        return None

    def raws(self, piece: Piece, *, get: Get) -> Iterator[Raw | Problem | Piece]:
        content = get(piece.address).content
        way, plan = Way.from_json(piece.options["way"]), plan_from_json(piece.options["plan"])
        personal = {column.column for column in plan if column.field == PERSONAL}
        try:
            for record in reading.records(content, way, knows=columns.knows(self.key)):
                yield _raw(record, plan, personal)
        except Unfit as unfit:
            raise Unreadable(str(unfit)) from unfit

    def mention(self, raw: Raw, book: Book) -> tuple[Mention | None, list[Problem]]:
        plan, voice = self.plan_for(raw.values, book)
        return Speaker(raw, plan, book, voice).mention()

    def plan_for(self, values: Mapping[str, Any], book: Book) -> tuple[Plan, Voice]:
        """What the columns of this record mean; found out once for records of one shape."""
        names = tuple(values)
        if names not in book.plans:
            book.plans[names] = self._plan_for(names, book)
        return book.plans[names]

    def _plan_for(self, names: tuple[str, ...], book: Book) -> tuple[Plan, Voice]:
        kept = book.mapping_for(names)
        if kept:
            programme = kept.programme or self.voice.programme
            voice = Voice(kept.language, programme, self.voice.listing or kept.programme)
            return plan_from_json(kept.columns, names), voice
        programme = (getattr(book.source, "options", None) or {}).get("programme", "")
        voice = Voice(self.voice.language, programme, programme) if programme else self.voice
        plan = plan_from_json(book.planned) if book.planned else None
        return plan or columns.guess(names, adapter=self.key, book=book), voice


@dataclass(frozen=True)
class Planned:
    """How one file is read and what its columns mean, by a mapping that was kept or not."""

    way: Way
    plan: Plan
    mapping: int | None = None

    def as_json(self) -> dict[str, Any]:
        plan = [column.as_json() for column in self.plan]
        return {"way": self.way.as_json(), "plan": plan, "mapping": self.mapping}


def _raw(record: Record, plan: Plan, personal: set[str]) -> Raw | Problem:
    """The record without details of people; or why it is none."""
    if record.broken:
        return Problem(
            record.at,
            record.at,
            "",
            _("This row cannot be read: %(why)s") % {"why": record.broken[:200]},
            _("Correct the row in the source and send the file again."),
            kind=REFUSED,
        )
    values = {name: value for name, value in record.values.items() if name not in personal}
    if not any(column.field == "title" for column in plan):
        return Problem(
            record.at,
            record.at,
            "title",
            _("No column of this file names the innovation."),
            _("Say in the mapping which column holds the name."),
            kind=REFUSED,
        )
    return Raw(key_of(values, plan), values, record.at)


def leave_personal(values: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """The values without the columns that hold details of people."""
    personal = {column.column for column in plan if column.field == PERSONAL}
    return {name: value for name, value in values.items() if name not in personal}
