"""Who may take over a record whose owner no source names."""

from simpul.core.permissions import Predicate, about
from simpul.innovations.models import State
from simpul.organisations.queries import administered_by


@about
def awaits_an_owner(user, innovation):
    """Its source named no institution that is known: whoever speaks for one may say so."""
    known = innovation.owner_id is not None or innovation.state != State.LISTED
    return not known and user.is_authenticated and administered_by(user).exists()


PERMISSIONS: dict[str, Predicate] = {"innovations.take_ownerless_innovation": awaits_an_owner}
