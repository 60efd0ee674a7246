"""The pages that join rooms, read as a visitor reads them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from simpul.innovations.models import State
from tests.factories.geography import BoundaryFactory, CityFactory, ProvinceFactory, RegencyFactory
from tests.factories.innovations import InnovationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def java():
    """A province with a near city and a far regency."""
    province = ProvinceFactory(code="35", name="Provinsi Jawa Timur", short_name="Jawa Timur")
    near = CityFactory(code="35.78", name="Kota Surabaya", parent=province, lat=-7.27, lng=112.73)
    far = RegencyFactory(
        code="35.10", name="Kabupaten Banyuwangi", parent=province, lat=-8.35, lng=114.17
    )
    for region in (province, near, far):
        BoundaryFactory(region=region)
    return province, near, far


def record(region, **values):
    """A record of the government of ``region``."""
    return InnovationFactory(region=region, province=region.parent or region, **values)


def text_of(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_home_counts_listed_and_verified_apart(client, java, language):
    _province, near, far = java
    record(near)
    record(far, state=State.PUBLISHED)
    record(far, state=State.DRAFT)

    page = text_of(client, f"/{language}/")

    assert page.count("<b>1</b>") >= 2
    assert "<b>3</b>" not in page


def test_home_shows_the_newest_records_and_no_hidden_one(client, java):
    _province, near, _far = java
    record(near, title="Kampung Literasi")
    record(near, title="Rahasia", state=State.DRAFT)

    page = text_of(client, "/id/")

    assert "Kampung Literasi" in page
    assert "Rahasia" not in page


def test_home_asks_as_often_for_three_records_as_for_one(client, java):
    _province, near, far = java
    record(near)
    text_of(client, "/id/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        text_of(client, "/id/")
    record(near)
    record(far)

    with CaptureQueriesContext(connection) as three:
        text_of(client, "/id/")

    assert len(three) == len(one)


def test_the_map_states_its_finding_its_coverage_and_what_it_cannot_show(client, java):
    _province, near, _far = java
    ProvinceFactory(code="51", name="Provinsi Bali", short_name="Bali")
    record(near)
    InnovationFactory(region=None, province=None)

    page = text_of(client, "/en/map/")

    assert "Jawa Timur holds 100 percent of the regional records" in page
    assert "1 innovations in 1 of 2 provinces." in page
    assert "Not drawn: 1 of national bodies." in page


def test_the_map_of_a_province_leaves_the_records_of_the_province_itself_to_the_note(client, java):
    province, near, _far = java
    record(near)
    record(province)

    page = text_of(client, "/en/map/35/")

    assert "Kota Surabaya holds 100 percent" in page
    assert "Not drawn: 1 of the province itself." in page


def test_map_filters_live_in_the_address_and_wrong_ones_are_explained(client, java):
    _province, near, _far = java
    record(near, year=2019)
    record(near, year=2021)

    assert "1 innovations in 1 of 1 provinces." in text_of(client, "/en/map/", year="2021")
    wrong = text_of(client, "/en/map/", year="tahun lalu", sector="tidak-ada")
    assert "2 innovations in 1 of 1 provinces." in wrong
    assert "error" in wrong.lower()


def test_near_me_lists_the_nearest_region_first(client, java):
    _province, near, far = java
    record(near, title="Dekat")
    record(far, title="Jauh")

    page = text_of(client, "/id/dekat-saya/", lat="-7.3", lng="112.7")

    assert page.index("Dekat") < page.index("Jauh")
    assert page.index(f'id="r{near.code}"') < page.index(f'id="r{far.code}"')


def test_near_me_begins_at_a_chosen_region(client, java):
    _province, near, far = java
    record(near, title="Di kota")
    record(far, title="Di kabupaten")

    page = text_of(client, "/id/dekat-saya/", region=far.code)

    assert page.index("Di kabupaten") < page.index("Di kota")


@pytest.mark.parametrize(
    "query",
    [
        {"lat": "91", "lng": "0"},
        {"lat": "1"},
        {"region": "xx"},
        {"lat": "nan", "lng": "inf"},
        {"lat": "-7", "lng": "110", "page": "9" * 400},
        {"lat": "-7", "lng": "110", "page": "-1"},
    ],
)
def test_near_me_answers_nonsense_calmly(client, java, query):
    assert client.get("/id/dekat-saya/", query).status_code == 200


def test_every_role_names_only_pages_that_open(client, java):
    from simpul.portal.queries.roles import ROLES

    for role in ROLES:
        page = text_of(client, "/en/take-part/", who=role.key)
        with override("en"):
            assert str(role.label) in page
            addresses = {action.url for action in role.actions}
        assert {client.get(address).status_code for address in addresses} == {200}


def test_a_role_nobody_knows_is_not_found(client):
    assert client.get("/id/ikut-serta/", {"who": "raja"}).status_code == 404
