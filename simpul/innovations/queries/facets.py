"""The facets of the catalogue: what can be chosen, how many rows each choice would show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.innovations.queries.lists import Lists
from simpul.innovations.queries.url_state import FIND, CatalogueQuery, FacetLook

# Beyond this many choices a facet is searched; the most frequent ones are listed.
LISTED = 8
# A find box in a facet of numbers would help nobody.
LISTED_WHOLE = {"goal": 17, "state": 2, "stage": 8, "kind": 9, "year": 12}
FOUND = 50
# Until a year is looked for, the latest are listed, not the fullest.
DESCENDING, BY_LIST = frozenset({"year"}), frozenset({"goal", "stage", "state"})
OPEN_FIRST = frozenset({"kind", "province", "sector", "year"})


Counts = Mapping[str, int]


@dataclass(frozen=True)
class FacetSpec:
    """A facet in its place on the page."""

    name: str
    label: str | Promise


FACETS = tuple(
    FacetSpec(name, label)
    for name, label in (
        ("state", _("Verification")),
        ("kind", _("Kind of institution")),
        ("province", _("Province")),
        ("regency", _("Regency or city")),
        ("sector", _("Sector")),
        ("year", _("Year")),
        ("award", _("Award")),
        ("source", _("Source")),
        ("owner", _("Institution")),
        ("goal", _("Sustainable development goal")),
        ("affair", _("Government affair")),
        ("stage", _("Life status")),
        ("hub", _("Responsible hub")),
    )
)
FACET_NAMES = tuple(spec.name for spec in FACETS)
LABELS = {spec.name: spec.label for spec in FACETS}


@dataclass(frozen=True)
class Choice:
    """A value of a facet with the number of rows it would show; ``None``: not counted."""

    code: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet as it stands: its choices in the order shown, with those left out counted."""

    name: str
    label: str | Promise
    choices: Sequence[Choice]
    total: int
    searchable: bool
    find: str
    open: bool

    @property
    def find_name(self) -> str:
        return FIND + self.name if self.searchable else ""


def facets_of(
    counts: Mapping[str, Counts],
    query: CatalogueQuery,
    look: FacetLook,
    lists: Lists,
) -> list[Facet]:
    """Every facet looked at that has something to choose."""
    built = (
        _facet(spec, counts.get(spec.name), query, look.find.get(spec.name, ""), lists)
        for spec in FACETS
        if spec.name in look.names
    )
    return [facet for facet in built if facet.choices or facet.find]


def _facet(
    spec: FacetSpec, counted: Counts | None, query: CatalogueQuery, find: str, lists: Lists
) -> Facet:
    name, chosen, counts = spec.name, query.values(spec.name), counted or {}
    offered = _offered(name, counts, query)
    limit = LISTED_WHOLE.get(name, LISTED)
    searchable = name not in BY_LIST and len(offered) > limit
    if searchable and find:
        shown = _found(name, offered, find, lists)
    else:
        # Thousands of institutions are not all named to show eight.
        size = max(limit - len(chosen), 3) if searchable else len(offered)
        shown = [code for _, code in nsmallest(size, _ranked(name, offered, counts, lists))]
    return Facet(
        name=name,
        label=spec.label,
        choices=[
            Choice(
                code,
                lists.label(name, code),
                # Without an index nothing is counted, which is not the same as none.
                None if counted is None else counts.get(code, 0),
                code in chosen,
            )
            for code in (*chosen, *shown)
        ],
        total=len(chosen) + len(offered),
        searchable=searchable,
        find=find,
        open=bool(find or chosen or name in OPEN_FIRST),
    )


def _offered(name: str, counts: Counts, query: CatalogueQuery) -> list[str]:
    """The codes not yet chosen: under a chosen province only its own regencies and cities."""
    chosen = query.values(name)
    provinces = query.values("province") if name == "regency" else ()
    return [
        code for code in counts if code not in chosen and (not provinces or code[:2] in provinces)
    ]


def _ranked(
    name: str, offered: Sequence[str], counts: Counts, lists: Lists
) -> list[tuple[int, str]]:
    """The choices, each behind what it is ordered by."""
    if name in DESCENDING:
        return [(-int(code), code) for code in offered]
    if name in BY_LIST:
        return [(lists.order(name, code), code) for code in offered]
    return [(-counts[code], code) for code in offered]


def _found(name: str, offered: Sequence[str], find: str, lists: Lists) -> list[str]:
    """The choices whose words hold every word looked for, by name."""
    words = find.casefold().split()
    named = ((lists.spoken(name, code), code) for code in offered)
    return [code for text, code in sorted(named) if all(word in text for word in words)][:FOUND]
