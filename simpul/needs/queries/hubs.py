"""Which hub looks after what has no institution yet."""

from simpul.geography.models import Region
from simpul.hubs.models import Hub
from simpul.hubs.models import Level as HubLevel
from simpul.hubs.queries import responsible_hub
from simpul.organisations.models import Level, Organisation, Status

GOVERNMENTS = (Level.PROVINCE, Level.REGENCY, Level.CITY)


def hub_of_region(region: Region | None) -> Hub | None:
    """The hub that answers for the government of a region; without one, the national hub."""
    government = (
        region
        and Organisation.objects.filter(
            region=region, level__in=GOVERNMENTS, status=Status.ACTIVE
        ).first()
    )
    if not government:
        return Hub.objects.filter(level=HubLevel.NATIONAL).first()
    hub, _reason = responsible_hub(government)
    return hub
