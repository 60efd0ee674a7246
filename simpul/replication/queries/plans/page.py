"""One plan with its parts, lines and what became of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from simpul.hubs.models import Hub
from simpul.organisations.models import Kind, Organisation, Status
from simpul.replication.models import Plan, PlanLine, PlanPart
from simpul.replication.workflow import CaseState
from simpul.replication.workflow.plans import PUBLIC_PLANS, LineState, PlanState
from simpul.ui.parts import Column
from simpul.ui.parts import Status as Sign

LOCAL = (Kind.REGENCY, Kind.CITY)


def bodies_of(hub: Hub) -> list[Organisation]:
    """The governments of the regencies and cities that a hub serves."""
    areas = [area.pk for area in hub.areas.all()]
    within = Q(region__in=areas) | Q(region__parent__in=areas)
    found = Organisation.objects.filter(within, kind__in=LOCAL, status=Status.ACTIVE)
    return list(found.order_by("region__code", "name"))


@dataclass(frozen=True)
class LineRow:
    """A line with what a reader may know of it."""

    line: PlanLine

    @property
    def case(self):
        """Its case, where a hub found it valid; before, it is not for everybody."""
        case = self.line.case
        return case if case is not None and case.public_since else None

    @property
    def status(self) -> Sign:
        line, case = self.line, self.line.case
        if line.state == LineState.DROPPED:
            return Sign(line.get_state_display(), "stop")
        if case is None:
            tone = "info" if line.state == LineState.DETERMINED else "wait"
            return Sign(line.get_state_display(), tone)
        if not case.public_since:
            return Sign(_("Interest sent"), "wait")
        if case.state in {CaseState.CANCELLED, CaseState.NOT_VALID}:
            return Sign(case.get_state_display(), "stop")
        return Sign(case.get_state_display(), "ok" if case.completed_at else "wait")

    @property
    def record(self):
        """The innovation it replicates, while everybody may read of it."""
        record = self.line.record
        return record if record.is_public else None

    @property
    def need(self):
        """The stated need, where everybody may read it."""
        need = self.line.need
        return need if need is not None and need.is_public else None

    @property
    def mentoring(self) -> str:
        """Who mentors, as everybody may know it."""
        line = self.line
        named = [line.mentor.shown_name] if line.mentor and line.mentor.is_public else []
        return ", ".join([*named, *([line.mentoring_body] if line.mentoring_body else [])])


@dataclass(frozen=True)
class PartRow:
    """The part of one regency, and how far it is."""

    part: PlanPart
    rows: Sequence[LineRow]

    @property
    def lines(self) -> list[PlanLine]:
        return [row.line for row in self.rows]

    @property
    def kept(self) -> list[PlanLine]:
        return [line for line in self.lines if line.state == LineState.DETERMINED]

    @property
    def shown(self) -> list[LineRow]:
        """What the public page tells: what was determined."""
        return [row for row in self.rows if row.line.state == LineState.DETERMINED]

    @property
    def begun(self) -> int:
        return sum(line.case is not None for line in self.kept)

    @property
    def completed(self) -> int:
        return sum(bool(line.case and line.case.completed_at) for line in self.kept)

    @property
    def budget(self) -> int | None:
        """What its lines may cost together; nothing while nobody has said it of any."""
        stated = [line.budget for line in self.kept if line.budget is not None]
        return sum(stated) if stated else None

    @property
    def priced(self) -> int:
        """Lines of which somebody has said what they may cost."""
        return sum(line.budget is not None for line in self.kept)


@dataclass(frozen=True)
class PlanPage:
    """A plan as its pages tell it."""

    plan: Plan
    parts: Sequence[PartRow]

    @property
    def is_public(self) -> bool:
        return self.plan.state in PUBLIC_PLANS

    @cached_property
    def kept(self) -> list[PlanLine]:
        return [line for part in self.parts for line in part.kept]

    @cached_property
    def proposed(self) -> list[PlanLine]:
        return [line for part in self.parts for line in part.lines]

    @property
    def undecided(self) -> int:
        return sum(line.state == LineState.PROPOSED for line in self.proposed)

    @property
    def writing(self) -> int:
        """How many regencies and cities have at least one line."""
        return sum(bool(part.lines) for part in self.parts)

    @property
    def handed_in(self) -> int:
        return sum(part.part.handed_in_at is not None for part in self.parts)

    @property
    def taking_part(self) -> list[PartRow]:
        """Those with at least one determined line."""
        return [part for part in self.parts if part.kept]

    @property
    def begun(self) -> int:
        return sum(part.begun for part in self.parts)

    @property
    def completed(self) -> int:
        return sum(part.completed for part in self.parts)

    @property
    def budget(self) -> int | None:
        stated = [part.budget for part in self.parts if part.budget is not None]
        return sum(stated) if stated else None

    @property
    def priced(self) -> int:
        return sum(part.priced for part in self.parts)

    @property
    def is_drafting(self) -> bool:
        return self.plan.state == PlanState.DRAFTING

    # --- Tables and file

    @property
    def columns(self) -> list[Column]:
        return [
            Column(_("Regency or city")),
            Column(_("Lines"), numeric=True),
            Column(_("Became cases"), numeric=True),
            Column(_("Completed"), numeric=True),
            Column(_("Budget (Rp)"), numeric=True),
            Column(_("With a stated budget"), numeric=True),
        ]

    @property
    def rows(self) -> list[list[object]]:
        return [
            [
                part.part.organisation.short_name,
                len(part.kept),
                part.begun,
                part.completed,
                *_money(part.budget, part.priced, len(part.kept)),
            ]
            for part in self.parts
        ]

    @property
    def foot(self) -> list[object]:
        return [
            _("Together"),
            len(self.kept),
            self.begun,
            self.completed,
            *_money(self.budget, self.priced, len(self.kept)),
        ]

    def file_header(self) -> list[str]:
        return [
            "hub", "year", "body_code", "body", "innovation", "innovation_owner", "local_name",
            "unit", "need", "goal", "gap", "budget_rp", "fund", "mentoring", "state", "case",
        ]  # fmt: skip

    def file_rows(self) -> Iterator[list[object]]:
        """The lines as the page shows them, one for one."""
        for part in self.parts:
            for row in part.shown if self.is_public else part.rows:
                yield self._file_row(part, row)

    def _file_row(self, part: PartRow, row: LineRow) -> list[object]:
        line, body, record = row.line, part.part.organisation, row.record
        return [
            self.plan.hub.name,
            self.plan.year,
            body.code,
            body.name,
            record.title if record else "",
            record.owner.name if record and record.owner else "",
            line.local_name,
            line.unit,
            row.need.title if row.need else "",
            line.goal.number if line.goal else "",
            line.gap,
            line.budget,
            line.fund.label if line.fund else "",
            row.mentoring,
            line.state,
            row.case.number if row.case else "",
        ]


def _money(budget: int | None, priced: int, lines: int) -> list[object]:
    """A sum with of how many lines it is; where none has a figure, that it is not stated."""
    if not lines:
        return ["–", "–"]
    of = _("%(priced)d of %(lines)d lines") % {"priced": priced, "lines": lines}
    return [_("not stated") if budget is None else budget, of]


def page_of(plan: Plan) -> PlanPage:
    """Everything the pages of a plan read, in four questions."""
    parts = plan.parts.select_related("organisation__region").order_by(
        "organisation__region__code", "organisation__name"
    )
    lines: dict[int, list[LineRow]] = {}
    found = PlanLine.objects.filter(part__plan=plan).select_related(
        "innovation__canonical__owner", "need", "goal", "fund", "mentor__person", "case"
    )
    for line in found.order_by("pk"):
        lines.setdefault(line.part_id, []).append(LineRow(line))
    return PlanPage(plan, [PartRow(part, lines.get(part.pk, [])) for part in parts])
