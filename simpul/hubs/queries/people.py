"""Who acts for a hub and where, and which hub looks after an institution's first admin."""

from itertools import groupby

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from simpul.core import clock, duties, mandates
from simpul.core.models import Mandate
from simpul.geography.models import Region, RegionKind
from simpul.hubs.models import Hub, Territory
from simpul.hubs.policies import ASSISTANT, COORDINATOR, EDITOR, VERIFIER
from simpul.organisations.models import Membership, Office, Organisation
from simpul.organisations.policies import NATIONAL_ADMIN, has_admin, runs_the_network
from simpul.organisations.queries import mandate_lines, mandates_at

from .responsible import ResponsibleHubs, responsible_hub


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


def offices_above(office: str, scope) -> list[str]:
    """Who is told when a duty of ``office`` stays undone: hub over institution, nation over hub."""
    if isinstance(scope, Territory):
        scope = scope.hub
    if isinstance(scope, Organisation):
        hub, _reason = responsible_hub(scope)
        return [duties.office_key(COORDINATOR, hub)] if hub else []
    if isinstance(scope, Hub) and office != COORDINATOR:
        return [duties.office_key(COORDINATOR, scope)]
    return [duties.office_key(NATIONAL_ADMIN)]


# --- The team of a hub ---------------------------------------------------------------------------


def hubs_served_by(user) -> QuerySet[Hub]:
    """The hubs ``user`` holds any office of; all of them for a national admin."""
    found = Hub.objects.select_related("organisation", "region")
    if runs_the_network(user):
        return found
    held = [mandates.scope_ids(user, office, Hub) for office in (COORDINATOR, VERIFIER, EDITOR)]
    territories = mandates.scope_ids(user, ASSISTANT, Territory)
    serves = Q(territories__in=territories)
    for scopes in held:
        serves |= Q(pk__in=scopes)
    return found.filter(serves).distinct()


def team_mandates(hub: Hub) -> QuerySet[Mandate]:
    """Every mandate of the hub and of its territories."""
    return mandates_at([hub, *hub.territories.select_related("region")])


def public_team(hub: Hub) -> list[tuple[str, list]]:
    """Who holds which public office of the hub under a letter now, office by office."""
    current = Mandate.objects.valid_at(clock.now()) & team_mandates(hub)
    public = {office.key: office for office in Office.objects.filter(is_public=True)}
    lettered = current.filter(office__in=public).exclude(letter_number="")
    by_office = groupby(
        sorted(mandate_lines(lettered), key=lambda line: public[line.mandate.office].order),
        key=lambda line: line.mandate.office,
    )
    return [(public[key].label, list(lines)) for key, lines in by_office]


def regions_open_to(hub: Hub) -> QuerySet[Region]:
    """The regencies and cities the hub serves."""
    areas = hub.areas.values("pk")
    served = Q(pk__in=areas) | Q(parent__in=areas)
    return Region.objects.filter(served).exclude(kind=RegionKind.PROVINCE).order_by("code")


def requests_without_admin(hub: Hub) -> list[Membership]:
    """Who asks to belong to an institution of the hub's that nobody administers yet."""
    responsible = ResponsibleHubs()
    waiting = Membership.objects.requested().select_related(
        "person", "organisation__parent", "organisation__region"
    )
    return [
        one
        for one in waiting.order_by("requested_at")
        if responsible.of(one.organisation)[0] == hub and not has_admin(one.organisation)
    ]
