"""One record as a mention: every cell read as its column says, and all that stayed unclear."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import FIELDS, AuthorityKind
from simpul.innovations.services.mentions import Mention, Statement
from simpul.organisations.queries.register import OFFICES
from simpul.sources.queries.columns import ALONE, MARKED, MARKS, Column, Plan
from simpul.sources.queries.reading import SECTION
from simpul.sources.queries.reading.cells import LOST, folded, text_of
from simpul.sources.queries.records import FAULT, NOTED, REFUSED, UNRESOLVED, Problem, Raw, Text
from simpul.sources.queries.resolving import Book, Day, Found, Unclear

KEY_DIGITS = 20
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![\w.,/-])(?:\+62|62|0)8\d[\d -]{6,12}\d(?!\w)")
LEFT_OUT = "…"
OFFICE, OFFICER = "office", "officer"
SHORT_FIELDS = frozenset(key for key, spec in FIELDS.items() if spec.kind == "short")


@dataclass(frozen=True)
class Voice:
    """How a source speaks: in which language, for which competition, as what it lists."""

    language: str = "id"
    programme: str = ""
    # The programme that naming a record alone means: a directory, an index.
    listing: str = ""


PLAIN = Voice()


def key_of(values: Mapping[str, Any], plan: Plan) -> str:
    """The number the source gives the record; else one made from what names it."""
    own = _cell(values, plan, "key")
    if own:
        return own[:200]
    named = [folded(_cell(values, plan, name)) for name in ("title", "owner", "year", "award")]
    named += [column.column for column in plan if _is_marked(column, values)]
    return hashlib.sha256("\x1f".join(named).encode()).hexdigest()[:KEY_DIGITS]


def _cell(values: Mapping[str, Any], plan: Plan, name: str) -> str:
    """The first cell that fills a field, as text."""
    filling = (c for c in plan if c.field == name and c.convert != MARKED and c.is_taken)
    return next((text_of(values[c.column]) for c in filling if values.get(c.column)), "")


def _is_marked(column: Column, values: Mapping[str, Any]) -> bool:
    marked = text_of(values.get(column.column, "")).casefold() in MARKS
    return column.convert == MARKED and marked


@dataclass
class Speaker:
    """Reads one record. Made anew for each; nothing is written."""

    raw: Raw
    plan: Plan
    book: Book
    voice: Voice
    problems: list[Problem] = field(default_factory=list)

    def mention(self) -> tuple[Mention | None, list[Problem]]:
        """What the record says; None where it does not even name an innovation."""
        if not self._text("title"):
            self._wrong(
                "title",
                _("It names no innovation."),
                _("Fill in the name of the innovation."),
                REFUSED,
            )
            return None, self.problems
        url = self._url()
        statements = tuple(self._statements(url))
        authority = self.book.authority
        said = Mention(
            scheme=self.book.source.key,
            record_key=self.raw.key,
            authority=authority,
            statements=statements,
            url=url,
            synthetic=authority.kind == AuthorityKind.SYNTHETIC,
        )
        return said, self.problems

    def _statements(self, url: str) -> Iterator[Statement]:
        years = self._years()
        year = years[-1] if years else None
        said: list[tuple[str, Any, str]] = [("title", self._text("title"), "")]
        said += self._place(year)
        said += self._dates(year)
        said += self._terms()
        said += self._texts()
        said += self._awards(years)
        for name, value, wording in said:
            if value not in ("", None, []):
                yield self._statement(name, value, wording, url)

    def _statement(self, name: str, value: Any, wording: str, url: str) -> Statement:
        spoken = FIELDS[name].kind == "text" or name == "title"
        return Statement(
            self.raw.key,
            name,
            value,
            self.book.authority.pk,
            wording=wording,
            language=self.voice.language if spoken else "",
            asserted_on=self._asserted(),
            evidence_url=url,
        )

    def _asserted(self) -> date | None:
        """The day the source was as it is here, where its options say so."""
        text = (getattr(self.book.source, "options", None) or {}).get("as_of", "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            return None

    # --- Cells ----------------------------------------------------------------------------------

    def _columns(self, name: str) -> Iterator[Column]:
        return (column for column in self.plan if column.field == name and column.is_taken)

    def _value(self, name: str) -> Any:
        """The first cell that fills a field."""
        values = (self.raw.values.get(column.column) for column in self._columns(name))
        return next((value for value in values if value not in (None, "")), "")

    def _text(self, name: str) -> str:
        return text_of(self._value(name))

    def _url(self) -> str:
        """The page of the record, where the source names one that a reader can open."""
        text = self._text("url").split(" ")[0]
        if not text:
            return ""
        try:
            parts = urlsplit(text)
        except ValueError:
            return ""
        return text[:1000] if parts.scheme in {"http", "https"} and parts.hostname else ""

    # --- Whose and where ------------------------------------------------------------------------

    def _place(self, year: int | None) -> Iterator[tuple[str, Any, str]]:
        given, unit = self._text("owner"), self._text("unit") or self._office()
        place = text_of(self.raw.values.get(SECTION, "")) or self._text("province")
        owned = self.book.owner(given, unit=unit, year=year, place=self._text("region") or place)
        if owned.unclear:
            self._unclear("owner", given or unit, owned.unclear)
        if owned.note:
            self._note("owner", given, owned.note)
        body = owned.body
        if body:
            yield "owner", body.code, given if given != body.name else ""
        if unit or owned.unit:
            yield "unit", unit or owned.unit, ""
        region = self._found("region", self.book.region, self._value("region"))
        if region and (body is None or body.region is None or body.region.code != region):
            yield "region", region, ""

    def _office(self) -> str:
        """The office that began it. People are not named, whatever the column holds."""
        name = self._text("initiator_name")
        if not name:
            return ""
        who = self.book.terms.initiator(self._text("initiator"))
        first = name.split()[0].strip(".,").casefold()
        return name if who == OFFICE or first in OFFICES else ""

    # --- When -----------------------------------------------------------------------------------

    def _years(self) -> list[int]:
        """The years the record names: one, or each that is marked."""
        marked = [
            int(ALONE.findall(column.column)[-1])
            for column in self.plan
            if _is_marked(column, self.raw.values)
        ]
        if marked:
            return sorted(marked)
        for column in self._columns("year"):
            value = self.raw.values.get(column.column)
            if column.convert != MARKED and value not in (None, ""):
                year = self._found("year", self.book.year, value, kind=FAULT)
                return [year] if year else []
        return []

    def _dates(self, year: int | None) -> Iterator[tuple[str, Any, str]]:
        value = self._value("started_on")
        day = self._found("started_on", self.book.day, value, kind=FAULT)
        if isinstance(day, Day) and day.is_whole:
            yield "started_on", day.isoformat(), _other(value, day.isoformat())
        elif isinstance(day, Day):
            self._note(
                "started_on",
                text_of(value),
                _("The day is not said; only the year %(year)s was taken over.")
                % {"year": day.year},
            )
        shown = year or (day.year if isinstance(day, Day) else None)
        if shown:
            yield "year", shown, ""

    # --- Lists ----------------------------------------------------------------------------------

    def _terms(self) -> Iterator[tuple[str, Any, str]]:
        for name, target in (
            ("sector", "sector"),
            ("affair", "affair"),
            ("goals", "goals"),
            ("stage", "life_status"),
        ):
            value = self._value(name)
            found = self._found(target, lambda cell, name=name: self.book.term(name, cell), value)
            if found:
                yield target, found, "" if name == "goals" else _other(value, found)

    def _awards(self, years: list[int]) -> Iterator[tuple[str, Any, str]]:
        wording = self._text("award")
        programme = self._programme(wording)
        if not programme:
            return
        level = self._level(wording, programme)
        for year in years or [0]:
            if level:
                award = {"programme": programme, "level": level}
                yield "award", award | _said(year=year, wording=wording), ""

    def _programme(self, wording: str) -> str:
        """The competition: said in a column, in the words of the award, or of the whole source."""
        said = self._text("programme")
        if not said and not wording:
            return self.voice.listing
        terms, words = self.book.terms, said or wording
        settled = self.book.learned("programme", words)
        if settled is not None:
            return settled
        found = terms.programme(said) or terms.programme_in(said) if said else ""
        found = found or ("" if said else self.voice.programme or terms.programme_in(wording))
        if not found:
            say = _("It is not said which competition or list “%(text)s” belongs to.")
            fix = _("Name the competition in the mapping, or say which one these words mean.")
            self._unclear("programme", words, Unclear(say % {"text": words[:200]}, fix))
        return found

    def _level(self, wording: str, programme: str) -> str:
        settled = self.book.learned("award", wording) if wording else None
        if settled is not None:
            return settled
        found = self.book.terms.award(wording, programme)
        if isinstance(found, Unclear):
            self._unclear("award", wording, found)
            return ""
        return found.value

    # --- Texts ----------------------------------------------------------------------------------

    def _texts(self) -> Iterator[tuple[str, Any, str]]:
        taken = {"title", "unit"}
        for column in self.plan:
            name = column.field
            is_text = name in FIELDS and (FIELDS[name].kind == "text" or name in SHORT_FIELDS)
            if not column.is_taken or not is_text or name in taken:
                continue
            text = str(self.raw.values.get(column.column) or "").strip()
            if text:
                taken.add(name)
                yield name, self._without_contacts(name, text), ""

    def _without_contacts(self, name: str, text: str) -> str:
        """The text without addresses and numbers of people."""
        bare = PHONE.sub(LEFT_OUT, MAIL.sub(LEFT_OUT, text))
        if bare != text:
            self._note(name, "", _("Addresses and telephone numbers of people were left out."))
        if LOST in text:
            self._wrong(
                name,
                _("Some letters could not be read (%(mark)s).") % {"mark": LOST},
                _("Choose another encoding, or save the file as UTF-8."),
            )
        return bare

    # --- What is wrong --------------------------------------------------------------------------

    def _found(self, name: str, ask, value: Any, *, kind: str = UNRESOLVED) -> Any:
        """What a cell means; nothing, and a problem that says so, where that is not known."""
        if value in (None, ""):
            return None
        answer = ask(value)
        if isinstance(answer, Found):
            if answer.note:
                self._note(name, text_of(value), answer.note)
            return answer.value
        self._unclear(name, text_of(value), answer, kind)
        return None

    def _unclear(self, name: str, given: str, why: Unclear, kind: str = UNRESOLVED) -> None:
        self.problems.append(
            Problem(
                self.raw.key,
                self.raw.at,
                name,
                why.say,
                why.fix,
                kind=kind,
                given=given[:1000],
                candidates=why.candidates,
            )
        )

    def _note(self, name: str, given: str, say: Text) -> None:
        fix = _("Correct it in the source if this is not what it means.")
        self.problems.append(
            Problem(self.raw.key, self.raw.at, name, say, fix, kind=NOTED, given=given[:1000])
        )

    def _wrong(self, name: str, say: Text, fix: Text, kind: str = FAULT) -> None:
        self.problems.append(Problem(self.raw.key, self.raw.at, name, say, fix, kind=kind))


def _other(value: Any, found: Any) -> str:
    """The source's own words, where the value is not them."""
    text = text_of(value)
    return "" if text == str(found) else text


def _said(**parts: Any) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}
