"""How hubs issue letters: by their coordinators."""

from simpul.core import duties
from simpul.documents.hooks import Heading, Issuer
from simpul.documents.queries.issuers import code_of
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, coordinates

from .people import hubs_of


def heading_of(hub: Hub) -> Heading:
    """A hub under the name of the institution that keeps it."""
    place = hub.region or hub.organisation.region
    return Heading(
        name=hub.name,
        above=hub.organisation.name,
        place=place.capital if place else "",
        code=f"HUB-{code_of(hub.place)}",
    )


HUBS = Issuer(
    may=coordinates,
    scopes=lambda user: hubs_of(user, COORDINATOR),
    assignee=lambda hub: duties.office_key(COORDINATOR, hub),
    heading=heading_of,
)
