"""A case as its page shows it, to everybody or to those who have a part in it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.documents.queries.letters import letters_for
from simpul.innovations.models import CORE_FIELDS, Innovation
from simpul.needs.models import Need
from simpul.replication.models import (
    AdaptationRow,
    Case,
    CaseDocument,
    CaseQuerySet,
    ChecklistItem,
    DocumentRole,
    LearningSession,
    Measure,
    Obligation,
    Side,
    Treatment,
)
from simpul.replication.policies.cases import sides_of
from simpul.replication.queries.cases.turns import body_of, turn_of
from simpul.replication.workflow import STATES_IN_ORDER, CaseState


@dataclass(frozen=True)
class SideView:
    """One of the three parties, as the head of a page shows it."""

    side: str
    title: str
    url: str
    body: str
    note: str
    cloth: str
    family: str = ""
    completeness: float = 0.0
    is_turn: bool = False


@dataclass(frozen=True)
class Stop:
    """One step of the checklist on the journey: ``tone`` is done, now or next."""

    item: ChecklistItem
    tone: str
    when: str = ""
    text: str = ""
    waits_for: str = ""


@dataclass(frozen=True)
class CasePage:
    """What the page of a case reads; the parts that are not for everybody are empty for others."""

    case: Case
    sides: list[SideView]
    journey: list[Stop]
    matrix: list[AdaptationRow]
    measures: list[Measure]
    obligations: list[Obligation]
    papers: list[CaseDocument]
    sessions: list[LearningSession]
    step: int
    waits_for: str
    is_inside: bool
    # What the innovation is called at its origin, as far as the reader may know.
    origin_name: str = ""
    # The need it answers, where the reader may read it: a part in the case opens no private need.
    need: Need | None = None

    @property
    def matrix_stands(self) -> bool:
        """Say whether the matrix is settled; before that it is nobody's business but theirs."""
        return _is_past(self.case, CaseState.ADAPTING)


def case_rows() -> CaseQuerySet:
    """Cases with everything that the head of a page or a row of a list reads."""
    rows: CaseQuerySet = Case.objects.all()
    return rows.select_related(
        "origin__canonical__sector",
        "origin__canonical__owner",
        "origin_organisation__parent__parent",
        "adopter__parent__parent",
        "facilitator__organisation",
        "result__canonical__sector",
        "need",
        "opened_by",
    )


def page_of(case: Case, user) -> CasePage:
    """The page of a case for ``user``; nothing on it asks the database again."""
    inside = user.is_authenticated and user.has_perm("replication.follow_case", case)
    papers = case.papers.select_related("document__kind", "file")
    if inside:
        papers = papers.filter(Q(document=None) | Q(document__in=letters_for(user)))
    else:
        papers = papers.filter(is_public=True).exclude(document__state__in=("draft", "numbered"))
    items = list(case.checklist.all())
    sessions = list(case.sessions.filter(cancelled_at=None).select_related("file"))
    matrix = list(case.matrix.all())
    obligations = list(case.obligations.select_related("template"))
    measures = list(case.measures.prefetch_related(Prefetch("results")))
    turn = turn_of(case)
    waits_for = party_name(case, turn) if turn else ""
    origin_name = case.origin_name if inside else case.shown_origin_name
    texts = _Texts(case, sessions, matrix, obligations, origin_name)
    journey = _journey(case, items, texts, waits_for)
    current = next((place for place, stop in enumerate(journey, 1) if stop.tone == "now"), 0)
    return CasePage(
        case=case,
        sides=_sides(case, turn, origin_name),
        journey=journey,
        matrix=matrix if inside or _is_past(case, CaseState.ADAPTING) else [],
        measures=measures if inside or _is_past(case, CaseState.PLANNING) else [],
        obligations=obligations if inside or case.agreed_until else [],
        papers=list(papers),
        sessions=sessions if inside else [one for one in sessions if one.held_on],
        step=current or (len(journey) if case.state == CaseState.DONE else 0),
        waits_for=waits_for,
        is_inside=inside,
        origin_name=origin_name,
        need=_readable_need(case, user) if inside else None,
    )


def _readable_need(case: Case, user) -> Need | None:
    need = case.need
    return need if need is not None and user.has_perm("needs.view_need", need) else None


def party_name(case: Case, side: str) -> str:
    """What a side is called in a line."""
    if side == Side.FACILITATOR:
        return case.facilitator.name
    return body_of(case, side).short_name


def own_sides(case: Case, user) -> set[Side]:
    return sides_of(user, case)


def _is_past(case: Case, state: CaseState) -> bool:
    """Say whether a case has gone beyond a state on its way, ended ones by where they ended."""
    at = case.ended_from or case.state
    if case.state == CaseState.DONE or at == CaseState.REPORTING:
        return True
    if at not in STATES_IN_ORDER:
        return False
    return STATES_IN_ORDER.index(CaseState(at)) > STATES_IN_ORDER.index(state)


# --- The three sides ---------------------------------------------------------------------------


