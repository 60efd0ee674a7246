"""Who gives along what it takes to repeat an innovation."""

from simpul.core.permissions import Predicate, about
from simpul.innovations.policies.records import speaks_for_the_owner


@about
def is_open_to_anybody(user, artefact):
    """Its owner lets everybody take it, and everybody may read its record."""
    return artefact.is_public and artefact.removed_at is None and artefact.innovation.is_public


@about
def speaks_for_its_owner(user, artefact):
    return speaks_for_the_owner.test(user, artefact.innovation)


PERMISSIONS: dict[str, Predicate] = {
    "innovations.share_innovation": speaks_for_the_owner,
    "innovations.take_artefact": is_open_to_anybody | speaks_for_its_owner,
}
