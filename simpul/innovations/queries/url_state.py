"""What a visitor asks of the catalogue, as it stands in the address: read, checked, written."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

TEXT_LIMIT = 1000
VALUES_LIMIT = 50
SIZES = (10, 20, 50, 100)
DEFAULT_SIZE = 20
# Nobody reads further by hand; who needs every row takes the download.
DEPTH_LIMIT = 10_000

RELEVANCE, NEWEST, TITLE, YEAR, EVIDENCE, DISTANCE = SORTS = (
    "relevance",
    "newest",
    "title",
    "year",
    "evidence",
    "distance",
)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
# How the codes of each filter are written; whether one exists is asked of the lists later.
FILTERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "kind": _CODE,
        "province": re.compile(r"[0-9]{2}"),
        "regency": re.compile(r"[0-9]{2}\.[0-9]{2}"),
        "sector": _CODE,
        "year": re.compile(r"(?:19|20)[0-9]{2}"),
        "award": _CODE,
        "source": _CODE,
        "owner": _CODE,
        "affair": re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?"),
        "goal": re.compile(r"1[0-7]|[1-9]"),
        "stage": _CODE,
        "hub": _CODE,
        "state": re.compile(r"listed|verified"),
    }
)
# How the page is looked at, not what is asked: words searched within a long facet, and for programs
# the names of the facets to count.
FIND = "find_"
COUNTED = "facets"
_SINGLE = ("q", "exact", "sort", "page", "size", "lat", "lng", COUNTED)
# Added by other sites to links; not the visitor's doing, so nothing is said about them.
_FOREIGN = re.compile(r"utm_.*|fbclid|gclid|msclkid|ref|_")

Params = Mapping[str, str | list[str]]


def whole(text: str | None, default: int = 0) -> int:
    """The number that was sent; ``default`` for what is none, or is longer than any of ours."""
    return int(text) if text and text.isdecimal() and len(text) < 12 else default


@dataclass(frozen=True)
class Problem:
    """Something asked that was left out: where it stood, what it was, and what to do."""

    name: str
    value: str
    message: str | Promise


@dataclass(frozen=True)
class CatalogueQuery:
    """Words, filters, order and page; equal questions have equal addresses."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    size: int = DEFAULT_SIZE
    lat: float | None = None
    lng: float | None = None
    # Only the words as written: no synonyms, no correction.
    exact: bool = False

    @property
    def order(self) -> str:
        """The order in force: what was chosen, else by relevance for words and the newest first."""
        if self.sort and (self.text or self.sort != RELEVANCE):
            return self.sort
        return RELEVANCE if self.text else NEWEST

    @property
    def has_place(self) -> bool:
        return self.lat is not None and self.lng is not None

    @property
    def is_plain(self) -> bool:
        """Whether this is the whole catalogue: no words and no filters."""
        return not self.text and not self.filters

    def values(self, name: str) -> tuple[str, ...]:
        return self.filters.get(name, ())

    def to_params(self) -> list[tuple[str, str]]:
        """The address of this question: sorted, defaults left out."""
        pairs = [(name, value) for name, values in self.filters.items() for value in values]
        default = CatalogueQuery(text=self.text).order
        singles = {
            "q": self.text,
            "exact": "1" if self.exact and self.text else "",
            "sort": self.order if self.order != default else "",
            "page": str(self.page) if self.page > 1 else "",
            "size": str(self.size) if self.size != DEFAULT_SIZE else "",
        }
        if self.has_place:
            singles |= {"lat": _written(self.lat), "lng": _written(self.lng)}
        return sorted([*pairs, *((name, value) for name, value in singles.items() if value)])

    @property
    def query_string(self) -> str:
        return urlencode(self.to_params())

    @property
    def address(self) -> str:
        """Behind the path of the page: ``?…``, or ``?`` alone for the whole catalogue."""
        return f"?{self.query_string}"

    def pairs_without(self, *names: str) -> list[tuple[str, str]]:
        """What a form must carry along so that choosing ``names`` anew keeps everything else."""
        return [pair for pair in self.with_page(1).to_params() if pair[0] not in names]

    def with_filter(self, name: str, *values: str) -> "CatalogueQuery":
        """The same question, limited further to ``values``; from the first page."""
        chosen = _canonical(name, (*self.values(name), *values))
        return replace(self, filters={**self.filters, name: chosen}, page=1)

    def without_filter(self, name: str, value: str | None = None) -> "CatalogueQuery":
        """The same question without one value of a filter, or without the whole filter."""
        kept = tuple(known for known in self.values(name) if value not in (None, known))
        others = {key: values for key, values in self.filters.items() if key != name}
        return replace(self, filters={**others, name: kept} if kept else others, page=1)

    def without_filters(self) -> "CatalogueQuery":
        return replace(self, filters={}, page=1)

    def with_page(self, page: int) -> "CatalogueQuery":
        return replace(self, page=page)

    def with_sort(self, sort: str) -> "CatalogueQuery":
        return replace(self, sort=sort, page=1)

    def as_feed(self) -> "CatalogueQuery":
        """The same words and filters as a feed asks for them: the newest first."""
        return CatalogueQuery(self.text, self.filters, sort=NEWEST if self.text else "")

    def with_text(self, text: str, *, exact: bool = False) -> "CatalogueQuery":
        return replace(self, text=text, exact=exact, page=1)

    @classmethod
    def from_params(cls, params: Params) -> tuple["CatalogueQuery", list[Problem]]:
        """Read ``params``; what cannot be used is left out and named among the problems."""
        reader = _Reader(params)
        lat, lng = reader.place()
        query = cls(
            text=reader.text("q"),
            filters=reader.filters(),
            sort=reader.sort(),
            page=reader.page(),
            size=reader.size(),
            lat=lat,
            lng=lng,
            exact=reader.last("exact") in {"1", "true", "on"},
        )
        reader.strangers()
        return _settled(reader.within_reach(query)), reader.problems


