"""Who acts for a hub and where, and which hub looks after an institution's first admin."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from simpul.core import clock, mandates
from simpul.core.models import Mandate
from simpul.geography.models import Region
from simpul.hubs.models import Hub, Territory
from simpul.hubs.policies import ASSISTANT, COORDINATOR
from simpul.organisations.models import Organisation
from simpul.organisations.policies import has_admin

from .responsible import responsible_hub


def territories_of(person, hub: Hub) -> QuerySet[Region]:
    """The regencies and cities in which ``person`` assists ``hub`` now."""
    held = mandates.scope_ids(person, ASSISTANT, Territory)
    return Region.objects.filter(
        pk__in=Territory.objects.filter(hub=hub, pk__in=held).values("region")
    )


def hubs_of(person, office: str) -> QuerySet[Hub]:
    """The hubs for which ``person`` holds ``office`` now."""
    return Hub.objects.filter(pk__in=mandates.scope_ids(person, office, Hub))


def holders_of(hub: Hub, office: str) -> QuerySet:
    """The people who hold ``office`` for ``hub`` now."""
    held = Mandate.objects.valid_at(clock.now()).filter(mandates.for_scopes([hub]), office=office)
    return get_user_model()._default_manager.filter(pk__in=held.values("person"))


def first_admin_checker(organisation: Organisation) -> tuple[str, Hub] | None:
    """The coordinator of the responsible hub, where it has one."""
    hub, _reason = responsible_hub(organisation)
    if hub is None or not holders_of(hub, COORDINATOR).exists():
        return None
    return COORDINATOR, hub


def overseers(organisation: Organisation) -> list[Hub]:
    """The responsible hub, as long as nobody administers the institution."""
    if has_admin(organisation):
        return []
    hub, _reason = responsible_hub(organisation)
    return [hub] if hub else []
