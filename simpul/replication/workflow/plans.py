"""A regional replication plan from the first lines to its end, and a line at the meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class PlanState(models.TextChoices):
    DRAFTING = "drafting", pgettext_lazy("plan", "Being drafted")
    MEETING = "meeting", pgettext_lazy("plan", "Determination meeting")
    SIGNING = "signing", pgettext_lazy("plan", "Commitment being signed")
    COMMITTED = "committed", pgettext_lazy("plan", "Committed")
    RUNNING = "running", pgettext_lazy("plan", "Running")
    CLOSED = "closed", pgettext_lazy("plan", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("plan", "Withdrawn")


# What anybody may read: what was determined. A draft is the business of those who write it.
PUBLIC_PLANS = frozenset({PlanState.COMMITTED, PlanState.RUNNING, PlanState.CLOSED})
# Lines of these may become cases.
UNDER_WAY = frozenset({PlanState.COMMITTED, PlanState.RUNNING})

PLAN = Workflow(
    "replication.Plan",
    [
        Step(
            "call_meeting",
            {PlanState.DRAFTING},
            PlanState.MEETING,
            _("Call the determination meeting"),
        ),
        Step(
            "draft_again",
            {PlanState.MEETING, PlanState.SIGNING},
            PlanState.DRAFTING,
            _("Back to drafting"),
            needs_note=True,
        ),
        Step("determine", {PlanState.MEETING}, PlanState.SIGNING, _("Determine the lines")),
        Step("commit", {PlanState.SIGNING}, PlanState.COMMITTED, _("All have signed")),
        # With the first line that becomes a case.
        Step(
            "begin",
            {PlanState.COMMITTED},
            PlanState.RUNNING,
            _("The first case is open"),
            by_system=True,
        ),
        Step(
            "close",
            {PlanState.COMMITTED, PlanState.RUNNING},
            PlanState.CLOSED,
            _("Close the plan"),
            needs_note=True,
        ),
        Step(
            "withdraw",
            {PlanState.DRAFTING, PlanState.MEETING, PlanState.SIGNING},
            PlanState.WITHDRAWN,
            _("Withdraw the plan"),
            needs_note=True,
        ),
    ],
)


class LineState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("line", "Proposed")
    DETERMINED = "determined", pgettext_lazy("line", "Determined")
    DROPPED = "dropped", pgettext_lazy("line", "Dropped at the meeting")


LINE = Workflow(
    "replication.PlanLine",
    [
        Step(
            "keep",
            {LineState.PROPOSED, LineState.DROPPED},
            LineState.DETERMINED,
            _("Determine"),
        ),
        Step(
            "drop",
            {LineState.PROPOSED, LineState.DETERMINED},
            LineState.DROPPED,
            _("Drop"),
            needs_note=True,
        ),
    ],
)
