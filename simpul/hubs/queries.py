"""Questions about hubs: how far each has come, and which one answers for an institution."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.organisations.models import Organisation

from .models import Hub, Level, Milestone, MilestoneKind


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
REACHED = {
    MilestoneKind.INVITED: Stage.INVITED,
    MilestoneKind.WILLING: Stage.WILLING,
    MilestoneKind.COMMITTED: Stage.COMMITTED,
    MilestoneKind.APPOINTED: Stage.APPOINTED,
    MilestoneKind.PORTAL: Stage.OPERATIONAL,
    MilestoneKind.LAUNCHED: Stage.OPERATIONAL,
}
# These end what was reached before them.
ENDING = {
    MilestoneKind.DECLINED: Stage.DECLINED,
    MilestoneKind.SUSPENDED: Stage.SUSPENDED,
}
ORDER = list(REACHED)

# What the ministry counts as formed: a province that signed its commitment is among its 22.
FORMED = {Stage.OPERATIONAL, Stage.APPOINTED, Stage.COMMITTED}


@dataclass(frozen=True)
class Status:
    """How far a hub has come, and the milestone that shows it."""

    stage: Stage
    shown_by: Milestone | None = None

    @property
    def label(self):
        return self.stage.label


class Reason(TextChoices):
    """Why a hub is the responsible one."""

    OWN = "own", _("the institution's own hub, which works")
    PROVINCE = "province", _("the hub of its province")
    NATIONAL = (
        "national",
        _("the national hub, as no working hub of its own or of its province is on record"),
    )


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


def hubs() -> QuerySet[Hub]:
    """Every hub with what its row in a list reads."""
    return Hub.objects.select_related("organisation", "region").prefetch_related("milestones")


def hub_page(slug: str) -> Hub | None:
    """A hub with all its page reads."""
    return hubs().prefetch_related("agreements", "areas").filter(slug=slug).first()


class ResponsibleHubs:
    """Answers for many institutions with three questions to the database in all."""

    def __init__(self) -> None:
        self._own: dict[int, Hub] = {}
        self._of_province: dict[str, Hub] = {}
        self._national: Hub | None = None
        for hub in hubs().prefetch_related("areas"):
            stage = hub_status(hub).stage
            if hub.level == Level.NATIONAL:
                self._national = hub
            elif stage == Stage.OPERATIONAL:
                self._own[hub.organisation_id] = hub
            if hub.level == Level.PROVINCE and stage in FORMED:
                self._of_province |= {area.code: hub for area in hub.areas.all()}

    def of(self, organisation: Organisation) -> tuple[Hub | None, Reason]:
        """The hub that answers for ``organisation``, and why."""
        if own := self._own.get(organisation.pk):
            return own, Reason.OWN
        region = organisation.region
        if region and (hub := self._of_province.get(region.province_code)):
            return hub, Reason.PROVINCE
        return self._national, Reason.NATIONAL


def responsible_hub(organisation: Organisation) -> tuple[Hub | None, Reason]:
    """The hub that answers for ``organisation``, and why; for many use ``ResponsibleHubs``."""
    return ResponsibleHubs().of(organisation)
