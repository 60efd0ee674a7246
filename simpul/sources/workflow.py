"""When a run may go on, and what may become of one thing it could not understand."""

from django.db import models
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class RunState(models.TextChoices):
    """Who has the next word about a run: the machine, a person, or nobody any more."""

    WORKING = "working", pgettext_lazy("run", "At work")
    READY = "ready", pgettext_lazy("run", "Dry run ready")
    STOPPED = "stopped", pgettext_lazy("run", "Stopped, asks a person")
    DONE = "done", pgettext_lazy("run", "Imported")
    UNDONE = "undone", pgettext_lazy("run", "Undone")
    DROPPED = "dropped", pgettext_lazy("run", "Dropped")


UNDER_WAY = (RunState.WORKING, RunState.READY, RunState.STOPPED)
OVER = (RunState.DONE, RunState.UNDONE, RunState.DROPPED)

RUNNING = Workflow(
    "sources.Run",
    [
        Step(
            "offer",
            {RunState.WORKING},
            RunState.READY,
            pgettext_lazy("run", "Show the dry run"),
            by_system=True,
        ),
        Step("confirm", {RunState.READY}, RunState.WORKING, pgettext_lazy("run", "Import")),
        Step(
            "go_alone",
            {RunState.READY},
            RunState.WORKING,
            pgettext_lazy("run", "Import without asking"),
            by_system=True,
        ),
        Step(
            "compare_again",
            {RunState.READY},
            RunState.WORKING,
            pgettext_lazy("run", "Compare again"),
        ),
        Step(
            "finish",
            {RunState.WORKING},
            RunState.DONE,
            pgettext_lazy("run", "Close the import"),
            by_system=True,
        ),
        Step(
            "stop",
            {RunState.WORKING},
            RunState.STOPPED,
            pgettext_lazy("run", "Stop and ask"),
            by_system=True,
        ),
        Step(
            "halt",
            {RunState.WORKING},
            RunState.STOPPED,
            pgettext_lazy("run", "Stop"),
            needs_note=True,
        ),
        Step(
            "go_on",
            {RunState.STOPPED},
            RunState.WORKING,
            pgettext_lazy("run", "Go on"),
            needs_note=True,
        ),
        Step(
            "drop",
            {RunState.READY, RunState.STOPPED},
            RunState.DROPPED,
            pgettext_lazy("run", "Drop"),
        ),
        Step(
            "undo",
            {RunState.DONE, RunState.STOPPED},
            RunState.WORKING,
            pgettext_lazy("run", "Undo"),
            needs_note=True,
        ),
        Step(
            "close_undo",
            {RunState.WORKING},
            RunState.UNDONE,
            pgettext_lazy("run", "Close the undoing"),
            by_system=True,
        ),
    ],
)


class ItemState(models.TextChoices):
    """What became of something a run could not understand."""

    OPEN = "open", pgettext_lazy("work item", "Open")
    SETTLED = "settled", pgettext_lazy("work item", "Settled")
    DROPPED = "dropped", pgettext_lazy("work item", "Dropped")


ITEMS = Workflow(
    "sources.WorkItem",
    [
        Step(
            "settle",
            {ItemState.OPEN},
            ItemState.SETTLED,
            pgettext_lazy("work item", "Settle"),
        ),
        Step(
            "drop",
            {ItemState.OPEN},
            ItemState.DROPPED,
            pgettext_lazy("work item", "Leave as it is"),
        ),
        Step(
            "reopen",
            {ItemState.SETTLED, ItemState.DROPPED},
            ItemState.OPEN,
            pgettext_lazy("work item", "Open again"),
        ),
    ],
)
