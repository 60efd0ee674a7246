"""Who acts for a hub."""

from simpul.core import mandates
from simpul.core.permissions import Predicate, about
from simpul.geography.models import Region
from simpul.organisations.policies import is_national_admin

from .models import Hub, Level, Territory

COORDINATOR = "hub_coordinator"
VERIFIER = "verifier"
EDITOR = "editor"
ASSISTANT = "district_assistant"


# --- Questions other rooms ask -----------------------------------------------------------------


def coordinates(user, hub: Hub | None) -> bool:
    """Say whether ``user`` coordinates ``hub``."""
    return hub is not None and mandates.holds(user, COORDINATOR, hub)


def curates(user, hub: Hub | None) -> bool:
    """Say whether ``user`` verifies for ``hub``."""
    return hub is not None and mandates.holds(user, VERIFIER, hub)


def curates_the_nation(user) -> bool:
    """Say whether ``user`` verifies for a hub that answers for everything."""
    national = Hub.objects.filter(level=Level.NATIONAL)
    question = ("curates the nation", user.pk)
    return mandates.holds_over(user, VERIFIER, national, question=question)


def edits(user, hub: Hub | None) -> bool:
    """Say whether ``user`` edits the words and pages of ``hub``."""
    return hub is not None and mandates.holds(user, EDITOR, hub)


def assists(user, hub: Hub | None, region: Region | None) -> bool:
    """Say whether ``user`` assists ``hub`` in ``region``; never beyond that regency or city."""
    if hub is None or region is None or not user.is_authenticated:
        return False
    territories = Territory.objects.filter(hub=hub, region=region)
    return any(mandates.holds(user, ASSISTANT, territory) for territory in territories)


def serves_in(user, hub: Hub | None) -> bool:
    """Say whether ``user`` holds any office of ``hub``, an assistant's among them."""
    if hub is None or not user.is_authenticated:
        return False
    offices = (COORDINATOR, VERIFIER, EDITOR)
    if any(mandates.holds(user, office, hub) for office in offices):
        return True
    return mandates.holds_any(user, ASSISTANT, list(hub.territories.all()))


# --- Rows --------------------------------------------------------------------------------------


@about
def coordinates_it(user, hub):
    return coordinates(user, hub)


@about
def edits_it(user, hub):
    return edits(user, hub)


@about
def serves_in_it(user, hub):
    return serves_in(user, hub)


runs_it = coordinates_it | is_national_admin

PERMISSIONS: dict[str, Predicate] = {
    "hubs.view_team": serves_in_it | is_national_admin,
    "hubs.add_territory": runs_it,
    "hubs.brand_hub": coordinates_it | edits_it | is_national_admin,
    "hubs.change_hub": is_national_admin,
    "hubs.add_hub": is_national_admin,
    "hubs.add_milestone": is_national_admin,
}

__all__ = [
    "ASSISTANT",
    "COORDINATOR",
    "EDITOR",
    "PERMISSIONS",
    "VERIFIER",
    "assists",
    "coordinates",
    "curates",
    "edits",
    "serves_in",
]
