"""The page of a tree in the shapes its components take: table, map, years, comparison."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.geography.models import Region
from simpul.geography.queries import Drawing as Map
from simpul.geography.queries import drawing as drawing_of
from simpul.replication.queries.lineage.bars import recent
from simpul.replication.queries.lineage.graph import STRENGTHS, Node
from simpul.replication.queries.lineage.reading import STATES, Knot, Lineage
from simpul.ui.parts import Area, Bar, Column

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see of the list, as the address says it."""

    state: str = ""
    province: str = ""
    generation: int = 0
    page: int = 1

    @classmethod
    def read(cls, said: dict[str, str]) -> "Asked":
        """What nobody could mean is left out."""
        state = said.get("state", "")
        return cls(
            state if state in STRENGTHS else "",
            said.get("province", ""),
            _whole(said.get("generation", "")),
            _whole(said.get("page", "")) or 1,
        )

    @property
    def query(self) -> str:
        """The address of the list without its page."""
        named = {"state": self.state, "province": self.province, "generation": self.generation}
        return urlencode({name: value for name, value in named.items() if value})

    def takes(self, knot: Knot) -> bool:
        return (
            (not self.state or knot.node.state == self.state)
            and (not self.province or knot.province == self.province)
            and (not self.generation or knot.node.generation == self.generation)
        )


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


@dataclass(frozen=True)
class Listing:
    """The adoptions that were asked for, a page of them."""

    asked: Asked
    found: Sequence[Knot]
    lineage: Lineage

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.found) // PER_PAGE))

    @property
    def page(self) -> int:
        return min(self.asked.page, self.pages)

    @property
    def shown(self) -> Sequence[Knot]:
        return self.found[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    @property
    def columns(self) -> list[Column]:
        return [
            Column(_("Adoption")),
            Column(_("Institution")),
            Column(_("Copied from")),
            Column(_("Generation"), numeric=True),
            Column(_("Since")),
            Column(_("How sure")),
            Column(_("Known state")),
        ]

    @property
    def rows(self) -> list[list[object]]:
        return [_cells(knot, self.lineage) for knot in self.shown]


def listing(lineage: Lineage, asked: Asked) -> Listing:
    """The part of the tree's list that was asked for, in the order of the drawing."""
    return Listing(asked, [knot for knot in lineage.knots if asked.takes(knot)], lineage)


def _cells(knot: Knot, lineage: Lineage) -> list[object]:
    parent = lineage.by_key[knot.node.parent.key] if knot.node.parent else None
    return [
        linked(knot.name, knot.url),
        linked(knot.owner.short_name, knot.owner.get_absolute_url()) if knot.owner else None,
        linked(parent.name, parent.url) if parent else None,
        knot.node.generation,
        knot.when or None,
        _sureness(knot),
        knot.life or None,
    ]


def _sureness(knot: Knot) -> SafeString:
    status = knot.status
    words = str(status.label)
    if knot.is_silent:
        words = _("%(state)s, the origin did not answer") % {"state": words}
    return format_html('<span class="status status--{}">{}</span>', status.tone, words)


def linked(words: str, url: str) -> SafeString:
    """Indonesian words, as a link where they have a page."""
    if not url:
        return format_html('<span lang="id">{}</span>', words)
    return format_html('<a href="{}" lang="id">{}</a>', url, words)


# --- Files -------------------------------------------------------------------------------------


def header() -> list[str]:
    """The columns of the file, in one language so that programs know them."""
    return [
        "key", "name", "institution", "province", "copied_from", "generation", "since", "mode",
        "state", "silent", "life_status",
    ]  # fmt: skip


def file_rows(lineage: Lineage, asked: Asked) -> list[list[object]]:
    """The asked-for rows of the list, one for one, whatever the page."""
    return [_file_row(knot, lineage) for knot in listing(lineage, asked).found]


def _file_row(knot: Knot, lineage: Lineage) -> list[object]:
    edge, parent = knot.edge, knot.node.parent
    return [
        knot.key,
        knot.name,
        knot.owner.name if knot.owner else "",
        knot.province,
        lineage.by_key[parent.key].name if parent else "",
        knot.node.generation,
        (edge.since.year if edge.is_year else edge.since.isoformat())
        if edge and edge.since
        else "",
        edge.mode if edge else "",
        knot.node.state,
        "yes" if knot.is_silent else "",
        knot.life,
    ]


# --- The drawing -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Drawn:
    """A row of the drawing with its words."""

    line: object
    knot: Knot | None
    words: str = ""
    url: str = ""


def drawn(lineage: Lineage) -> list[Drawn]:
    """The rows of the drawing; one that stands for many says how many and leads to them."""
    return [
        _more(lineage, line.node, line)
        if line.hidden
        else Drawn(line, lineage.by_key[line.node.key])
        for line in lineage.drawing.lines
    ]


def _more(lineage: Lineage, node: Node, line) -> Drawn:
    knot = lineage.by_key[node.key]
    words = ngettext("%(n)d more copy", "%(n)d more copies", line.hidden) % {"n": line.hidden}
    own = knot.lineage_url if node is not lineage.tree.root else ""
    return Drawn(line, None, words, own or "#list")


# --- Where and when ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Where:
    """The map of confirmed adoptions by province, and the table that says the same."""

    map: Map
    areas: Sequence[Area]
    rows: Sequence[Bar]
    elsewhere: int

    @property
    def highest(self) -> float:
        return max((bar.value for bar in self.rows), default=0)


def where(lineage: Lineage) -> Where:
    """Confirmed adoptions by province; those without a known place are counted beside."""
    counts = lineage.provinces()
    address = reverse("replication:lineage", args=[lineage.record.slug])
    found = drawing_of("province")
    names = dict(Region.objects.filter(code__in=counts).values_list("code", "short_name"))
    areas = [
        Area(
            shape.name,
            shape.path,
            counts[shape.code],
            f"{address}?province={shape.code}#list" if counts[shape.code] else "",
            shape.x,
            shape.y,
        )
        for shape in found.shapes
    ]
    rows = [
        Bar(names.get(code, code), count, f"{address}?province={code}#list")
        for code, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    ]
    return Where(found, areas, rows, lineage.confirmed - counts.total())


def years(lineage: Lineage) -> list[Bar]:
    """Confirmed adoptions by the year they began."""
    return recent(lineage.years())


class Filters:
    """The choices of the form above the list, as far as they occur in the tree."""

    def __init__(self, lineage: Lineage, asked: Asked) -> None:
        self._lineage, self._asked = lineage, asked

    @cached_property
    def states(self) -> list[tuple[str, object, bool]]:
        return [
            (state, STATES[state].label, state == self._asked.state)
            for state in STRENGTHS
            if self._lineage.counts[state]
        ]

    @cached_property
    def provinces(self) -> list[tuple[str, str, bool]]:
        codes = {knot.province for knot in self._lineage.knots if knot.province}
        named = Region.objects.filter(code__in=codes).order_by("name")
        return [
            (code, name, code == self._asked.province)
            for code, name in named.values_list("code", "short_name")
        ]

    @cached_property
    def generations(self) -> list[tuple[int, bool]]:
        deepest = max((knot.node.generation for knot in self._lineage.knots), default=0)
        return [(one, one == self._asked.generation) for one in range(1, deepest + 1)]
