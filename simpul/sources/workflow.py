"""When a run, a proposal or a contradiction may go on, and what becomes of one unclear thing."""

from django.db import models
from django.utils.translation import gettext_lazy as _
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
            "take_back",
            {RunState.DONE, RunState.STOPPED},
            RunState.WORKING,
            pgettext_lazy("run", "Undo by command"),
            by_system=True,
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


# --- Joint management --------------------------------------------------------------------------


class ProposalState(models.TextChoices):
    """How far a change of the agreed rules has come."""

    DRAFTED = "drafted", pgettext_lazy("proposal", "Being drafted")
    PROPOSED = "proposed", pgettext_lazy("proposal", "Proposed")
    VOTING = "voting", pgettext_lazy("proposal", "Being voted")
    ADOPTED = "adopted", pgettext_lazy("proposal", "Adopted, not yet in force")
    IN_FORCE = "in_force", pgettext_lazy("proposal", "In force")
    REVERSED = "reversed", pgettext_lazy("proposal", "Reversed by a later proposal")
    REJECTED = "rejected", pgettext_lazy("proposal", "Rejected")
    LAPSED = "lapsed", pgettext_lazy("proposal", "Lapsed without enough votes")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


# Before anything is decided.
UNDECIDED = (ProposalState.DRAFTED, ProposalState.PROPOSED, ProposalState.VOTING)

PROPOSALS = Workflow(
    "sources.Proposal",
    [
        Step("propose", {ProposalState.DRAFTED}, ProposalState.PROPOSED, _("Propose it")),
        Step("redraft", {ProposalState.PROPOSED}, ProposalState.DRAFTED, _("Draft it anew")),
        Step("open_vote", {ProposalState.PROPOSED}, ProposalState.VOTING, _("Open the vote")),
        # Whoever casts the deciding vote has decided; counting is the machine's.
        Step("adopt", {ProposalState.VOTING}, ProposalState.ADOPTED, _("Adopt"), by_system=True),
        Step("reject", {ProposalState.VOTING}, ProposalState.REJECTED, _("Reject"), by_system=True),
        Step("lapse", {ProposalState.VOTING}, ProposalState.LAPSED, _("Lapse"), by_system=True),
        Step(
            "withdraw", set(UNDECIDED), ProposalState.WITHDRAWN, _("Withdraw it"), needs_note=True
        ),
        Step(
            "enforce",
            {ProposalState.ADOPTED},
            ProposalState.IN_FORCE,
            _("Put into force"),
            by_system=True,
        ),
        Step(
            "reverse",
            {ProposalState.IN_FORCE},
            ProposalState.REVERSED,
            _("Reverse"),
            by_system=True,
        ),
    ],
)


class ContradictionState(models.TextChoices):
    """What became of two sources that disagree about one field."""

    OPEN = "open", pgettext_lazy("contradiction", "Open")
    ASKED = "asked", pgettext_lazy("contradiction", "A steward is asked")
    ANSWERED = "answered", pgettext_lazy("contradiction", "The steward answered")
    REFERRED = "referred", pgettext_lazy("contradiction", "Waits for a proposal")
    STANDS = "stands", pgettext_lazy("contradiction", "Both stand")
    CHOSEN = "chosen", pgettext_lazy("contradiction", "One was chosen")
    ENDED = "ended", pgettext_lazy("contradiction", "Sources agree again")


# Somebody has still to decide.
WAITING = (
    ContradictionState.OPEN,
    ContradictionState.ASKED,
    ContradictionState.ANSWERED,
    ContradictionState.REFERRED,
)
SETTLED = (ContradictionState.STANDS, ContradictionState.CHOSEN)

CONTRADICTIONS = Workflow(
    "sources.Contradiction",
    [
        Step(
            "ask",
            {ContradictionState.OPEN, ContradictionState.ANSWERED, ContradictionState.REFERRED},
            ContradictionState.ASKED,
            _("Ask the steward"),
            needs_note=True,
        ),
        Step(
            "answer",
            {ContradictionState.ASKED},
            ContradictionState.ANSWERED,
            _("Answer"),
            needs_note=True,
        ),
        Step(
            "let_stand",
            set(WAITING),
            ContradictionState.STANDS,
            _("Let both stand"),
            needs_note=True,
        ),
        Step("refer", set(WAITING), ContradictionState.REFERRED, _("Take it to a proposal")),
        # The value itself is chosen by the lock of a verifier.
        Step(
            "choose",
            {*WAITING, ContradictionState.STANDS},
            ContradictionState.CHOSEN,
            _("Choose one"),
            by_system=True,
        ),
        Step(
            "reopen",
            {*SETTLED, ContradictionState.ENDED},
            ContradictionState.OPEN,
            _("Open again"),
            by_system=True,
        ),
        Step(
            "end",
            {*WAITING, *SETTLED},
            ContradictionState.ENDED,
            _("End"),
            by_system=True,
        ),
    ],
)


class PairState(models.TextChoices):
    """What a person said of two records that may be one innovation."""

    OPEN = "open", pgettext_lazy("pair", "waits for a decision")
    MERGED = "merged", pgettext_lazy("pair", "one innovation")
    APART = "apart", pgettext_lazy("pair", "two innovations")
    RELATED = "related", pgettext_lazy("pair", "related")


PAIRING = Workflow(
    "sources.Pair",
    [
        Step("merge", {PairState.OPEN}, PairState.MERGED, _("One innovation")),
        Step("keep_apart", {PairState.OPEN}, PairState.APART, _("Two innovations")),
        Step("relate", {PairState.OPEN}, PairState.RELATED, _("Related")),
        Step(
            "reopen",
            {PairState.MERGED, PairState.APART, PairState.RELATED},
            PairState.OPEN,
            pgettext_lazy("pair", "Take back"),
        ),
    ],
)
