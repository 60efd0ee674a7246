"""Lists and follows: private acts that no public page shows, so the journal is not told of them.

An entry would have every page of the site made anew for something nobody else sees.
"""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, limits
from simpul.forum.models import Follow, Kept, Shelf
from simpul.forum.queries.mine import follow_fields, follow_of
from simpul.hubs.models import Hub
from simpul.innovations.models import Innovation
from simpul.innovations.queries.url_state import CatalogueQuery
from simpul.organisations.models import Organisation

MOST_SHELVES = 100
MOST_FOLLOWS = 500

TOO_MANY_LISTS = _("You have as many lists as one person can keep.")
TOO_MANY_FOLLOWS = _("You follow as much as one person can. Give something up first.")
NOT_ASKED = _("Search or filter first: the whole catalogue cannot be followed.")

Thing = Innovation | Organisation | Hub | CatalogueQuery


@transaction.atomic
def keep(
    innovation: Innovation, *, by, shelves: Collection[Shelf] = (), new_list: str = ""
) -> list[Shelf]:
    """Keep a record on exactly these lists of one's own, and on a new one if it is named."""
    if not by.has_perm("forum.keep_innovation", innovation):
        raise PermissionDenied
    limits.spend("bookmark", f"user:{by.pk}")
    chosen = [shelf for shelf in shelves if shelf.person_id == by.pk]
    if name := new_list.strip():
        chosen.append(begin_list(name, by=by))
    Kept.objects.filter(shelf__person=by, innovation__canonical=innovation.pk).exclude(
        shelf__in=chosen
    ).delete()
    for shelf in chosen:
        Kept.objects.get_or_create(
            shelf=shelf, innovation=innovation, defaults={"kept_at": clock.now()}
        )
    return chosen


def saved(person) -> Shelf:
    """The nameless list of ``person``, begun when it is first needed."""
    shelf, _created = Shelf.objects.get_or_create(
        person=person, name="", defaults={"begun_at": clock.now()}
    )
    return shelf


@transaction.atomic
def begin_list(name: str, *, by, about: str = "", is_shared: bool = False) -> Shelf:
    """Begin a list; one of the same name is the same list."""
    if Shelf.objects.filter(person=by).count() >= MOST_SHELVES:
        raise ValidationError(TOO_MANY_LISTS, code="too_many")
    words = {"about": about, "is_shared": is_shared, "begun_at": clock.now()}
    return Shelf.objects.get_or_create(person=by, name=name.strip()[:100], defaults=words)[0]


def change_list(shelf: Shelf, *, by, name: str, about: str, is_shared: bool) -> Shelf:
    """Rename a list, say what it is for, and let those with the link read it or no more."""
    _own(shelf, by)
    shelf.name, shelf.about, shelf.is_shared = name, about, is_shared
    shelf.full_clean()
    shelf.save()
    return shelf


def drop_list(shelf: Shelf, *, by) -> None:
    """Give a list up; the records stay where they are."""
    _own(shelf, by)
    shelf.delete()


def follow(thing: Thing, *, by) -> Follow:
    """Be told when something here is new; following twice is following once."""
    if isinstance(thing, CatalogueQuery) and thing.is_plain:
        raise ValidationError(NOT_ASKED, code="not_asked")
    if isinstance(thing, Innovation) and not by.has_perm("forum.follow_innovation", thing):
        raise PermissionDenied
    limits.spend("follow", f"user:{by.pk}")
    if Follow.objects.of(by).count() >= MOST_FOLLOWS:
        raise ValidationError(TOO_MANY_FOLLOWS, code="too_many")
    return Follow.objects.get_or_create(
        person=by, **follow_fields(thing), defaults={"begun_at": clock.now()}
    )[0]


def unfollow(thing: Thing, *, by) -> None:
    """Be told no more."""
    found = follow_of(by, thing)
    if found is not None:
        found.delete()


def _own(shelf: Shelf, by) -> None:
    if not by.has_perm("forum.change_shelf", shelf) or not shelf.name:
        raise PermissionDenied