def _sides(case: Case, turn: Side | None, origin_name: str) -> list[SideView]:
    return [
        _of_record(
            case,
            Side.ORIGIN,
            case.origin.kept_record if case.origin else None,
            origin_name,
            _("Teaches, gives its papers, says what holds and what does not"),
            turn,
        ),
        _of_record(
            case,
            Side.ADOPTER,
            _shown_result(case),
            case.local_name,
            _("Adapts, carries out, reports back"),
            turn,
        ),
        SideView(
            side=Side.FACILITATOR,
            title=case.facilitator.name,
            url=reverse("hubs:detail", args=[case.facilitator.slug]),
            body=case.facilitator.organisation.short_name,
            note=_("Brings both together, checks, keeps the terms"),
            cloth=case.facilitator.code,
            family="tata",
            completeness=1.0,
            is_turn=turn == Side.FACILITATOR,
        ),
    ]


def _shown_result(case: Case) -> Innovation | None:
    result = case.result.kept_record if case.result else None
    return result if result is not None and result.is_public else None


def _of_record(case, side, record, title, note, turn) -> SideView:  # noqa: PLR0917 -- one call
    body = body_of(case, side)
    sector = record.sector if record else None
    origin = case.origin.kept_record if case.origin else None
    return SideView(
        side=side,
        title=title,
        url=record.get_absolute_url() if record and record.is_public else "",
        body=body.short_name,
        note=note,
        cloth=record.public_id if record else case.number,
        family=(sector or (origin.sector if origin else None) or _Plain).family,
        completeness=record.completeness / len(CORE_FIELDS) if record else 0.3,
        is_turn=turn == side,
    )


class _Plain:
    family = ""


# --- The journey -------------------------------------------------------------------------------


def _journey(case: Case, items: list[ChecklistItem], texts: "_Texts", waits_for: str) -> list[Stop]:
    stops: list[Stop] = []
    current = _current(case, items)
    for item in items:
        tone = "done" if item.done_at else "next"
        if item.pk == current:
            tone = "now"
        stops.append(
            Stop(
                item=item,
                tone=tone,
                when=_when(case, item, tone),
                text=texts.of(item),
                waits_for=waits_for if tone == "now" else "",
            )
        )
    return stops


def _current(case: Case, items: list[ChecklistItem]) -> int | None:
    """The step a case is in: the first it has not left yet."""
    if not case.is_active:
        return None
    waiting = (item for item in items if item.done_at is None and item.until_state)
    found = next(waiting, None)
    return found.pk if found else None


def _when(case: Case, item: ChecklistItem, tone: str) -> str:
    if tone == "now":
        if case.due_at is None:
            return _("under way")
        return _("under way, until %(day)s") % {"day": _day(case.due_at)}
    return _day(item.done_at) if item.done_at else ""


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j F Y")


class _Texts:
    """What a step of the shipped checklist came to, in one line; other steps have their note."""

    def __init__(self, case, sessions, matrix, obligations, origin_name) -> None:
        self.case = case
        self.origin_name = origin_name
        self.sessions = sessions
        self.matrix = matrix
        self.obligations = obligations

    def of(self, item: ChecklistItem) -> str:
        say = self._SAY.get(item.key)
        said = say(self) if say else ""
        return " ".join(part for part in (said, item.note) if part)

    def _problem(self) -> str:
        return self.case.problem

    def _choice(self) -> str:
        return _("%(origin)s of %(giver)s was chosen: %(mode)s.") % {
            "origin": self.origin_name,
            "giver": self.case.origin_organisation.short_name,
            "mode": self.case.get_mode_display(),
        }

    def _learning(self) -> str:
        held = [one for one in self.sessions if one.held_on]
        if not held:
            return ""
        words = ngettext(
            "%(count)s session was held, the last on %(day)s.",
            "%(count)s sessions were held, the last on %(day)s.",
            len(held),
        )
        last = max(one.held_on for one in held if one.held_on)
        return words % {"count": len(held), "day": date_format(last, "j F Y")}

    def _agreement(self) -> str:
        if self.case.agreed_until is None:
            return ""
        day = date_format(self.case.agreed_until, "j F Y")
        return _("Signed by both sides, counts until %(day)s.") % {"day": day}

    def _plan(self) -> str:
        counts = Counter(row.treatment for row in self.matrix if row.treatment)
        if not counts:
            return ""
        parts = [f"{counts[one]} {one.label.lower()}" for one in Treatment if counts[one]]
        return _("Parts weighed: %(parts)s.") % {"parts": ", ".join(parts)}

    def _practice(self) -> str:
        if self.case.implemented_on is None:
            return ""
        day = date_format(self.case.implemented_on, "j F Y")
        return _("In practice since %(day)s.") % {"day": day}

    _SAY: dict[str, Callable[["_Texts"], str]] = {
        "problem": _problem,
        "choice": _choice,
        "learning": _learning,
        "agreement": _agreement,
        "plan": _plan,
        "practice": _practice,
    }


def agreement_in(page: CasePage) -> CaseDocument | None:
    """The agreement among the papers of a page."""
    found = [one for one in page.papers if one.role == DocumentRole.AGREEMENT]
    return found[-1] if found else None
