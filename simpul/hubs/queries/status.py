"""How far a hub is known to have come, read from its milestones."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from simpul.hubs.models import Hub, Milestone, MilestoneKind


class Stage(TextChoices):
    """How far a hub is known to have come. Only what a source says moves it."""

    OPERATIONAL = "operational", pgettext_lazy("hub", "operational")
    APPOINTED = "appointed", pgettext_lazy("hub", "appointed")
    COMMITTED = "committed", pgettext_lazy("hub", "committed")
    WILLING = "willing", pgettext_lazy("hub", "willing")
    INVITED = "invited", pgettext_lazy("hub", "invited")
    DECLINED = "declined", pgettext_lazy("hub", "declined")
    SUSPENDED = "suspended", pgettext_lazy("hub", "suspended")
    UNKNOWN = "unknown", pgettext_lazy("hub", "not known")


# What each milestone shows. Later in this table means further on.
REACHED: dict[str, Stage] = {
    MilestoneKind.INVITED: Stage.INVITED,
    MilestoneKind.WILLING: Stage.WILLING,
    MilestoneKind.COMMITTED: Stage.COMMITTED,
    MilestoneKind.APPOINTED: Stage.APPOINTED,
    MilestoneKind.PORTAL: Stage.OPERATIONAL,
    MilestoneKind.LAUNCHED: Stage.OPERATIONAL,
}
# These end what was reached before them.
ENDING: dict[str, Stage] = {
    MilestoneKind.DECLINED: Stage.DECLINED,
    MilestoneKind.SUSPENDED: Stage.SUSPENDED,
}
ORDER = list(REACHED)

# What the ministry counts as formed: a province that signed its commitment is among its 22.
FORMED = {Stage.OPERATIONAL, Stage.APPOINTED, Stage.COMMITTED}

TONES = {
    Stage.OPERATIONAL: "ok",
    Stage.APPOINTED: "info",
    Stage.COMMITTED: "wait",
    Stage.DECLINED: "stop",
    Stage.SUSPENDED: "stop",
}
STEPS = {
    Stage.OPERATIONAL: 5,
    Stage.APPOINTED: 4,
    Stage.COMMITTED: 2,
    Stage.WILLING: 1,
    Stage.INVITED: 1,
}


@dataclass(frozen=True)
class Status:
    """How far a hub has come, and the milestone that shows it."""

    stage: Stage
    shown_by: Milestone | None = None

    @property
    def label(self) -> str:
        return str(self.stage.label)

    @property
    def tone(self) -> str:
        """The shape of its knot."""
        return TONES.get(self.stage, "none")

    @property
    def step(self) -> int:
        """Its shade on a map; 0 is the hatch of what is not known."""
        return STEPS.get(self.stage, 0)


def status_of(milestones: Iterable[Milestone]) -> Status:
    """How far these milestones, whatever their order, show a hub to have come."""
    found = sorted(milestones, key=lambda one: (one.date, one.pk or 0))
    ended = next((one for one in reversed(found) if one.kind in ENDING), None)
    if ended:
        found = [one for one in found if one.date > ended.date]
        if not found:
            return Status(ENDING[ended.kind], ended)
    reached = [one for one in found if one.kind in REACHED]
    if not reached:
        return Status(Stage.UNKNOWN)
    furthest = max(reached, key=lambda one: ORDER.index(one.kind))
    return Status(REACHED[furthest.kind], furthest)


def hub_status(hub: Hub) -> Status:
    """How far ``hub`` is known to have come."""
    return status_of(hub.milestones.all())