@dataclass(frozen=True)
class FacetLook:
    """How the facets are looked at: which are counted, and words searched within a long one."""

    find: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = tuple(FILTERS)

    @classmethod
    def from_params(cls, params: Params) -> "FacetLook":
        reader = _Reader(params)
        find = {name: reader.text(FIND + name) for name in FILTERS if FIND + name in params}
        return cls({name: words for name, words in find.items() if words})

    @classmethod
    def counting(cls, params: Params) -> tuple["FacetLook", list[Problem]]:
        """The facets a program names, such as ``facets=sector,year``; without the name all."""
        if COUNTED not in params:
            return cls(), []
        reader = _Reader(params)
        asked = dict.fromkeys(filter(None, reader.last(COUNTED)[:TEXT_LIMIT].split(",")))
        for name in [name for name in asked if name not in FILTERS][:5]:
            reader.refuse(COUNTED, name, _("“{value}” is not a facet of this catalogue."))
        return cls(names=tuple(name for name in FILTERS if name in asked)), reader.problems


class _Reader:
    """Reads one address, value by value, and remembers what could not be used."""

    def __init__(self, params: Params) -> None:
        self.params = params
        self.problems: list[Problem] = []

    def every(self, name: str) -> list[str]:
        getlist = getattr(self.params, "getlist", None)
        found = getlist(name) if getlist else self.params.get(name, [])
        return [found] if isinstance(found, str) else list(found)

    def last(self, name: str) -> str:
        values = [value for value in self.every(name) if value.strip()]
        if len(set(values)) > 1:
            self.refuse(
                name,
                values[0],
                _("“{name}” stood in the address more than once; the last one counts."),
            )
        return values[-1].strip() if values else ""

    def refuse(self, name: str, value: str, message) -> None:
        value = _shown(value)
        self.problems.append(
            Problem(name, value, format_lazy(message, name=_shown(name), value=value))
        )

    def text(self, name: str) -> str:
        raw = self.last(name)
        text, unreadable = _readable(raw[: 4 * TEXT_LIMIT])
        if unreadable:
            self.refuse(
                name, text, _("Signs that cannot be read were left out. Check the words searched.")
            )
        if len(text) > TEXT_LIMIT or len(raw) > 4 * TEXT_LIMIT:
            text = text[:TEXT_LIMIT].strip()
            self.refuse(
                name,
                text,
                _("Only the first 1,000 characters are searched. Describe it in fewer words."),
            )
        return text

    def filters(self) -> dict[str, tuple[str, ...]]:
        chosen = {name: self._codes(name) for name in FILTERS if name in self.params}
        return {name: values for name, values in chosen.items() if values}

    def _codes(self, name: str) -> tuple[str, ...]:
        asked = [value.strip() for value in self.every(name) if value.strip()]
        written = [value for value in asked if FILTERS[name].fullmatch(value)]
        for value in dict.fromkeys(asked):
            if value not in written:
                self.unknown(name, value)
        known = _canonical(name, written)
        if len(known) > VALUES_LIMIT:
            self.refuse(
                name,
                known[VALUES_LIMIT],
                _("A filter takes 50 choices at most; the others were left out."),
            )
        return known[:VALUES_LIMIT]

    def unknown(self, name: str, value: str) -> None:
        if len(self.problems) < VALUES_LIMIT:
            self.problems.append(unknown_value(name, value))

    def sort(self) -> str:
        asked = self.last("sort")
        if asked and asked not in SORTS:
            self.refuse(
                "sort", asked, _("“{value}” is not an order of this list. Choose one above it.")
            )
            return ""
        return asked

    def size(self) -> int:
        asked = self.last("size")
        if not asked or asked in map(str, SIZES):
            return int(asked or DEFAULT_SIZE)
        self.refuse("size", asked, _("“{value}” rows are not offered. Choose 10, 20, 50 or 100."))
        return DEFAULT_SIZE

    def page(self) -> int:
        asked = self.last("page")
        if not asked or re.fullmatch(r"0*[1-9][0-9]{0,8}", asked):
            return int(asked or 1)
        self.refuse("page", asked, _("There is no page “{value}”; this is the first one."))
        return 1

    def place(self) -> tuple[float | None, float | None]:
        asked = self.last("lat"), self.last("lng")
        lat, lng = _degrees(asked[0], 90), _degrees(asked[1], 180)
        if any(asked) and (lat is None or lng is None):
            self.refuse(
                "lat",
                " ".join(asked).strip(),
                _("“{value}” is not a place on Earth. Give latitude and longitude in degrees."),
            )
            return None, None
        return lat, lng

    def within_reach(self, query: CatalogueQuery) -> CatalogueQuery:
        if query.page <= DEPTH_LIMIT // query.size:
            return query
        self.refuse(
            "page",
            str(query.page),
            _("Page {value} is out of reach: filter further, or download all rows."),
        )
        return query.with_page(DEPTH_LIMIT // query.size)

    def strangers(self) -> None:
        known = {*_SINGLE, *FILTERS, *(FIND + name for name in FILTERS)}
        strange = [name for name in self.params if name not in known and not _FOREIGN.match(name)]
        for name in strange[:5]:
            self.refuse(name, "", _("“{name}” is not a filter of this catalogue; it was left out."))


def unknown_value(name: str, value: str) -> Problem:
    """Say that ``value`` is no choice of the filter ``name``."""
    message = _("“{value}” is not a choice of the filter “{name}”; it was left out.")
    shown = _shown(value)
    return Problem(name, shown, format_lazy(message, name=name, value=shown))


def _canonical(name: str, values: Iterable[str]) -> tuple[str, ...]:
    if name in {"owner", "regency", "province", "affair", "year", "goal"}:
        return tuple(sorted(set(values), key=lambda value: (len(value), value)))
    return tuple(sorted(set(values)))


def _readable(raw: str) -> tuple[str, bool]:
    """``raw`` in one form without control signs, and whether something unreadable was in it."""
    bad = {sign for sign in raw if sign == "�" or unicodedata.category(sign) in {"Cc", "Cs"}}
    text = "".join(" " if sign in bad else sign for sign in raw)
    return " ".join(unicodedata.normalize("NFC", text).split()), bool(bad - {"\t", "\n", "\r"})


def _degrees(text: str, limit: int) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    # Four decimals are eleven metres: near enough to sort by, and short in an address.
    return round(value, 4) + 0.0 if math.isfinite(value) and abs(value) <= limit else None


def _written(degrees: float | None) -> str:
    return f"{degrees or 0:.4f}".rstrip("0").rstrip(".")


def _settled(query: CatalogueQuery) -> CatalogueQuery:
    """The one way of writing this question: a choice that changes nothing is no choice."""
    order = query.order
    default = RELEVANCE if query.text else NEWEST
    return replace(
        query, sort=order if order != default else "", exact=query.exact and bool(query.text)
    )


def _shown(value: str) -> str:
    text, _unreadable = _readable(value[:200])
    return text if len(text) <= 40 else f"{text[:39]}…"
