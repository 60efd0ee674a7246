"""What a letter says from head to foot, as one plain structure.

The PDF, the Word file and the page on which everybody checks a letter are all made from it, and it
is what is frozen: so they can only say the same.
"""

from collections.abc import Iterator
from datetime import date
from itertools import dropwhile, groupby, takewhile
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from simpul.core import clock
from simpul.documents.models import Block, Document, Field, Layout, Letterhead, Party, Signer
from simpul.documents.models.registers import Register
from simpul.documents.queries.letters import issuer_of

from .spelling import day_in_words, long_day, ordinal

Parts = Iterator[dict[str, Any]]

# Stands where the number will be until a draft has one.
NO_NUMBER = "………"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def compose(document: Document) -> dict[str, Any]:
    """The letter as it would be printed now; a draft carries today's date and no number."""
    with translation.override(document.language):
        return _Composer(document).letter()


def letterhead_of(scope) -> dict[str, Any]:
    """What stands at the head of the letters of an office."""
    kind = Register(scope=scope).scope_type
    found = Letterhead.objects.filter(scope_type=kind, scope_id=scope.pk).first()
    if found is None:
        heading = issuer_of(scope).heading(scope)
        found = Letterhead(name=heading.name, above=heading.above, place=heading.place)
    return {
        "above": found.above,
        "name": found.name,
        "address": found.address,
        "contact": found.contact,
        "place": found.place,
        "logo": found.logo_id,
    }


