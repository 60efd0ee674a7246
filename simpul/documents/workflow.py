"""When a letter may do what."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class State(models.TextChoices):
    """What became of a letter. That its last day is past is no state: a date says so."""

    DRAFT = "draft", pgettext_lazy("letter", "Draft")
    NUMBERED = "numbered", pgettext_lazy("letter", "Waits for signatures")
    IN_FORCE = "in_force", pgettext_lazy("letter", "In force")
    SUPERSEDED = "superseded", pgettext_lazy("letter", "Replaced")
    REVOKED = "revoked", pgettext_lazy("letter", "Revoked")
    DROPPED = "dropped", pgettext_lazy("letter", "Discarded draft")


# States of letters that have a number, and of those that counted at some time.
NUMBERED = (State.NUMBERED, State.IN_FORCE, State.SUPERSEDED, State.REVOKED)
ISSUED = (State.IN_FORCE, State.SUPERSEDED, State.REVOKED)

LETTER = Workflow(
    "documents.Document",
    [
        Step("issue", {State.DRAFT}, State.NUMBERED, _("Number and issue")),
        Step("drop", {State.DRAFT}, State.DROPPED, _("Discard the draft")),
        Step(
            "take_effect", {State.NUMBERED}, State.IN_FORCE, _("Comes into force"), by_system=True
        ),
        Step("extend", {State.IN_FORCE}, State.IN_FORCE, _("Extend"), needs_note=True),
        Step("supersede", {State.IN_FORCE}, State.SUPERSEDED, _("Replace by a new letter")),
        # The letter that was written in its place has come into force.
        Step(
            "give_way",
            {State.IN_FORCE},
            State.SUPERSEDED,
            _("Gives way to another"),
            by_system=True,
        ),
        Step(
            "revoke",
            {State.NUMBERED, State.IN_FORCE},
            State.REVOKED,
            _("Revoke"),
            needs_note=True,
        ),
    ],
)
