"""A case from the first interest to the report back, and whether it moves at all."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class CaseState(models.TextChoices):
    """How far a case has come."""

    INTEREST = "interest", pgettext_lazy("case", "Interest sent")
    RETURNED = "returned", pgettext_lazy("case", "Question of the hub")
    LEARNING = "learning", pgettext_lazy("case", "Learning from the origin")
    AGREEMENT = "agreement", pgettext_lazy("case", "Agreement being signed")
    APPROVAL = "approval", pgettext_lazy("case", "Waits for approval")
    ADAPTING = "adapting", pgettext_lazy("case", "Weighing what to adapt")
    PLANNING = "planning", pgettext_lazy("case", "Planning")
    PILOT = "pilot", pgettext_lazy("case", "Pilot")
    IMPLEMENTING = "implementing", pgettext_lazy("case", "Being put into practice")
    EVALUATING = "evaluating", pgettext_lazy("case", "Being evaluated")
    COMPLETING = "completing", pgettext_lazy("case", "Evaluation waits for the hub")
    REPORTING = "reporting", pgettext_lazy("case", "Completed, report back awaited")
    DONE = "done", pgettext_lazy("case", "Completed and reported back")
    UNREPORTED = "unreported", pgettext_lazy("case", "Completed, never reported back")
    NOT_VALID = "not_valid", pgettext_lazy("case", "Not valid")
    CANCELLED = "cancelled", pgettext_lazy("case", "Stopped before its end")


ENDED = frozenset({CaseState.DONE, CaseState.UNREPORTED, CaseState.NOT_VALID, CaseState.CANCELLED})
# The way a case goes when nothing is returned and nothing stops.
STATES_IN_ORDER = (
    CaseState.INTEREST,
    CaseState.LEARNING,
    CaseState.AGREEMENT,
    CaseState.APPROVAL,
    CaseState.ADAPTING,
    CaseState.PLANNING,
    CaseState.PILOT,
    CaseState.IMPLEMENTING,
    CaseState.EVALUATING,
    CaseState.COMPLETING,
    CaseState.REPORTING,
    CaseState.DONE,
)
ACTIVE = frozenset(CaseState) - ENDED
# Work that rests on a signed agreement: when that ends, so does the permission to go on.
UNDER_AGREEMENT = frozenset(
    {
        CaseState.APPROVAL,
        CaseState.ADAPTING,
        CaseState.PLANNING,
        CaseState.PILOT,
        CaseState.IMPLEMENTING,
        CaseState.EVALUATING,
        CaseState.COMPLETING,
    }
)
_CANCELLABLE = ACTIVE - {CaseState.REPORTING}

CASE = Workflow(
    "replication.Case",
    [
        Step("verify", {CaseState.INTEREST}, CaseState.LEARNING, _("Valid: open the case")),
        Step(
            "ask_more",
            {CaseState.INTEREST},
            CaseState.RETURNED,
            _("Ask the adopter"),
            needs_note=True,
        ),
        Step(
            "decline",
            {CaseState.INTEREST},
            CaseState.NOT_VALID,
            _("Not valid"),
            needs_note=True,
        ),
        Step("send_again", {CaseState.RETURNED}, CaseState.INTEREST, _("Send again")),
        Step(
            "finish_learning",
            {CaseState.LEARNING},
            CaseState.AGREEMENT,
            _("Learned enough: on to the agreement"),
        ),
        # Nobody signs an agreement with themselves.
        Step(
            "skip_agreement",
            {CaseState.LEARNING},
            CaseState.ADAPTING,
            _("Our own innovation: on to the adaptation"),
        ),
        Step("agree", {CaseState.AGREEMENT}, CaseState.APPROVAL, _("Signed: ask for approval")),
        Step("approve", {CaseState.APPROVAL}, CaseState.ADAPTING, _("Approve")),
        Step(
            "send_back",
            {CaseState.APPROVAL},
            CaseState.AGREEMENT,
            _("Send the agreement back"),
            needs_note=True,
        ),
        Step("settle_matrix", {CaseState.ADAPTING}, CaseState.PLANNING, _("The matrix stands")),
        Step("start_pilot", {CaseState.PLANNING}, CaseState.PILOT, _("Begin the pilot")),
        Step(
            "skip_pilot",
            {CaseState.PLANNING},
            CaseState.IMPLEMENTING,
            _("Go on without a pilot"),
            needs_note=True,
        ),
        Step(
            "replan",
            {CaseState.PILOT, CaseState.IMPLEMENTING},
            CaseState.PLANNING,
            _("Back to the plan"),
            needs_note=True,
        ),
        Step("implement", {CaseState.PILOT}, CaseState.IMPLEMENTING, _("Put it into practice")),
        Step("evaluate", {CaseState.IMPLEMENTING}, CaseState.EVALUATING, _("Begin to evaluate")),
        Step("hand_in", {CaseState.EVALUATING}, CaseState.COMPLETING, _("Hand in the evaluation")),
        Step(
            "return_evaluation",
            {CaseState.COMPLETING},
            CaseState.EVALUATING,
            _("Return the evaluation"),
            needs_note=True,
        ),
        Step("complete", {CaseState.COMPLETING}, CaseState.REPORTING, _("Complete the case")),
        Step("report_back", {CaseState.REPORTING}, CaseState.DONE, _("Report back")),
        Step(
            "close",
            {CaseState.REPORTING},
            CaseState.UNREPORTED,
            _("Close without a report"),
            needs_note=True,
        ),
        Step("cancel", _CANCELLABLE, CaseState.CANCELLED, _("Stop the case"), needs_note=True),
    ],
)


class Standing(models.TextChoices):
    """Whether a case moves, whatever its state."""

    RUNNING = "running", pgettext_lazy("case", "Running")
    PAUSED = "paused", pgettext_lazy("case", "Paused")
    DISPUTED = "disputed", pgettext_lazy("case", "Disputed")
    LAPSED = "lapsed", pgettext_lazy("case", "Agreement expired")


STANDING = Workflow(
    "replication.Case",
    [
        Step("pause", {Standing.RUNNING}, Standing.PAUSED, _("Pause"), needs_note=True),
        Step("resume", {Standing.PAUSED}, Standing.RUNNING, _("Resume")),
        Step(
            "dispute",
            {Standing.RUNNING, Standing.PAUSED, Standing.LAPSED},
            Standing.DISPUTED,
            _("Raise a dispute"),
            needs_note=True,
        ),
        Step(
            "take_back_dispute",
            {Standing.DISPUTED},
            Standing.RUNNING,
            _("Take the dispute back"),
        ),
        Step(
            "settle_dispute",
            {Standing.DISPUTED},
            Standing.RUNNING,
            _("Decide the dispute"),
            needs_note=True,
        ),
        Step(
            "lapse", {Standing.RUNNING}, Standing.LAPSED, _("The agreement ended"), by_system=True
        ),
        Step("renew", {Standing.LAPSED}, Standing.RUNNING, _("The agreement counts again")),
    ],
    field="standing",
)
