"""What mentorships put on desks, and on whose."""

from simpul.core import duties, mandates
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.organisations.policies import NATIONAL_ADMIN

# The hub finds a mentor; a mentor answers.
FIND, ANSWER = "mentor_find", "mentor_answer"


def hub_office(hub: Hub) -> str:
    """Who finds mentors for a hub: its coordinators, else its verifiers, else the network."""
    for office in (COORDINATOR, VERIFIER):
        if mandates.could_decide(office, hub).exists():
            return duties.office_key(office, hub)
    return duties.office_key(NATIONAL_ADMIN)