class _Composer:
    """One letter being put together, in the language it is written in."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.kind = document.kind
        self.language = document.language
        self.day: date = document.dated or clock.today()
        self.parties = list(document.parties.all())
        self.signers = list(document.signers.all())
        self.fields = list(document.kind.fields.all())

    def letter(self) -> dict[str, Any]:
        document = self.document
        head = letterhead_of(document.scope)
        return {
            "layout": self.kind.layout,
            "language": self.language,
            "kind": self.kind.label_in(self.language),
            "number": document.number or NO_NUMBER,
            "date": long_day(self.day, self.language),
            "dated": self._dated(head["place"]),
            "meta": self._meta(),
            "title": document.title,
            "head": head,
            "heading": self._heading(),
            "body": list(self._body()),
            "signers": self._signers(head["name"]),
            "copies_label": pgettext("letter", "Copies to:"),
            "copies": self._items(Block.COPIES),
            "validity": self._validity(),
            "check": self._check(),
        }

    # --- The head ------------------------------------------------------------------------------

    def _heading(self) -> list[str]:
        """The lines over the words, from the kind to what it is about."""
        kind = self.kind.label_in(self.language).upper()
        number = pgettext("letter", "NUMBER %(number)s") % {
            "number": self.document.number or NO_NUMBER
        }
        about = [pgettext("letter", "ABOUT"), self.document.title.upper()]
        if self.kind.layout == Layout.AGREEMENT:
            return [kind, *self._between(), *about, number]
        if self.kind.layout in {Layout.CERTIFICATE, Layout.LETTER}:
            return [kind, number]
        if self.kind.layout == Layout.DECREE:
            return [f"{kind} {self._decider()}".strip(), number, *about]
        return [kind, number, *about]

    def _meta(self) -> list[list[str]]:
        """What a letter to somebody begins with: its number, and last what it is about."""
        if self.kind.layout != Layout.LETTER:
            return []
        number = [pgettext("letter", "Number"), self.document.number or NO_NUMBER]
        facts = [
            [field.label_in(self.language), self._line(self._value(field))]
            for field in takewhile(lambda field: field.block == Block.FACT, self.fields)
            if self._value(field)
        ]
        return [number, *facts, [pgettext("letter", "Subject"), self.document.title]]

    def _between(self) -> list[str]:
        names = [party.name.upper() for party in self.parties]
        if not names:
            return []
        lines = [pgettext("letter", "BETWEEN"), names[0]]
        for name in names[1:]:
            lines += [pgettext("letter", "AND"), name]
        return lines

    def _decider(self) -> str:
        return self.signers[0].office.upper() if self.signers else ""

    # --- The words -----------------------------------------------------------------------------

    def _body(self) -> Parts:
        yield from self._opening()
        fields = self.fields
        if self.kind.layout == Layout.LETTER:
            fields = list(dropwhile(lambda field: field.block == Block.FACT, fields))
        for is_fact, group in groupby(fields, key=lambda field: field.block == Block.FACT):
            filled = [field for field in group if self._value(field)]
            if is_fact and filled:
                rows = [
                    [field.label_in(self.language), self._line(self._value(field))]
                    for field in filled
                ]
                yield {"is": "facts", "label": "", "rows": rows}
            elif not is_fact:
                for field in filled:
                    yield from self._part(field, self._value(field))

    def _value(self, field: Field) -> Any:
        return self.document.content.get(field.key)

    def _opening(self) -> Parts:
        layout = self.kind.layout
        if layout in {Layout.AGREEMENT, Layout.MINUTES}:
            words = pgettext("letter", "On this day, %(day)s, we, the undersigned:")
            yield _paragraphs([words % {"day": day_in_words(self.day, self.language)}])
            yield {"is": "parties", "label": "", "rows": self._party_rows()}
        elif layout == Layout.COMMITMENT:
            yield _paragraphs([pgettext("letter", "We, the undersigned:")])
            yield {"is": "parties", "label": "", "rows": self._party_rows()}

    def _party_rows(self) -> list[dict[str, Any]]:
        """Each party with those who stand for it; signers of no party stand for the office."""
        rows = [self._party_row(place, party) for place, party in enumerate(self.parties)]
        alone = [signer for signer in self.signers if signer.party_id is None]
        if alone:
            rows.append({"role": "", "name": "", "people": [_person(signer) for signer in alone]})
        return rows

    def _party_row(self, place: int, party: Party) -> dict[str, Any]:
        role = party.role
        if not role and self.kind.layout == Layout.AGREEMENT:
            named = pgettext("letter", "%(ordinal)s PARTY")
            role = named % {"ordinal": ordinal(place, self.language)}
        people = [_person(signer) for signer in self.signers if signer.party_id == party.pk]
        return {"role": role, "name": party.name, "people": people}

    def _part(self, field: Field, value: Any) -> Parts:
        label = field.label_in(self.language)
        if field.block == Block.PARAGRAPHS:
            yield _paragraphs(_split(value))
        elif field.block == Block.ADDRESSEE:
            yield {"is": "addressee", "label": label, "items": _lines(value)}
        elif field.block == Block.ITEMS:
            yield {"is": "items", "label": label, "items": _marked(_lines(value), "1")}
        elif field.block == Block.GROUNDS:
            yield {"is": "grounds", "label": label, "items": _marked(_lines(value), "a")}
        elif field.block == Block.DECISIONS:
            yield {"is": "decisions", "label": label, "items": self._decisions(_lines(value))}
        elif field.block == Block.ARTICLES:
            yield {"is": "articles", "label": "", "items": self._articles(value)}
        elif field.block == Block.TABLE:
            yield {
                "is": "table",
                "label": label,
                "header": field.columns_in(self.language),
                "rows": value,
            }

    def _decisions(self, texts: list[str]) -> list[dict[str, str]]:
        return [
            {"mark": ordinal(place, self.language), "text": text}
            for place, text in enumerate(texts)
        ]

    def _articles(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        named = pgettext("letter", "Article %(number)d")
        return [
            {
                "mark": named % {"number": place},
                "title": article["title"],
                "items": _clauses(article["items"]),
            }
            for place, article in enumerate(value, start=1)
        ]

    def _items(self, block: str) -> list[str]:
        fields = [field for field in self.fields if field.block == block]
        return [line for field in fields for line in _lines(self._value(field))]

    def _line(self, value: Any) -> str:
        try:
            return long_day(date.fromisoformat(value), self.language)
        except (TypeError, ValueError):
            return str(value)

    # --- The foot ------------------------------------------------------------------------------

    def _signers(self, office_name: str) -> list[dict[str, str]]:
        rows = {party.pk: self._party_row(place, party) for place, party in enumerate(self.parties)}
        return [
            {
                **_person(signer),
                "role": rows[signer.party_id]["role"] if signer.party_id else "",
                "party": rows[signer.party_id]["name"] if signer.party_id else office_name,
            }
            for signer in self.signers
        ]

    def _dated(self, place: str) -> str:
        words = {"place": place, "day": long_day(self.day, self.language)}
        if not place:
            return words["day"]
        if self.kind.layout == Layout.DECREE:
            return pgettext("letter", "Decided in %(place)s on %(day)s") % words
        return f"{place}, {words['day']}"

    def _validity(self) -> str:
        document = self.document
        if document.valid_to is None:
            return ""
        words = pgettext("letter", "Holds from %(first)s to %(last)s.")
        return words % {
            "first": long_day(document.valid_from or self.day, self.language),
            "last": long_day(document.valid_to, self.language),
        }

    def _check(self) -> dict[str, str]:
        document = self.document
        with translation.override(self.language):
            url = f"{settings.SITE_URL}{document.check_url}"
        words = pgettext(
            "letter", "Check this letter and what became of it at %(url)s, code %(code)s."
        )
        return {
            "url": url,
            "code": document.code,
            "words": words % {"url": url, "code": document.code},
        }


def _person(signer: Signer) -> dict[str, str]:
    office = signer.office
    if signer.capacity and office:
        office = f"{signer.capacity} {office}"
    return {"name": signer.name, "office": office or signer.capacity}


def _paragraphs(texts: list[str]) -> dict[str, Any]:
    return {"is": "paragraphs", "label": "", "items": texts}


def _split(text: str) -> list[str]:
    """Paragraphs: what stands between empty lines, each as one line."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


def _lines(value: Any) -> list[str]:
    given = value.splitlines() if isinstance(value, str) else (value or [])
    return [" ".join(line.split()) for line in given if line.strip()]


def _marked(texts: list[str], first: str) -> list[dict[str, str]]:
    """Each with its mark; one that stands alone needs none."""
    if len(texts) == 1:
        return [{"mark": "", "text": texts[0]}]
    return [{"mark": _mark(place, first), "text": text} for place, text in enumerate(texts)]


def _mark(place: int, first: str) -> str:
    if first == "a":
        return f"{LETTERS[place % 26] * (place // 26 + 1)}."
    return f"{place + 1}."


def _clauses(texts: list[str]) -> list[dict[str, str]]:
    if len(texts) == 1:
        return [{"mark": "", "text": texts[0]}]
    return [{"mark": f"({place})", "text": text} for place, text in enumerate(texts, start=1)]
