"""Lists and follows: kept once, owned by one, read by others only by link."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.forum.models import Follow, Kept, Shelf
from simpul.forum.queries import mine as queries
from simpul.forum.services import mine
from simpul.innovations.models import State
from simpul.innovations.queries.url_state import CatalogueQuery
from tests.factories.accounts import UserFactory
from tests.factories.forum import ShelfFactory, record
from tests.factories.innovations import InnovationFactory

pytestmark = pytest.mark.django_db


def names_on(person, innovation):
    return sorted(
        shelf.name
        for shelf in Shelf.objects.filter(pk__in=queries.shelves_with(person, innovation))
    )


def test_a_record_is_kept_on_exactly_the_lists_that_were_chosen():
    person, innovation = UserFactory(), record()
    saved = mine.saved(person)
    mine.keep(innovation, by=person, shelves=[saved], new_list="Untuk rapat")
    assert names_on(person, innovation) == ["", "Untuk rapat"]

    mine.keep(innovation, by=person, shelves=[saved])
    assert names_on(person, innovation) == [""]

    mine.keep(innovation, by=person)
    assert (names_on(person, innovation), Kept.objects.count()) == ([], 0)


def test_nobody_keeps_anything_on_somebody_elses_list():
    theirs, innovation = ShelfFactory(), record()

    mine.keep(innovation, by=UserFactory(), shelves=[theirs])

    assert theirs.kept.count() == 0


def test_a_record_that_is_not_public_is_not_kept_or_followed():
    draft, person = record(state=State.DRAFT), UserFactory()

    with pytest.raises(PermissionDenied):
        mine.keep(draft, by=person)
    with pytest.raises(PermissionDenied):
        mine.follow(draft, by=person)


def test_a_list_is_read_by_link_only_while_it_is_shared():
    shelf = ShelfFactory(name="Untuk rapat")
    assert queries.shared_shelf(shelf.token) is None

    mine.change_list(shelf, by=shelf.person, name="Rapat", about="", is_shared=True)
    assert queries.shared_shelf(shelf.token) == shelf

    mine.change_list(shelf, by=shelf.person, name="Rapat", about="", is_shared=False)
    assert queries.shared_shelf(shelf.token) is None


def test_a_list_is_changed_and_given_up_by_its_owner_only():
    shelf, other = ShelfFactory(), UserFactory()

    with pytest.raises(PermissionDenied):
        mine.change_list(shelf, by=other, name="Milik saya", about="", is_shared=True)
    with pytest.raises(PermissionDenied):
        mine.drop_list(shelf, by=other)
    with pytest.raises(PermissionDenied):
        mine.drop_list(mine.saved(other), by=other)

    mine.drop_list(shelf, by=shelf.person)
    assert list(Shelf.objects.all()) == [mine.saved(other)]


def test_two_lists_of_one_person_have_two_names():
    first = ShelfFactory(name="Satu")
    second = ShelfFactory(name="Dua", person=first.person)

    with pytest.raises(ValidationError):
        mine.change_list(second, by=first.person, name="Satu", about="", is_shared=False)


def test_a_merged_record_stands_once_on_a_list():
    shelf, kept = ShelfFactory(), record()
    absorbed = InnovationFactory(canonical=kept)
    for innovation in (kept, absorbed):
        Kept.objects.create(shelf=shelf, innovation=innovation, kept_at=shelf.begun_at)

    assert [row.id for row in queries.rows_on(shelf, shelf.person)] == [kept.public_id]
    assert [each.size for each in queries.shelves_of(shelf.person)] == [1]


def test_what_was_withdrawn_is_not_shown_to_those_with_the_link():
    shelf = ShelfFactory(is_shared=True)
    for state in (State.LISTED, State.WITHDRAWN):
        Kept.objects.create(shelf=shelf, innovation=record(state=state), kept_at=shelf.begun_at)

    assert len(queries.rows_on(shelf, UserFactory())) == 1


# --- Following ---------------------------------------------------------------------------------


def things():
    innovation = record()
    query = CatalogueQuery(text="air", filters={"province": ("35",)})
    return [innovation, innovation.owner, innovation.hub, query]


def test_anything_is_followed_once_and_given_up():
    person = UserFactory()
    for thing in things():
        assert mine.follow(thing, by=person) == mine.follow(thing, by=person)
    follows = queries.titles(queries.follows_of(person))

    assert len(follows) == 4
    assert all(name and follow.url for follow, name in follows)
    for thing in things():
        mine.unfollow(thing, by=person)
    for follow in Follow.objects.all():
        mine.unfollow(follow.thing or queries.asked(follow.question), by=person)
    assert Follow.objects.count() == 0


def test_the_whole_catalogue_is_not_followed():
    with pytest.raises(ValidationError):
        mine.follow(CatalogueQuery(), by=UserFactory())


def test_a_followed_search_keeps_its_words_and_filters_and_nothing_else():
    assert queries.asked("q=air&province=35&page=7&sort=title&who=x") == CatalogueQuery(
        text="air", filters={"province": ("35",)}
    )


def test_nobody_follows_without_end(monkeypatch):
    monkeypatch.setattr(mine, "MOST_FOLLOWS", 1)
    person = UserFactory()
    mine.follow(record(), by=person)

    with pytest.raises(ValidationError):
        mine.follow(record(), by=person)
