"""Who looks after the machine from within the hub."""

from simpul.core.permissions import Predicate
from simpul.organisations.policies import is_national_admin

PERMISSIONS: dict[str, Predicate] = {
    "portal.view_work": is_national_admin,
    "portal.retry_work": is_national_admin,
}
