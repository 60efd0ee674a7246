"""The totals of replication in the shapes of charts, tables and a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from simpul.innovations.models import Innovation
from simpul.replication.models import Case
from simpul.replication.queries.lineage.bars import recent
from simpul.replication.queries.lineage.page import linked
from simpul.replication.queries.lineage.totals import Totals
from simpul.ui.parts import Bar, Column

TOP = 15
NEWEST = 6


@dataclass(frozen=True)
class Breakdown:
    """Confirmed replications by one thing: the first rows, and how many are not listed."""

    key: str
    title: str
    rows: Sequence[Bar]
    total: int

    @property
    def shown(self) -> Sequence[Bar]:
        return self.rows[:TOP]

    @property
    def rest(self) -> int:
        return len(self.rows) - len(self.shown)

    @property
    def highest(self) -> float:
        return max((bar.value for bar in self.rows), default=0)


def breakdowns(totals: Totals) -> list[Breakdown]:
    """Confirmed replications by origin, adopter, sector and group of islands."""
    whole = len(totals.confirmed)
    found = (
        ("origin", _("By innovation"), list(_by_origin(totals))),
        ("giver", _("By institution of origin"), _bodies(totals.by_giver())),
        ("adopter", _("By adopting institution"), _bodies(totals.by_adopter())),
        ("sector", _("By sector of the innovation"), list(_by_sector(totals))),
        ("island", _("By group of islands of the adopter"), list(_by_island(totals))),
    )
    return [Breakdown(key, title, rows, whole) for key, title, rows in found]


def _by_origin(totals: Totals) -> Iterator[Bar]:
    for record, count in totals.by_origin():
        yield Bar(record.name, count, reverse("replication:lineage", args=[record.slug]))


def _bodies(rows: Iterable) -> list[Bar]:
    return [Bar(body.short_name, count, body.get_absolute_url()) for body, count in rows]


def _by_sector(totals: Totals) -> Iterator[Bar]:
    for sector, count in totals.by_sector():
        yield Bar(sector.label if sector else _("no sector named"), count)


def _by_island(totals: Totals) -> Iterator[Bar]:
    for label, count in totals.by_island():
        yield Bar(str(label) if label else _("no region: national bodies"), count)


def year_bars(totals: Totals) -> list[Bar]:
    """The last years, as many as a chart can name; earlier ones as one bar."""
    return recent([(year, count) for year, count in totals.by_year() if year])


def undated(totals: Totals) -> int:
    return sum(count for year, count in totals.by_year() if not year)


# --- Tables ------------------------------------------------------------------------------------


def spell_columns() -> list[Column]:
    return [
        Column(_("Step")),
        Column(_("Middle of days"), numeric=True),
        Column(_("Cases that left it (n)"), numeric=True),
        Column(_("Cases there now"), numeric=True),
    ]


def spell_rows(totals: Totals) -> list[list[object]]:
    return [
        [one.label, None if one.days is None else round(one.days, 1), one.n, one.here]
        for one in totals.spells()
    ]


def lasting_columns() -> list[Column]:
    return [
        Column(_("After")),
        Column(_("Old enough to know"), numeric=True),
        Column(_("Institutionalised"), numeric=True),
        Column(_("In another state"), numeric=True),
        Column(_("Not known"), numeric=True),
        Column(_("Share of the known")),
    ]


def lasting_rows(totals: Totals) -> list[list[object]]:
    return [
        [
            _("%(n)d months") % {"n": one.months},
            one.old_enough,
            one.institutionalised,
            one.otherwise,
            one.unknown,
            None if one.share is None else f"{round(100 * one.share)} %",
        ]
        for one in totals.lasting()
    ]


def generation_rows(totals: Totals) -> list[list[object]]:
    return [[generation, count] for generation, count in sorted(totals.generations.items())]


def generation_columns() -> list[Column]:
    return [Column(_("Generation")), Column(_("Confirmed replications"), numeric=True)]


# --- The front page ----------------------------------------------------------------------------


@dataclass(frozen=True)
class CaseRow:
    """A case as a list of the newest tells it."""

    case: Case

    @property
    def cells(self) -> list[object]:
        case = self.case
        record = case.origin and (case.origin.canonical or case.origin)
        origin = record.get_absolute_url() if record and record.is_public else ""
        return [
            format_html('<a href="{}">{}</a>', case.get_absolute_url(), case.number),
            linked(case.local_name, case.get_absolute_url()),
            linked(case.shown_origin_name, origin),
            linked(case.adopter.short_name, case.adopter.get_absolute_url()),
            case.get_state_display(),
        ]  # fmt: skip


def newest_cases(totals: Totals, count: int = NEWEST) -> list[list[object]]:
    """The cases that became public last."""
    rows = totals.cases.select_related("origin__canonical", "adopter", "origin_organisation")
    return [CaseRow(case).cells for case in rows.order_by("-public_since", "-pk")[:count]]


def case_columns() -> list[Column]:
    return [
        Column(_("Number")),
        Column(_("Local name")),
        Column(_("Innovation")),
        Column(_("Adopter")),
        Column(_("State")),
    ]


def most_copied(totals: Totals, count: int = NEWEST) -> list[Bar]:
    """The records with most confirmed replications, each leading to its tree."""
    return [
        Bar(_named(record), n, reverse("replication:lineage", args=[record.slug]))
        for record, n in totals.by_origin()[:count]
    ]


def _named(record: Innovation) -> str:
    return f"{record.name} ({record.owner.short_name})" if record.owner else record.name


# --- The file ----------------------------------------------------------------------------------


def file_header() -> list[str]:
    return ["table", "name", "value", "n"]


def file_rows(totals: Totals) -> Iterator[list[object]]:
    """Every number of the page, row for row."""
    yield ["total", "confirmed", len(totals.confirmed), ""]
    yield ["total", "claimed", totals.claimed, totals.silent]
    yield ["total", "contested", totals.contested, ""]
    yield ["total", "cases", totals.begun, ""]
    yield ["total", "cases_running", totals.running, ""]
    yield ["total", "cases_evaluated", totals.evaluated, totals.begun]
    yield ["total", "cases_completed", totals.completed, totals.begun]
    yield ["total", "people_reached", totals.reached.people, totals.reached.told]
    for one in breakdowns(totals):
        for bar in one.rows:
            yield [one.key, bar.label, int(bar.value), one.total]
    for year, count in totals.by_year():
        yield ["year", year or "", count, len(totals.confirmed)]
    for generation, count in sorted(totals.generations.items()):
        yield ["generation", generation, count, len(totals.confirmed)]
    for spell in totals.spells():
        yield ["days_in_step", spell.state, "" if spell.days is None else spell.days, spell.n]
    for look in totals.lasting():
        yield ["institutionalised_months", look.months, look.institutionalised, look.known]
