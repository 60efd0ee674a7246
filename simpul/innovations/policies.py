"""Who may read a record, and who may move it along."""

from django.db.models import Q

from simpul.core import mandates
from simpul.core.permissions import Predicate, about, person
from simpul.hubs.models import Hub
from simpul.innovations.models import PUBLIC_STATES, State

# The office of those who verify for a hub.
VERIFIER = "verifier"

WRITABLE_STATES = (State.DRAFT, State.RETURNED)


@about
def is_public(user, innovation):
    return innovation.state in PUBLIC_STATES


@about
def is_author(user, innovation):
    return innovation.author_id is not None and innovation.author_id == user.pk


@about
def is_open_to_edits(user, innovation):
    return innovation.state in WRITABLE_STATES


@about
def curates_its_hub(user, innovation):
    """Holds the office of verifier at the responsible hub."""
    return innovation.hub_id is not None and mandates.holds(user, VERIFIER, innovation.hub)


@person
def runs_the_installation(user):
    return user.is_active and user.is_superuser


decides = curates_its_hub | runs_the_installation

PERMISSIONS: dict[str, Predicate] = {
    "innovations.view_innovation": is_public | is_author | decides,
    "innovations.change_innovation": (is_author & is_open_to_edits) | decides,
    "innovations.submit_innovation": is_author,
    "innovations.take_up_innovation": decides & ~is_author,
    "innovations.return_innovation": decides & ~is_author,
    "innovations.verify_innovation": decides & ~is_author,
    "innovations.correct_innovation": decides & ~is_author,
    "innovations.withdraw_innovation": decides | is_author,
    "innovations.relist_innovation": decides,
    "innovations.merge_innovation": decides,
}


def visible(user) -> Q:
    """``view_innovation`` for many rows at once; a test holds the two together."""
    if user.is_active and user.is_superuser:
        return Q()
    public = Q(state__in=PUBLIC_STATES)
    if user.is_anonymous:
        return public
    curated = mandates.scope_ids(user, VERIFIER, Hub)
    return public | Q(author=user) | Q(hub__in=curated)
