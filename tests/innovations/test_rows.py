import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import translation

from simpul.innovations.models import Innovation
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.rows import catalogue_rows
from simpul.innovations.services import bulk
from tests.factories.accounts import UserFactory
from tests.innovations.catalogue_world import World

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def rows_of(keys, user):
    return catalogue_rows(keys, user=user, lists=lists())


@pytest.mark.parametrize("count", [1, 3, 20])
def test_anybody_sees_the_same_rows_as_a_person_who_signed_in(count):
    world = World(count)
    keys = [record.pk for record in reversed(world.records)]
    hidden = [world.draft.pk, world.withdrawn.pk]

    rows = rows_of([*keys, *hidden], ANYBODY)

    assert [row.pk for row in rows] == keys
    assert rows == rows_of([*keys, *hidden], UserFactory())
    assert rows[0].url == world.records[-1].get_absolute_url()


def test_rows_speak_the_language_of_the_reader():
    keys = [World(1).records[0].pk]

    with translation.override("id"):
        indonesian = rows_of(keys, ANYBODY)[0]
    with translation.override("en"):
        english = rows_of(keys, ANYBODY)[0]

    assert indonesian.sector.label == indonesian.sector.label_id
    assert english.sector.label == english.sector.label_en
    assert (indonesian.url[:4], english.url[:4]) == ("/id/", "/en/")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps statistics by itself")
def test_sqlite_looks_a_page_up_by_its_keys_once_it_knows_how_full_its_tables_are():
    keys = [record.pk for record in World(60).records]
    bulk.take_stock(Innovation)

    plan = Innovation.objects.public().order_by().filter(pk__in=keys[:20]).explain()

    assert "PRIMARY KEY" in plan
