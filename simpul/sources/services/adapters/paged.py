"""Interfaces that answer JSON, page by page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.innovations.services.mentions import Mention
from simpul.sources.queries import columns
from simpul.sources.queries.reading.structured import flat, held, parsed
from simpul.sources.queries.records import REFUSED, Piece, Problem, Raw, Text
from simpul.sources.queries.resolving import Book
from simpul.sources.services.adapters import ADDRESS, Get
from simpul.sources.services.adapters.speaking import PLAIN, Speaker, Voice, key_of
from simpul.sources.services.adapters.tables import leave_personal
from simpul.sources.services.faults import Unreadable

# A source that always names one page more would keep a worker for ever.
MOST_PAGES = 100_000
JSON_ONLY = {"Accept": "application/json"}
Found = Mapping[str, Any]
Shape = Callable[[Found], dict[str, Any]]


@dataclass(frozen=True)
class Paged:
    """An interface whose pages hold records under known names.

    ``turn`` finds the next page; ``shape`` lays a record out as columns; ``first`` says what is
    asked for where the address does not.
    """

    key: str
    label: Text
    turn: Callable[[str, Any, int], str]
    shape: Shape = flat
    voice: Voice = PLAIN
    first: tuple[tuple[str, str], ...] = ()
    since_name: str = ""
    takes: tuple[str, ...] = (ADDRESS,)

    @property
    def is_incremental(self) -> bool:
        return bool(self.since_name)

    def pieces(self, source: Any, *, since: str, get: Get) -> Iterator[Piece]:
        asked = dict(self.first)
        if self.since_name and since:
            asked[self.since_name] = since
        address = asking(source.address, asked)
        yield Piece(address, address, {"page": 1})

    def raws(self, piece: Piece, *, get: Get) -> Iterator[Raw | Problem | Piece]:
        page = int(piece.options.get("page", 1))
        answer = get(piece.address, headers=JSON_ONLY)
        found = _json(answer.content)
        rows = _rows(found)
        for number, row in enumerate(rows, start=1):
            at = _("page %(page)d, record %(number)d") % {"page": page, "number": number}
            yield self._raw(row, at)
        onward = self.turn(answer.address, found, len(rows))
        if onward and rows:
            refuse_endless(page)
            if urlsplit(onward).netloc != urlsplit(answer.address).netloc:
                raise Unreadable(
                    _("The next page stands on another machine: %(address)s") % {"address": onward}
                )
            yield Piece(onward, onward, {"page": page + 1})

    def _raw(self, row: Mapping[str, Any], at: str) -> Raw | Problem:
        values = self.shape(row)
        plan = columns.guess(tuple(values), adapter=self.key)
        kept = leave_personal(values, plan)
        if not any(column.field == "title" and kept.get(column.column) for column in plan):
            return Problem(
                at,
                at,
                "title",
                gettext_lazy("It names no innovation."),
                gettext_lazy("Ask whoever runs the interface what the record is."),
                kind=REFUSED,
            )
        return Raw(key_of(kept, plan), kept, at)

    def mention(self, raw: Raw, book: Book) -> tuple[Mention | None, list[Problem]]:
        names = tuple(raw.values)
        if names not in book.plans:
            kept = columns.guess(names, adapter=self.key, book=book)
            book.plans[names] = (kept, self.voice)
        plan, voice = book.plans[names]
        return Speaker(raw, plan, book, voice).mention()


def refuse_endless(page: int) -> None:
    """Stop where a source goes on naming further pages: what came in would look whole."""
    if page >= MOST_PAGES:
        raise Unreadable(
            _("The source names more than %(count)d pages; there is no end to it.")
            % {"count": MOST_PAGES}
        )


def asking(address: str, more: Mapping[str, str]) -> str:
    """The address with these questions, where it does not ask them itself."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit(parts._replace(query=urlencode({**more, **asked})))


def asked_anew(address: str, changes: Mapping[str, str]) -> str:
    """The address with these questions asked differently."""
    parts = urlsplit(address)
    asked = {**dict(parse_qsl(parts.query, keep_blank_values=True)), **changes}
    return urlunsplit(parts._replace(query=urlencode(asked)))


def _json(content: bytes) -> Any:
    try:
        return parsed(content)
    except ValueError as error:
        raise Unreadable(_("The answer is no readable JSON: %(why)s") % {"why": error}) from error


def _rows(found: Any) -> list[Mapping[str, Any]]:
    try:
        return held(found)
    except ValueError as error:
        raise Unreadable(_("The answer holds no list of records.")) from error


# --- Turning pages -----------------------------------------------------------------------------


def by_link(address: str, found: Any, count: int) -> str:
    """The next page as the answer names it: ``next``, ``next_page_url``, ``links.next``."""
    if not isinstance(found, Mapping):
        return ""
    links = found.get("links")
    places = [found, links if isinstance(links, Mapping) else {}, found.get("meta") or {}]
    for place in places:
        for name in ("next", "next_page_url", "nextPage"):
            onward = place.get(name) if isinstance(place, Mapping) else None
            if isinstance(onward, Mapping):
                onward = onward.get("href")
            if isinstance(onward, str) and onward:
                return urljoin(address, onward)
    return ""


def by_number(address: str, found: Any, count: int) -> str:
    """The next number, while there are pages left or a page came full."""
    named = by_link(address, found, count)
    if named or not count:
        return named
    asked = dict(parse_qsl(urlsplit(address).query))
    page = int(asked["page"]) if asked.get("page", "").isdecimal() else 1
    last = _last_page(found)
    if last is not None:
        return asked_anew(address, {"page": str(page + 1)}) if page < last else ""
    return ""


def _last_page(found: Any) -> int | None:
    if not isinstance(found, Mapping):
        return None
    meta = found.get("meta") or found.get("pagination")
    for place in (found, meta if isinstance(meta, Mapping) else {}):
        for name in ("last_page", "total_pages", "totalPages", "pageCount", "pages"):
            if isinstance(place.get(name), int):
                return place[name]
    return None
