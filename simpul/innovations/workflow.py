"""When a record, and what is being written about it, may move from one state to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class State(models.TextChoices):
    """What readers may see of a record: what sources list, what a hub verified, or nothing."""

    LISTED = "listed", _("Listed")
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Verified")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What anybody may read: recorded by a named source, or verified by a hub.
PUBLIC_STATES = (State.LISTED, State.PUBLISHED)

RECORD = Workflow(
    "innovations.Innovation",
    [
        # A hub may verify what a source listed without asking anybody to submit it again.
        Step(
            "publish",
            {State.DRAFT, State.LISTED, State.WITHDRAWN},
            State.PUBLISHED,
            _("Verify and publish"),
        ),
        Step("renew", {State.PUBLISHED}, State.PUBLISHED, _("Publish a newer version")),
        Step(
            "withdraw",
            {State.LISTED, State.PUBLISHED},
            State.WITHDRAWN,
            _("Withdraw"),
            needs_note=True,
        ),
        Step("relist", {State.WITHDRAWN}, State.LISTED, _("List again"), needs_note=True),
        # What another installation decided about its own record, followed here.
        Step(
            "follow_withdrawal",
            {State.LISTED},
            State.WITHDRAWN,
            _("Withdraw as its own hub did"),
            needs_note=True,
            by_system=True,
        ),
        Step(
            "follow_return",
            {State.WITHDRAWN},
            State.LISTED,
            _("List again as its own hub did"),
            by_system=True,
        ),
    ],
)


class DraftState(models.TextChoices):
    """How far what is being written about a record has come."""

    WRITING = "writing", pgettext_lazy("draft", "Being written")
    AWAITING_SIGN_OFF = "awaiting_sign_off", pgettext_lazy("draft", "Waits for sign-off")
    SUBMITTED = "submitted", pgettext_lazy("draft", "Submitted")
    IN_VERIFICATION = "in_verification", pgettext_lazy("draft", "In verification")
    RETURNED = "returned", pgettext_lazy("draft", "Returned for changes")
    ACCEPTED = "accepted", pgettext_lazy("draft", "Accepted")
    REFUSED = "refused", pgettext_lazy("draft", "Refused")
    DROPPED = "dropped", pgettext_lazy("draft", "Dropped")


WRITABLE = (DraftState.WRITING, DraftState.RETURNED)
CHECKED = (DraftState.SUBMITTED, DraftState.IN_VERIFICATION)
OPEN_DRAFTS = (*WRITABLE, DraftState.AWAITING_SIGN_OFF, *CHECKED)

VERIFICATION = Workflow(
    "innovations.Draft",
    [
        Step("submit", set(WRITABLE), DraftState.SUBMITTED, _("Submit")),
        Step("ask_sign_off", set(WRITABLE), DraftState.AWAITING_SIGN_OFF, _("Ask for sign-off")),
        Step(
            "sign_off", {DraftState.AWAITING_SIGN_OFF}, DraftState.SUBMITTED, _("Sign and submit")
        ),
        Step(
            "decline_sign_off",
            {DraftState.AWAITING_SIGN_OFF},
            DraftState.WRITING,
            _("Give back without signing"),
            needs_note=True,
        ),
        Step(
            "recall",
            {DraftState.SUBMITTED, DraftState.AWAITING_SIGN_OFF},
            DraftState.WRITING,
            _("Take back"),
        ),
        Step("take_up", {DraftState.SUBMITTED}, DraftState.IN_VERIFICATION, _("Take up")),
        Step("release", {DraftState.IN_VERIFICATION}, DraftState.SUBMITTED, _("Let go")),
        Step(
            "return",
            {DraftState.IN_VERIFICATION},
            DraftState.RETURNED,
            _("Return for changes"),
            needs_note=True,
        ),
        Step("pass_on", {DraftState.IN_VERIFICATION}, DraftState.SUBMITTED, _("Pass on")),
        Step("verify", {DraftState.IN_VERIFICATION}, DraftState.ACCEPTED, _("Verify and publish")),
        Step(
            "refuse",
            {DraftState.IN_VERIFICATION},
            DraftState.REFUSED,
            _("Refuse"),
            needs_note=True,
        ),
        Step("drop", set(WRITABLE), DraftState.DROPPED, _("Drop")),
    ],
)


class ContestState(models.TextChoices):
    """What became of the word that something said about a record is wrong."""

    OPEN = "open", pgettext_lazy("contest", "Open")
    UPHELD = "upheld", pgettext_lazy("contest", "Upheld")
    DISMISSED = "dismissed", pgettext_lazy("contest", "Dismissed")
    TAKEN_BACK = "taken_back", pgettext_lazy("contest", "Taken back")


CONTESTING = Workflow(
    "innovations.Contest",
    [
        Step("uphold", {ContestState.OPEN}, ContestState.UPHELD, _("Uphold"), needs_note=True),
        Step("dismiss", {ContestState.OPEN}, ContestState.DISMISSED, _("Dismiss"), needs_note=True),
        Step("take_back", {ContestState.OPEN}, ContestState.TAKEN_BACK, _("Take back")),
    ],
)
