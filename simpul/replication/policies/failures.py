"""Who may do what with what stopped or failed: its owner writes, its heads and admins release."""

from django.db.models import Q

from simpul.core.permissions import Predicate, about
from simpul.needs.policies import bodies_of, run_by
from simpul.organisations.policies import acts_for, administers, heads
from simpul.replication.models import Lesson

__all__ = ["PERMISSIONS", "visible_lessons"]


@about
def is_in_the_library(user, lesson):
    return Lesson.objects.public().filter(pk=lesson.pk).exists()


@about
def speaks_for_its_owner(user, lesson):
    """Works for the institution whose lesson it is, or runs it."""
    return user.is_authenticated and acts_for(user, lesson.organisation)


@about
def decides_for_its_owner(user, lesson):
    """Heads or administers the institution whose lesson it is."""
    return administers(user, lesson.organisation) or heads(user, lesson.organisation)


@about
def speaks_for_the_body(user, organisation):
    return user.is_authenticated and acts_for(user, organisation)


PERMISSIONS: dict[str, Predicate] = {
    "replication.write_lesson": speaks_for_the_body,
    "replication.view_lesson": is_in_the_library | speaks_for_its_owner,
    "replication.change_lesson": speaks_for_its_owner,
    "replication.release_lesson": decides_for_its_owner,
    "replication.withdraw_lesson": decides_for_its_owner,
}


def visible_lessons(user) -> Q:
    """``view_lesson`` for many rows at once; a test holds the two together."""
    public = Q(pk__in=Lesson.objects.public().values("pk"))
    if not user.is_authenticated:
        return public
    return public | Q(organisation__in=bodies_of(user)) | Q(organisation__in=run_by(user))
