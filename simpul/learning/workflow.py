"""How somebody becomes a mentor, rests and leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class MentorState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("mentor", "waits for the hub")
    ACTIVE = "active", pgettext_lazy("mentor", "ready")
    PAUSED = "paused", pgettext_lazy("mentor", "pauses")
    DECLINED = "declined", pgettext_lazy("mentor", "not taken on")
    ENDED = "ended", pgettext_lazy("mentor", "left")


OPEN_STATES = (MentorState.OFFERED, MentorState.ACTIVE, MentorState.PAUSED)

MENTORING = Workflow(
    "learning.Mentor",
    [
        Step("confirm", {MentorState.OFFERED}, MentorState.ACTIVE, _("Take on as mentor")),
        Step(
            "decline",
            {MentorState.OFFERED},
            MentorState.DECLINED,
            _("Do not take on"),
            needs_note=True,
        ),
        Step("pause", {MentorState.ACTIVE}, MentorState.PAUSED, _("Pause")),
        Step("resume", {MentorState.PAUSED}, MentorState.ACTIVE, _("Be ready again")),
        Step(
            "wake", {MentorState.PAUSED}, MentorState.ACTIVE, _("The pause is over"), by_system=True
        ),
        Step("leave", set(OPEN_STATES), MentorState.ENDED, _("Leave")),
        Step(
            "release",
            {MentorState.ACTIVE, MentorState.PAUSED},
            MentorState.ENDED,
            _("End the mentoring"),
            needs_note=True,
        ),
    ],
)
