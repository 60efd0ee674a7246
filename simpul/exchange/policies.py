"""Who may make keys for programs, see them, and take them back."""

from simpul.core.permissions import about, is_authenticated
from simpul.organisations.policies import administers, is_national_admin


@about
def administers_it(user, organisation):
    return administers(user, organisation)


@about
def holds_it(user, key):
    return user.is_authenticated and key.holder_id == user.pk


@about
def administers_its_institution(user, key):
    return administers(user, key.organisation)


sees_it = holds_it | administers_its_institution | is_national_admin

PERMISSIONS = {
    # A key that only reads, for oneself.
    "exchange.add_own_apikey": is_authenticated,
    # One that acts for an institution.
    "exchange.add_apikey": administers_it,
    "exchange.view_apikey": sees_it,
    "exchange.revoke_apikey": sees_it,
    # Which installations this one listens to.
    "exchange.view_peer": is_national_admin,
    "exchange.add_peer": is_national_admin,
    "exchange.change_peer": is_national_admin,
}
