"""Who checks a draft, one office after the other, and why: so that none is without a checker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.hubs.models import Hub, Level, Territory
from simpul.hubs.policies import VERIFIER
from simpul.hubs.queries import Reason, responsible_hub
from simpul.innovations.models import ChainLink, ChainScope, Draft
from simpul.innovations.policies import checkers
from simpul.innovations.queries.working_days import Calendar
from simpul.organisations.models import Organisation

# What a hub has to decide in where no row says otherwise.
WORKING_DAYS = 10


@dataclass(frozen=True)
class Desk:
    """An office that checks, over what it is held, its place in the chain, and its term."""

    office: str
    scope: models.Model
    hub: Hub
    link: int
    due_at: datetime
    why: str


@dataclass(frozen=True)
class Stop:
    """One link of a chain as it applies to one draft; ``scope`` is empty where it falls away."""

    link: ChainLink
    scope: models.Model | None
    why: str

    @property
    def stands(self) -> bool:
        return self.scope is not None


def owner_of(draft: Draft) -> Organisation | None:
    """The body whose work it is."""
    return draft.organisation or draft.innovation.owner


def hub_of(draft: Draft) -> tuple[Hub | None, Reason]:
    """The hub that answers for what a draft tells of, and why."""
    return responsible_hub(owner_of(draft) or Organisation())


def links_of(hub: Hub) -> Sequence[ChainLink]:
    """The chain of a hub today: its own, else the one for every hub."""
    today = clock.today()
    now = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    own = list(ChainLink.objects.filter(now, hub=hub).order_by("order"))
    return own or list(ChainLink.objects.filter(now, hub=None).order_by("order"))


def stops(draft: Draft) -> list[Stop]:
    """Every link of the chain for ``draft``, also those that fall away, each with its reason."""
    hub, reason = hub_of(draft)
    if hub is None:
        return []
    found = [_stop(draft, link, hub, reason) for link in links_of(hub)]
    if not any(stop.stands for stop in found):
        found.append(_fallback(hub))
    return found


def desks(draft: Draft) -> list[Desk]:
    """The offices that check ``draft`` in turn, as things stand now."""
    hub, _reason = hub_of(draft)
    now = clock.now()
    calendar = Calendar(now)
    standing = [stop for stop in stops(draft) if stop.scope is not None]
    return [
        Desk(
            office=stop.link.office,
            scope=stop.scope,
            hub=hub,
            link=stop.link.order,
            due_at=calendar.after(now, stop.link.working_days),
            why=stop.why,
        )
        for stop in standing
        if stop.scope is not None and hub is not None
    ]


def first_desk(draft: Draft) -> Desk | None:
    """Where a draft goes when it is submitted; none only where there is no hub at all."""
    return next(iter(desks(draft)), None)


def next_desk(draft: Draft) -> Desk | None:
    """Where it goes after the office that has it now; none where that office decides."""
    return next((desk for desk in desks(draft) if desk.link > draft.link), None)


def desk_again(draft: Draft) -> Desk | None:
    """Where a draft goes that comes back changed: to the office that returned it, if it stands."""
    return next((desk for desk in desks(draft) if desk.link >= draft.link), first_desk(draft))


# --- One link ----------------------------------------------------------------------------------


def _stop(draft: Draft, link: ChainLink, hub: Hub, reason: Reason) -> Stop:
    scopes = {
        ChainScope.UNIT: _institution,
        ChainScope.DISTRICT: _district,
        ChainScope.HUB: _hub,
        ChainScope.NATIONAL: _nation,
    }
    return scopes[ChainScope(link.scope)](draft, link, hub, reason)


def _institution(draft: Draft, link: ChainLink, hub: Hub, reason: Reason) -> Stop:
    owner = owner_of(draft)
    for body in owner.chain if owner else ():
        if checkers(draft, link.office, body).exists():
            why = _("%(institution)s checks before the hub does.") % {
                "institution": body.short_name
            }
            return Stop(link, body, why)
    return Stop(
        link, None, _("Nobody of the institution who did not write it holds this office now.")
    )


def _district(draft: Draft, link: ChainLink, hub: Hub, reason: Reason) -> Stop:
    owner = owner_of(draft)
    region = owner.institution.region if owner else None
    for territory in _territories(hub, region):
        if checkers(draft, link.office, territory).exists():
            why = _("The assistants of %(hub)s in %(region)s check first.") % {
                "hub": hub.name,
                "region": territory.region.short_name,
            }
            return Stop(link, territory, why)
    return Stop(link, None, _("%(hub)s has no assistants there.") % {"hub": hub.name})


def _territories(hub: Hub, region) -> Iterator[Territory]:
    if region is not None:
        yield from Territory.objects.filter(hub=hub, region=region).select_related("region")


def _hub(draft: Draft, link: ChainLink, hub: Hub, reason: Reason) -> Stop:
    if checkers(draft, link.office, hub).exists():
        why = _("%(hub)s checks it: %(reason)s.") % {"hub": hub.name, "reason": reason.label}
        return Stop(link, hub, why)
    return _nation(draft, link, hub, reason)


def _nation(draft: Draft, link: ChainLink, hub: Hub, reason: Reason) -> Stop:
    nation = _national(hub)
    if link.scope == ChainScope.NATIONAL:
        why = _("%(hub)s checks last.") % {"hub": nation.name}
    elif nation == hub:
        why = _("%(hub)s checks it, as soon as somebody holds the office there.") % {
            "hub": nation.name
        }
    else:
        why = _(
            "%(nation)s checks it, as nobody who did not write it holds the office at %(hub)s now."
        ) % {"nation": nation.name, "hub": hub.name}
    return Stop(link, nation, why)


def _fallback(hub: Hub) -> Stop:
    nation = _national(hub)
    link = ChainLink(order=1, scope=ChainScope.NATIONAL, office=VERIFIER, working_days=WORKING_DAYS)
    return Stop(
        link,
        nation,
        _("%(hub)s checks it, as no other office of the chain is held now.") % {"hub": nation.name},
    )


def _national(hub: Hub) -> Hub:
    """The national hub; where there is none, the hub itself waits for somebody."""
    return Hub.objects.filter(level=Level.NATIONAL).first() or hub
