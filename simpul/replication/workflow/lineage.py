"""A badge of replication: it counts from the day it is given until somebody takes it away."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class BadgeState(models.TextChoices):
    GIVEN = "given", pgettext_lazy("badge", "Given")
    REVOKED = "revoked", pgettext_lazy("badge", "Revoked")


BADGE = Workflow(
    "replication.Badge",
    [
        Step(
            "revoke",
            {BadgeState.GIVEN},
            BadgeState.REVOKED,
            _("Revoke the badge"),
            needs_note=True,
        ),
    ],
)
