"""How what somebody leaves behind is handed over."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class HandoverState(models.TextChoices):
    OPEN = "open", pgettext_lazy("handover", "Waits for a successor's name")
    OFFERED = "offered", pgettext_lazy("handover", "Waits for the successor")
    ACCEPTED = "accepted", pgettext_lazy("handover", "Taken over")
    CLOSED = "closed", pgettext_lazy("handover", "Closed without a successor")


OPEN_HANDOVERS = (HandoverState.OPEN, HandoverState.OFFERED)

HANDOVER = Workflow(
    "replication.Handover",
    [
        Step("name", {HandoverState.OPEN}, HandoverState.OFFERED, _("Name a successor")),
        Step("accept", {HandoverState.OFFERED}, HandoverState.ACCEPTED, _("Take it over")),
        Step(
            "refuse",
            {HandoverState.OFFERED},
            HandoverState.OPEN,
            _("Do not take it over"),
            needs_note=True,
        ),
        Step(
            "take_back",
            {HandoverState.OFFERED},
            HandoverState.OPEN,
            _("Ask somebody else"),
        ),
        Step(
            "close",
            {HandoverState.OPEN},
            HandoverState.CLOSED,
            _("Close without a successor"),
            needs_note=True,
        ),
    ],
)
