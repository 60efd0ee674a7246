"""A form filled from what a record says: field by field, with what is wrong and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import formats
from django.utils.translation import override

from simpul.innovations.models import Evidence
from simpul.innovations.queries.answers import as_date
from simpul.profiles.models import Form, FormField, Kind
from simpul.profiles.queries import measuring
from simpul.profiles.queries.converting import (
    CODED,
    FILED,
    LANGUAGES,
    MANY,
    Part,
    codes_of,
    parts_of,
    text_of,
)
from simpul.profiles.queries.forms import Asked, mappings_of, vocabulary_of
from simpul.profiles.queries.measuring import Trouble
from simpul.profiles.queries.saying import Said


@dataclass(frozen=True)
class Packed:
    """One field of the form as it would be typed.

    ``value`` is what the form takes: text, an ISO day, a code, a list of codes or of keys of
    files. ``shown`` is the same in words; ``other`` the text in the other language.
    """

    field: FormField
    value: Any
    shown: str
    other: str = ""
    other_language: str = ""
    # Written for this form alone, in the place of what the record gives.
    is_own: bool = False
    given: str = ""
    parts: Sequence[Part] = ()
    troubles: Sequence[Trouble] = ()
    evidence: Sequence[Evidence] = ()

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def is_filled(self) -> bool:
        return self.value not in ("", [])

    @property
    def length(self) -> int:
        return measuring.length(self.field, self.value) if self.field.kind == Kind.TEXT else 0

    @property
    def limit(self) -> str:
        return measuring.limit_words(self.field)

    @property
    def counts(self) -> bool:
        """Say whether a length is worth showing."""
        return self.field.kind == Kind.TEXT and bool(self.field.most or self.field.least)

    @property
    def is_spoken(self) -> bool:
        """Say whether it stands in languages, so that two may be shown side by side."""
        return self.field.kind == Kind.TEXT or bool(self.other)

    @property
    def sides(self) -> list[tuple[str, str]]:
        """The answer by language, the source language first."""
        mine = "en" if self.other_language == "id" else "id"
        texts = {mine: self.shown, self.other_language: self.other}
        return [(language, texts[language]) for language in LANGUAGES]

    @property
    def blocks(self) -> bool:
        return any(trouble.blocks for trouble in self.troubles)

    @property
    def sources(self) -> list[str]:
        """The fields of the record that fill it."""
        return [part.record for part in self.parts]

    def has(self, rule: str) -> bool:
        return any(trouble.rule == rule for trouble in self.troubles)


@dataclass(frozen=True)
class Package:
    """A record as one form wants it."""

    asked: Asked
    fields: Sequence[Packed]
    language: str

    @property
    def form(self) -> Form:
        return self.asked.form

    @cached_property
    def by_key(self) -> dict[str, Packed]:
        return {packed.key: packed for packed in self.fields}

    @property
    def values(self) -> dict[str, Any]:
        """What would be typed, by key; fields without an answer are left out."""
        return {packed.key: packed.value for packed in self.fields if packed.is_filled}

    @property
    def missing(self) -> list[Packed]:
        return [packed for packed in self.fields if packed.has(measuring.MISSING)]

    @property
    def untranslated(self) -> list[Packed]:
        return [packed for packed in self.fields if packed.has(measuring.UNTRANSLATED)]

    @property
    def too_long(self) -> list[Packed]:
        return [packed for packed in self.fields if packed.has(measuring.TOO_LONG)]

    @property
    def wrong(self) -> list[Packed]:
        """Every field the form would refuse, in its order."""
        return [packed for packed in self.fields if packed.blocks]

    @property
    def required(self) -> list[Packed]:
        return [packed for packed in self.fields if packed.field.required]

    @property
    def ready(self) -> int:
        """How many required fields could be typed as they stand."""
        return sum(packed.is_filled and not packed.blocks for packed in self.required)

    @property
    def share(self) -> float:
        return self.ready / len(self.required) if self.required else 1.0

    @property
    def is_ready(self) -> bool:
        return not self.wrong

    @property
    def sections(self) -> list[tuple[str, list[Packed]]]:
        by_key = self.by_key
        return [(name, [by_key[row.key] for row in rows]) for name, rows in self.asked.sections]


def filled(asked: Asked, said: Said, *, language: str = "") -> Package:
    """Fill a form; nothing is asked of the database."""
    spoken = language or asked.language
    return Package(asked, [_packed(field, asked, said, spoken) for field in asked.fields], spoken)


def value_of(field: FormField, asked: Asked, said: Said, language: str) -> tuple[Any, list[Part]]:
    """What a record itself gives in one field, and the parts it came from."""
    mappings = mappings_of(field)
    if field.kind in FILED:
        return [], []
    if field.kind in CODED:
        codes = codes_of(mappings, said, asked.book)
        return (codes if field.kind in MANY else next(iter(codes), "")), []
    parts = parts_of(mappings, said, asked.book)
    return text_of(parts, language), parts


def _packed(field: FormField, asked: Asked, said: Said, language: str) -> Packed:
    given, parts = value_of(field, asked, said, language)
    is_own = field.key in said.answers
    value = said.answers[field.key] if is_own else given
    evidence = _files(field, value, said, parts)
    if field.kind in FILED:
        value = [row.pk for row in evidence]
    other = next(each for each in LANGUAGES if each != language)
    has_other = field.kind == Kind.TEXT or any("id" in part.texts for part in parts)
    known = [choice.code for choice in asked.choices(field)]
    return Packed(
        field=field,
        value=value,
        shown=in_words(field, value, asked, language, evidence),
        other=text_of(parts, other) if has_other else "",
        other_language=other,
        is_own=is_own,
        given=in_words(field, given, asked, language, ()) if is_own else "",
        parts=parts,
        troubles=measuring.troubles(
            field, value, known=known, parts=() if is_own else parts, language=language
        ),
        evidence=evidence,
    )


def _files(field: FormField, value: Any, said: Said, parts: Sequence[Part]) -> list[Evidence]:
    """The files chosen for a field, or those that stand with the fields that fill it."""
    if field.kind in FILED:
        chosen = set(value if isinstance(value, list) else [])
        return [row for row in said.evidence if row.pk in chosen]
    if not field.takes_evidence:
        return []
    sources = {part.record for part in parts}
    return [row for row in said.evidence if row.field in sources]


def in_words(
    field: FormField, value: Any, asked: Asked, language: str, evidence: Sequence[Evidence]
) -> str:
    """An answer as somebody types it: labels for codes, names for files, days in words."""
    if field.kind in FILED:
        return "; ".join(row.file.name for row in evidence)
    if field.kind in CODED:
        codes = value if isinstance(value, list) else [value] if value else []
        vocabulary = vocabulary_of(field)
        return "; ".join(asked.book.label(vocabulary, str(code), language) for code in codes)
    day = as_date(value) if field.kind == Kind.DATE else None
    if day is None:
        return str(value)
    with override(language):
        return formats.date_format(day, "j F Y")
