"""Who leads a source: its steward, and whoever administers the network."""

from simpul.core import mandates
from simpul.core.permissions import Predicate, about, person
from simpul.innovations.models import Authority
from simpul.innovations.policies import STEWARD
from simpul.organisations.policies import runs_the_network


def stewards(user, authority: Authority | None) -> bool:
    """Say whether ``user`` holds the office of steward for what ``authority`` says."""
    return authority is not None and mandates.holds(user, STEWARD, authority)


def steers(user, source) -> bool:
    """Say whether ``user`` leads ``source``: steward of its authority, or national admin."""
    return stewards(user, source.authority) or runs_the_network(user)


@person
def is_national_admin(user):
    return runs_the_network(user)


@about
def steers_it(user, source):
    return steers(user, source)


@about
def steers_its_source(user, run):
    return steers(user, run.source)


PERMISSIONS: dict[str, Predicate] = {}
