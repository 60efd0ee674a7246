"""The one thing to do next in a case, for whoever looks, and what else they may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from simpul.core.workflow import Step
from simpul.replication.models import BackReport, Case, DocumentRole, Side
from simpul.replication.policies.cases import sides_of
from simpul.replication.queries.cases.lacking import agreement_of, lacking
from simpul.replication.queries.cases.page import party_name
from simpul.replication.queries.cases.turns import turn_of
from simpul.replication.workflow import CASE, STANDING, CaseState, Standing

Words = str | Promise


@dataclass(frozen=True)
class NextAct:
    """What to do next: a button for whoever's turn it is, a word about whom it waits for others."""

    title: Words
    text: Words = ""
    label: Words = ""
    url: str = ""

    @property
    def is_theirs(self) -> bool:
        return bool(self.url)


# Steps told in words of their own; every other open one stands among "what else".
_LEADING = {
    "verify", "ask_more", "decline", "send_again", "finish_learning", "skip_agreement", "agree",
    "approve", "send_back", "settle_matrix", "start_pilot", "implement", "evaluate", "hand_in",
    "return_evaluation", "complete", "report_back", "settle_dispute",
}  # fmt: skip


def next_act(case: Case, user) -> NextAct:
    """What ``user`` should do next, or whom the case waits for."""
    turn = turn_of(case)
    if turn is None:
        return _ended(case, user)
    held_up = _HELD_UP.get(Standing(case.standing))
    if held_up is not None:
        return held_up(case, user)
    sides = sides_of(user, case)
    if turn not in sides:
        teaches = Side.ORIGIN in sides and case.state == CaseState.LEARNING
        return _teach(case) if teaches else _elsewhere(case, turn)
    return _NEXT[CaseState(case.state)](case)


def _elsewhere(case: Case, turn: Side) -> NextAct:
    party = party_name(case, turn)
    return NextAct(_("Waits for %(party)s") % {"party": party}, CaseState(case.state).label)


def other_steps(case: Case, user) -> list[Step]:
    """What else may be done now, in the order of the tables."""
    if not case.is_active:
        return []
    steps = [*CASE.open_steps(case, user), *STANDING.open_steps(case, user)]
    return [step for step in steps if step.name not in _LEADING]


def _page(case: Case, name: str) -> str:
    return reverse(f"replication:case_{name}", args=[case.number])


def _step(case: Case, name: str) -> str:
    return reverse("replication:case_step", args=[case.number, name])


# --- Standing still ----------------------------------------------------------------------------


def _ended(case: Case, user) -> NextAct:
    need, record = case.need, case.result
    if need and record and need.is_running and user.has_perm("needs.close_need", need):
        asked = urlencode({"solved_by": record.get_absolute_url()})
        url = f"{reverse('needs:close', args=[need.slug])}?{asked}"
        return NextAct(_("Did it solve the need?"), need.title, _("Close the need"), url)
    due = BackReport.objects.filter(case=case, answered_at=None, months__gt=0).first()
    if case.completed_at and due is not None:
        words = _("Say what became of it by %(day)s.") % {"day": date_format(due.due_on)}
        return NextAct(_("The case is closed"), words)
    return NextAct(_("The case is closed"), CaseState(case.state).label)


def _resting(case: Case, user) -> NextAct:
    if user.has_perm("replication.resume_case", case):
        return NextAct(
            _("The case rests"),
            _("Its term stands still until somebody lets it go on."),
            _("Let it go on"),
            _step(case, "resume"),
        )
    return NextAct(_("The case rests"), _("Its term stands still."))


def _lapsed(case: Case, user) -> NextAct:
    paper = agreement_of(case)
    words = _("The agreement has ended. Extend it, or sign a new one, and let the case go on.")
    if not user.has_perm("replication.renew_case", case):
        return NextAct(_("The agreement has ended"), words)
    if lacking(case, "renew"):
        if paper is not None and paper.document is not None and not paper.document.is_expired:
            return NextAct(
                _("The agreement has ended"), words, _("Open the agreement"),
                paper.document.get_absolute_url(),
            )  # fmt: skip
        return NextAct(
            _("The agreement has ended"), words, _("Draft a new agreement"),
            _page(case, "agreement"),
        )  # fmt: skip
    return NextAct(_("The agreement counts again"), "", _("Let it go on"), _step(case, "renew"))


def _settle(case: Case, user) -> NextAct:
    if not user.has_perm("replication.settle_dispute_case", case):
        return _elsewhere(case, Side.FACILITATOR)
    open_one = case.disputes.filter(decided_at=None).first()
    return NextAct(
        _("Decide the dispute"),
        open_one.about if open_one else "",
        _("Decide"),
        _step(case, "settle_dispute"),
    )


_HELD_UP: dict[Standing, Callable[[Case, Any], NextAct]] = {
    Standing.PAUSED: _resting,
    Standing.LAPSED: _lapsed,
    Standing.DISPUTED: _settle,
}


def _teach(case: Case) -> NextAct:
    return NextAct(
        _("The adopter wants to learn from you"),
        _("Offer a day for a visit or a call; your papers go to them as one package."),
        _("Offer a day"),
        _page(case, "learning"),
    )


# --- On the way --------------------------------------------------------------------------------


