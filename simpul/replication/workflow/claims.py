"""What became of the word that an innovation was replicated in the past."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class AdoptionState(models.TextChoices):
    CLAIMED = "claimed", pgettext_lazy("adoption", "Claimed, origin asked")
    CONFIRMED = "confirmed", pgettext_lazy("adoption", "Confirmed by the origin")
    CONTESTED = "contested", pgettext_lazy("adoption", "Contested by the origin")
    NOT_ANSWERED = "not_answered", pgettext_lazy("adoption", "Origin has not answered")
    TAKEN_BACK = "taken_back", pgettext_lazy("adoption", "Taken back")


_OPEN = {AdoptionState.CLAIMED, AdoptionState.NOT_ANSWERED}

ADOPTION = Workflow(
    "replication.Adoption",
    [
        Step(
            "confirm",
            {*_OPEN, AdoptionState.CONTESTED},
            AdoptionState.CONFIRMED,
            _("Confirm: they replicated it"),
        ),
        Step(
            "contest",
            {*_OPEN, AdoptionState.CONFIRMED},
            AdoptionState.CONTESTED,
            _("Contest: it is not so"),
            needs_note=True,
        ),
        Step(
            "take_back",
            {*_OPEN, AdoptionState.CONTESTED, AdoptionState.CONFIRMED},
            AdoptionState.TAKEN_BACK,
            _("Take it back"),
            needs_note=True,
        ),
        Step(
            "fall_silent",
            {AdoptionState.CLAIMED},
            AdoptionState.NOT_ANSWERED,
            _("No answer in time"),
            by_system=True,
        ),
    ],
)
