"""States of needs, challenges and ideas, and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class NeedState(models.TextChoices):
    OPEN = "open", pgettext_lazy("need", "open")
    ANSWERED = "answered", pgettext_lazy("need", "an answer is being tried")
    CLOSED = "closed", pgettext_lazy("need", "solved")
    WITHDRAWN = "withdrawn", pgettext_lazy("need", "withdrawn")


class ChallengeState(models.TextChoices):
    """What was decided about a challenge; whether ideas are welcome today depends on its dates."""

    DRAFT = "draft", pgettext_lazy("challenge", "being written")
    ANNOUNCED = "announced", pgettext_lazy("challenge", "announced")
    CONCLUDED = "concluded", pgettext_lazy("challenge", "concluded")
    WITHDRAWN = "withdrawn", pgettext_lazy("challenge", "withdrawn")


class IdeaState(models.TextChoices):
    OPEN = "open", pgettext_lazy("idea", "waits for a decision")
    TAKEN_UP = "taken_up", pgettext_lazy("idea", "taken up")
    PARKED = "parked", pgettext_lazy("idea", "parked")
    NOT_NOW = "not_now", pgettext_lazy("idea", "not now")
    PROMOTED = "promoted", pgettext_lazy("idea", "became an innovation")
    TAKEN_BACK = "taken_back", pgettext_lazy("idea", "taken back")
    HIDDEN = "hidden", pgettext_lazy("idea", "hidden")


# What everybody may read of an idea, and what may still be decided about it.
SHOWN_IDEAS = (
    IdeaState.OPEN,
    IdeaState.TAKEN_UP,
    IdeaState.PARKED,
    IdeaState.NOT_NOW,
    IdeaState.PROMOTED,
)
UNDECIDED = {IdeaState.OPEN, IdeaState.PARKED, IdeaState.NOT_NOW}
RUNNING = {NeedState.OPEN, NeedState.ANSWERED}

NEEDS = Workflow(
    "needs.Need",
    [
        Step("answer", {NeedState.OPEN}, NeedState.ANSWERED, _("Say that an answer is tried")),
        Step("close", RUNNING, NeedState.CLOSED, _("Close as solved"), needs_note=True),
        Step("withdraw", RUNNING, NeedState.WITHDRAWN, _("Withdraw"), needs_note=True),
        Step(
            "reopen",
            {NeedState.ANSWERED, NeedState.CLOSED, NeedState.WITHDRAWN},
            NeedState.OPEN,
            _("Open again"),
            needs_note=True,
        ),
    ],
)
CHALLENGES = Workflow(
    "needs.Challenge",
    [
        Step("announce", {ChallengeState.DRAFT}, ChallengeState.ANNOUNCED, _("Announce")),
        Step(
            "conclude",
            {ChallengeState.ANNOUNCED},
            ChallengeState.CONCLUDED,
            _("Conclude"),
            needs_note=True,
        ),
        Step(
            "withdraw",
            {ChallengeState.DRAFT, ChallengeState.ANNOUNCED},
            ChallengeState.WITHDRAWN,
            _("Withdraw"),
            needs_note=True,
        ),
    ],
)
IDEAS = Workflow(
    "needs.Idea",
    [
        Step("take_up", UNDECIDED, IdeaState.TAKEN_UP, _("Take up"), needs_note=True),
        Step(
            "park",
            {IdeaState.OPEN, IdeaState.TAKEN_UP, IdeaState.NOT_NOW},
            IdeaState.PARKED,
            _("Park"),
            needs_note=True,
        ),
        Step(
            "decline",
            {IdeaState.OPEN, IdeaState.TAKEN_UP, IdeaState.PARKED},
            IdeaState.NOT_NOW,
            _("Not now"),
            needs_note=True,
        ),
        Step("promote", {IdeaState.TAKEN_UP}, IdeaState.PROMOTED, _("Begin an innovation")),
        Step("take_back", UNDECIDED, IdeaState.TAKEN_BACK, _("Take back")),
        Step(
            "hide",
            {IdeaState.OPEN, IdeaState.TAKEN_UP, IdeaState.PARKED, IdeaState.NOT_NOW},
            IdeaState.HIDDEN,
            _("Hide"),
            needs_note=True,
        ),
        Step("show", {IdeaState.HIDDEN}, IdeaState.OPEN, _("Show again"), needs_note=True),
    ],
)