def _interest(case: Case) -> NextAct:
    return NextAct(
        _("Look at the interest"),
        _("Is it a real problem, does the innovation fit, and will the origin be able to help?"),
        _("Decide"),
        _step(case, "verify"),
    )


def _returned(case: Case) -> NextAct:
    last = case.passages.filter(step="ask_more").order_by("-pk").first()
    return NextAct(
        _("Answer the hub"), last.note if last else "", _("Change and send again"),
        _page(case, "change"),
    )  # fmt: skip


def _learning(case: Case) -> NextAct:
    step = "skip_agreement" if case.is_within_one_house else "finish_learning"
    if lacking(case, step):
        return NextAct(
            _("Learn from the origin"),
            _("Agree on a visit or a call, take their package, and write down what you learned."),
            _("Plan or report"),
            _page(case, "learning"),
        )
    label = CASE.steps[step].label
    return NextAct(label, _("What you learned is written down."), label, _step(case, step))


def _agreement(case: Case) -> NextAct:
    paper = agreement_of(case)
    if paper is None or paper.document is None:
        return NextAct(
            _("Draft the agreement"),
            _("Settle what each side owes and who signs; the letter is written from it."),
            _("Settle and draft"),
            _page(case, "agreement"),
        )
    letter = paper.document
    url = letter.get_absolute_url()
    if letter.state == "draft":
        words = _("Read the draft, then give it its number.")
        return NextAct(_("Issue the agreement"), words, _("Open the draft"), url)
    if lacking(case, "agree"):
        words = _("Upload the copy signed by both sides, or sign electronically.")
        return NextAct(_("Have both sides sign"), words, _("Open the agreement"), url)
    label = CASE.steps["agree"].label
    return NextAct(_("Both sides have signed"), letter.number, label, _step(case, "agree"))


def _approval(case: Case) -> NextAct:
    paper = agreement_of(case)
    number = paper.document.number if paper and paper.document else ""
    return NextAct(_("Approve the agreement"), number, _("Decide"), _step(case, "approve"))


def _adapting(case: Case) -> NextAct:
    rows = list(case.matrix.all())
    weighed = sum(row.is_weighed for row in rows)
    if rows and weighed == len(rows):
        label = CASE.steps["settle_matrix"].label
        return NextAct(_("Every part is weighed"), "", label, _step(case, "settle_matrix"))
    words = _("%(done)s of %(all)s parts are weighed.") % {"done": weighed, "all": len(rows)}
    return NextAct(_("Weigh what to adapt"), words, _("Open the matrix"), _page(case, "matrix"))


def _planning(case: Case) -> NextAct:
    lacks = lacking(case, "start_pilot")
    if lacks:
        words = " ".join(str(lack) for lack in lacks)
        return NextAct(_("Write the action plan"), words, _("Open the plan"), _page(case, "plan"))
    label = CASE.steps["start_pilot"].label
    return NextAct(_("The plan stands"), "", label, _step(case, "start_pilot"))


def _pilot(case: Case) -> NextAct:
    return NextAct(
        _("Try it, then put it into practice"),
        _("Mark milestones as you reach them; say what the pilot showed when you go on."),
        CASE.steps["implement"].label,
        _step(case, "implement"),
    )


def _implementing(case: Case) -> NextAct:
    return NextAct(
        _("Put it into practice"),
        _("When it is part of the daily work, say since which day and begin to evaluate."),
        CASE.steps["evaluate"].label,
        _step(case, "evaluate"),
    )


def _evaluating(case: Case) -> NextAct:
    if lacking(case, "hand_in"):
        measured = case.measures.filter(results__stage="evaluation").distinct().count()
        words = _("%(done)s of %(all)s indicators are measured.") % {
            "done": measured,
            "all": case.measures.count(),
        }
        return NextAct(
            _("Measure what came of it"), words, _("Write the results"), _page(case, "results")
        )
    label = CASE.steps["hand_in"].label
    return NextAct(_("Every indicator is measured"), "", label, _step(case, "hand_in"))


def _completing(case: Case) -> NextAct:
    return NextAct(
        _("Look at the evaluation"),
        _("With your word the case is completed and its certificate issued."),
        _("Decide"),
        _step(case, "complete"),
    )


def _reporting(case: Case) -> NextAct:
    if not case.papers.filter(role=DocumentRole.CERTIFICATE).exists():
        words = _("The certificate is being issued by the hub; the report need not wait for it.")
    else:
        words = _("Four questions; the results are filled in already.")
    return NextAct(_("Report back"), words, _("Write the report back"), _page(case, "report"))


_NEXT: dict[CaseState, Callable[[Case], NextAct]] = {
    CaseState.INTEREST: _interest,
    CaseState.RETURNED: _returned,
    CaseState.LEARNING: _learning,
    CaseState.AGREEMENT: _agreement,
    CaseState.APPROVAL: _approval,
    CaseState.ADAPTING: _adapting,
    CaseState.PLANNING: _planning,
    CaseState.PILOT: _pilot,
    CaseState.IMPLEMENTING: _implementing,
    CaseState.EVALUATING: _evaluating,
    CaseState.COMPLETING: _completing,
    CaseState.REPORTING: _reporting,
}
