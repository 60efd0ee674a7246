"""From a record to a field of a form and back: one pair of functions for each conversion."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simpul.innovations.models import FIELDS
from simpul.innovations.queries.answers import as_date
from simpul.innovations.queries.precedence import Slot
from simpul.profiles.models import Kind, Way
from simpul.profiles.models import Mapping as Map
from simpul.profiles.queries.book import Book
from simpul.profiles.queries.figures import apart, joined, lines_of, rows_in
from simpul.profiles.queries.saying import Said

# Kinds whose value is a list of codes or keys.
MANY = frozenset({Kind.CHOICES, Kind.FILES, Kind.FILE})
CODED = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YESNO})
FILED = frozenset({Kind.FILE, Kind.FILES})
LANGUAGES = ("id", "en")
COUNTRY = "ID"


@dataclass(frozen=True)
class Part:
    """What one field of the record gives, by language; ``mixed`` where names stay Indonesian."""

    record: str
    texts: Mapping[str, str]
    lead: Mapping[str, str]
    mixed: bool = False

    def text(self, language: str) -> str:
        return self.texts.get(language) or self.texts.get("") or ""

    @property
    def is_said(self) -> bool:
        return bool(self.texts)


Codes = list[str]
Out = Callable[[Said, Map, Book], Mapping[str, str] | Codes]


# --- Out ---------------------------------------------------------------------------------------


def _texts(said: Said, mapping: Map, book: Book) -> Mapping[str, str]:
    return said.texts(mapping.record)


def _figures(said: Said, mapping: Map, book: Book) -> Mapping[str, str]:
    rows = said.value(mapping.record)
    return {lang: text for lang in LANGUAGES if (text := lines_of(rows, lang))}


def _date(said: Said, mapping: Map, book: Book) -> Mapping[str, str]:
    day = as_date(said.value(mapping.record))
    return {"": day.isoformat()} if day else {}


def _year(said: Said, mapping: Map, book: Book) -> Mapping[str, str]:
    value = said.value(mapping.record)
    day = as_date(value)
    number = day.year if day else value
    return {"": str(number)} if number else {}


def _codes(said: Said, mapping: Map, book: Book) -> Codes:
    value = said.value(mapping.record)
    if mapping.record == "affair" and not value:
        value = book.affairs.get(str(said.value("sector")), "")
    ours = value if isinstance(value, list) else [value]
    found = [
        theirs for code in ours if code for theirs in book.theirs(mapping.crosswalk, str(code))
    ]
    return list(dict.fromkeys(found))


def _institution(said: Said, mapping: Map, book: Book) -> Mapping[str, str]:
    return {"": said.owner.name} if said.owner else {}


def _level(said: Said, mapping: Map, book: Book) -> Codes:
    return book.theirs(mapping.crosswalk, said.owner.level) if said.owner else []


def _country(said: Said, mapping: Map, book: Book) -> Mapping[str, str]:
    return {"": COUNTRY} if said.owner else {}


def _contact(said: Said, mapping: Map, book: Book) -> Mapping[str, str]:
    contact = said.private.get("contact")
    part = mapping.record.partition(".")[2]
    text = str(contact.get(part) or "") if isinstance(contact, Mapping) else ""
    return {"": text} if text else {}


def _won(said: Said, mapping: Map, book: Book) -> Codes:
    return ["yes"] if _tops(said, mapping, book) else []


def _awards(said: Said, mapping: Map, book: Book) -> Mapping[str, str]:
    tops = _tops(said, mapping, book)
    return {"": "; ".join(tops)} if tops else {}


def _tops(said: Said, mapping: Map, book: Book) -> list[str]:
    return [won.words for won in said.awards if "yes" in book.theirs(mapping.crosswalk, won.level)]


# --- In ----------------------------------------------------------------------------------------

Slots = dict[Slot, Any]
Into = Callable[[Any, Map, Book, str], Slots]


def _spoken(text: Any, mapping: Map, book: Book, language: str) -> Slots:
    kind = FIELDS[mapping.record].kind
    return {(mapping.record, language if kind == "text" else ""): text} if text else {}


def _named(text: Any, mapping: Map, book: Book, language: str) -> Slots:
    # A draft needs a name in the language of its form; what it is called elsewhere stays an answer.
    return {("title", "id"): text} if text else {}


def _figured(text: Any, mapping: Map, book: Book, language: str) -> Slots:
    rows = rows_in(text, language)
    return {(mapping.record, ""): rows} if rows else {}


def _dated(value: Any, mapping: Map, book: Book, language: str) -> Slots:
    return {(mapping.record, ""): value} if value else {}


def _numbered(value: Any, mapping: Map, book: Book, language: str) -> Slots:
    return {(mapping.record, ""): int(value)} if str(value).isdecimal() else {}


def _coded(value: Any, mapping: Map, book: Book, language: str) -> Slots:
    codes = value if isinstance(value, list) else [value]
    ours = list(dict.fromkeys(our for code in codes for our in book.ours(mapping.crosswalk, code)))
    # How far it is: the last of several stages. Of everything else nobody chooses for the author.
    if len(ours) != 1 and mapping.record != "life_status":
        return {}
    return {(mapping.record, ""): ours[-1]} if ours else {}


def _goals(value: Any, mapping: Map, book: Book, language: str) -> Slots:
    numbers = sorted(int(code) for code in value if str(code).isdecimal())
    return {(mapping.record, ""): numbers} if numbers else {}


def _nothing(value: Any, mapping: Map, book: Book, language: str) -> Slots:
    return {}


CONVERSIONS: dict[str, tuple[Out, Into]] = {
    "text": (_texts, _spoken),
    "title": (_texts, _named),
    "short": (_texts, _spoken),
    "link": (_texts, _spoken),
    "figures": (_figures, _figured),
    "date": (_date, _dated),
    "year": (_year, _numbered),
    "code": (_codes, _coded),
    "codes": (_codes, _coded),
    "goals": (_codes, _goals),
    # Whose it is stands with the draft; the form names it in words.
    "institution": (_institution, _nothing),
    "institution_level": (_level, _nothing),
    "country": (_country, _nothing),
    "contact": (_contact, _nothing),
    "won": (_won, _nothing),
    "awards": (_awards, _nothing),
}


# --- Whole fields ------------------------------------------------------------------------------


def parts_of(mappings: Sequence[Map], said: Said, book: Book) -> list[Part]:
    """What every mapping of a text gives; those that say nothing stand empty."""
    return [_part(mapping, said, book) for mapping in mappings if mapping.way != Way.IN]


def _part(mapping: Map, said: Said, book: Book) -> Part:
    given = CONVERSIONS[mapping.convert][0](said, mapping, book)
    texts = given if isinstance(given, Mapping) else {"": "; ".join(given)}
    lead = {language: mapping.lead(language) for language in LANGUAGES}
    return Part(mapping.record, texts, lead, mixed=mapping.convert == "figures")


def text_of(parts: Sequence[Part], language: str) -> str:
    """The parts as one text; with one that stands for others, the first that says something."""
    if not any(part.lead["id"] for part in parts):
        return next((part.text(language) for part in parts if part.text(language)), "")
    return joined([(part.lead[language], part.text(language)) for part in parts])


def codes_of(mappings: Sequence[Map], said: Said, book: Book) -> Codes:
    """The codes a record gives, from the first mapping that gives any."""
    for mapping in mappings:
        given = CONVERSIONS[mapping.convert][0](said, mapping, book)
        if mapping.way != Way.IN and given:
            return list(given)
    return []


def slots_of(value: Any, kind: str, mappings: Sequence[Map], book: Book, language: str) -> Slots:
    """What one field of a form says about the record; empty where it says nothing."""
    taken = [mapping for mapping in mappings if mapping.way != Way.OUT]
    if not taken or value in ("", []):
        return {}
    if kind != Kind.TEXT:
        mapping = taken[0]
        return CONVERSIONS[mapping.convert][1](value, mapping, book, language)
    return _texts_of(value, taken, book, language)


def _texts_of(text: str, mappings: Sequence[Map], book: Book, language: str) -> Slots:
    found: Slots = {}
    texts = apart(text, [mapping.lead(language) for mapping in mappings])
    for mapping, said in zip(mappings, texts, strict=True):
        slots = CONVERSIONS[mapping.convert][1](said, mapping, book, language) if said else {}
        if said and not slots:
            # A part that reads as nothing else stays where it stood, with the text as a whole.
            first = mappings[0]
            return CONVERSIONS[first.convert][1](text, first, book, language)
        found |= slots
    return found
