"""Who may take and revoke badges; trees, attribution and figures are for everybody."""

from simpul.core.permissions import Predicate, about
from simpul.hubs.policies import coordinates
from simpul.organisations.policies import administers, is_national_admin


@about
def administers_the_body(user, organisation):
    return administers(user, organisation)


@about
def administers_its_holder(user, badge):
    return administers(user, badge.organisation)


@about
def coordinates_the_hub_of_the_origin(user, badge):
    return coordinates(user, badge.innovation.canonical.hub)


PERMISSIONS: dict[str, Predicate] = {
    # Of the institution that shows it.
    "replication.take_badge": administers_the_body,
    "replication.revoke_badge": (
        administers_its_holder | coordinates_the_hub_of_the_origin | is_national_admin
    ),
}
