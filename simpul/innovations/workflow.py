"""When a record may move from one state to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from simpul.core.workflow import Step, Workflow


class State(models.TextChoices):
    """Where a record stands between a source that names it and a hub that verified it."""

    LISTED = "listed", _("Listed")
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_VERIFICATION = "in_verification", _("In verification")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Verified")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What anybody may read: recorded by a named source, or verified by a hub.
PUBLIC_STATES = (State.LISTED, State.PUBLISHED)

VERIFICATION = Workflow(
    "innovations.Innovation",
    [
        Step("submit", {State.DRAFT, State.RETURNED}, State.SUBMITTED, _("Submit")),
        Step("take_up", {State.SUBMITTED}, State.IN_VERIFICATION, _("Take up")),
        Step(
            "return",
            {State.IN_VERIFICATION},
            State.RETURNED,
            _("Return for changes"),
            needs_note=True,
        ),
        # A hub may verify what a source listed without asking anybody to submit it again.
        Step(
            "verify",
            {State.IN_VERIFICATION, State.LISTED},
            State.PUBLISHED,
            _("Verify and publish"),
        ),
        Step(
            "withdraw",
            {State.LISTED, State.PUBLISHED},
            State.WITHDRAWN,
            _("Withdraw"),
            needs_note=True,
        ),
        Step("relist", {State.WITHDRAWN}, State.LISTED, _("List again"), needs_note=True),
    ],
)
