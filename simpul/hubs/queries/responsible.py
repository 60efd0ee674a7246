"""Which hub answers for an institution."""

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from simpul.hubs.models import Hub, Level
from simpul.organisations.models import Organisation

from .status import FORMED, Stage, hub_status


class Reason(TextChoices):
    """Why a hub is the responsible one."""

    OWN = "own", _("the institution's own hub, which works")
    PROVINCE = "province", _("the hub of its province")
    NATIONAL = (
        "national",
        _("the national hub, as no working hub of its own or of its province is on record"),
    )


def hubs() -> QuerySet[Hub]:
    """Every hub with what its row in a list reads."""
    return Hub.objects.select_related("organisation", "region").prefetch_related(
        "milestones", "areas"
    )


class ResponsibleHubs:
    """Answers for many institutions with three questions to the database in all."""

    def __init__(self) -> None:
        self._own: dict[int, Hub] = {}
        self._of_province: dict[str, Hub] = {}
        self._national: Hub | None = None
        for hub in hubs():
            stage = hub_status(hub).stage
            if hub.level == Level.NATIONAL:
                self._national = hub
            elif stage == Stage.OPERATIONAL:
                self._own[hub.organisation_id] = hub
            if hub.level == Level.PROVINCE and stage in FORMED:
                self._of_province |= {area.code: hub for area in hub.areas.all()}

    def of(self, organisation: Organisation) -> tuple[Hub | None, Reason]:
        """The hub that answers for ``organisation``, and why; a unit's is its institution's."""
        organisation = organisation.institution
        if own := self._own.get(organisation.pk):
            return own, Reason.OWN
        region = organisation.region
        if region and (hub := self._of_province.get(region.province_code)):
            return hub, Reason.PROVINCE
        return self._national, Reason.NATIONAL


def responsible_hub(organisation: Organisation) -> tuple[Hub | None, Reason]:
    """The hub that answers for ``organisation``, and why; for many use ``ResponsibleHubs``."""
    return ResponsibleHubs().of(organisation)
