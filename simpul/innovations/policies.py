"""Who may read a record, and who may move it along."""

from django.db.models import F, Q

from simpul.core.permissions import Predicate, about, person
from simpul.innovations.models import PUBLIC_STATES, State

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


@person
def runs_the_hub(user):
    return user.is_active and user.is_superuser


PERMISSIONS: dict[str, Predicate] = {
    "innovations.view_innovation": is_public | is_author | runs_the_hub,
    "innovations.change_innovation": (is_author & is_open_to_edits) | runs_the_hub,
    "innovations.submit_innovation": is_author,
    "innovations.take_up_innovation": runs_the_hub & ~is_author,
    "innovations.return_innovation": runs_the_hub & ~is_author,
    "innovations.verify_innovation": runs_the_hub & ~is_author,
    "innovations.correct_innovation": runs_the_hub & ~is_author,
    "innovations.withdraw_innovation": runs_the_hub | is_author,
    "innovations.relist_innovation": runs_the_hub,
    "innovations.merge_innovation": runs_the_hub,
}


def visible(user) -> Q:
    """``view_innovation`` for many rows at once; a test holds the two together."""
    if user.is_active and user.is_superuser:
        return Q()
    public = Q(state__in=PUBLIC_STATES)
    return public if user.is_anonymous else public | Q(author=user)


def stands_for_itself() -> Q:
    """Not merged into another record."""
    return Q(canonical=F("pk"))
