import pytest
from django.urls import reverse
from django.utils.translation import override

from simpul.core.hooks import Panel
from simpul.organisations.hooks import ORGANISATION_PANELS
from simpul.organisations.models import Level, NameKind, Status
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client):
    """The words of a page, in English unless told."""

    def get(route, *arguments, language="en", **query):
        with override(language):
            address = reverse(route, args=arguments)
        response = client.get(address, query, secure=True)
        assert response.status_code == 200
        return response.content.decode()

    return get


def named(text, **fields):
    body = OrganisationFactory(name=text, **fields)
    OrganisationNameFactory(organisation=body)
    return body


def test_the_list_is_narrowed_by_name_kind_province_and_standing(get):
    province = ProvinceFactory()
    ministry = named("Kementerian Laut")
    regency = named("Pemkab Pantai", level=Level.REGENCY, region=RegencyFactory(parent=province))
    ended = named("Badan Angin", status=Status.DISSOLVED)

    def shown(**query):
        page = get("organisations:list", **query)
        return {body for body in (ministry, regency, ended) if body.name in page}

    assert shown() == {ministry, regency, ended}
    assert shown(q="laut") == {ministry}
    assert shown(kind="regency") == {regency}
    assert shown(province=province.code) == {regency}
    assert shown(state="ended") == {ended}
    assert shown(q="laut", state="ended") == set()


def test_a_body_is_found_by_its_former_name(get):
    body = named("Kementerian Kesehatan")
    OrganisationNameFactory(organisation=body, name="Depkes", kind=NameKind.FORMER)

    assert "Kementerian Kesehatan" in get("organisations:list", q="depkes")


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "zzz"},
        {"province": "zzz"},
        {"sort": "zzz"},
        {"page": "99999999999999999999"},
        {"page": "-1"},
        {"q": "x" * 10_000},
        {"q": "' OR 1=1 --"},
    ],
)
def test_a_question_that_makes_no_sense_gets_a_clear_answer(get, query):
    named("Kementerian Laut")

    page = get("organisations:list", **query)

    assert "Institutions" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_few_questions_whatever_its_length(
    get, django_assert_num_queries, number
):
    for _ in range(number):
        named("Pemkab Pantai", level=Level.REGENCY, region=RegencyFactory())

    with django_assert_num_queries(3):
        get("organisations:list")


def test_the_page_shows_what_came_before_and_after_with_years(get):
    old = named("Kementerian Lama", status=Status.DISSOLVED, valid_from=2014, valid_to=2024)
    new = named("Kementerian Baru", valid_from=2024)
    SuccessionFactory(predecessor=old, successor=new)

    page = get("organisations:detail", old.slug)
    indonesian = get("organisations:detail", old.slug, language="id")

    assert "2014–2024" in page
    assert f'href="/en/institutions/{new.slug}/"' in page
    assert "Its tasks passed to:" in page
    assert "Tugasnya beralih ke:" in indonesian
    assert f'href="/id/instansi/{new.slug}/"' in indonesian


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_questions_whatever_its_family(
    get, django_assert_num_queries, number
):
    body = named("Pemprov Pantai")
    for _ in range(number):
        SuccessionFactory(predecessor__status=Status.DISSOLVED, successor=body)
        OrganisationFactory(parent=body)
        OrganisationNameFactory(organisation=body, name=f"Nama {_}", kind=NameKind.ALIAS)
    kept, ORGANISATION_PANELS._builds = ORGANISATION_PANELS._builds, []

    with django_assert_num_queries(5):
        get("organisations:detail", body.slug)

    ORGANISATION_PANELS._builds = kept


def test_higher_rooms_add_panels(get, monkeypatch):
    body = named("Kementerian Laut")
    panel = Panel("more", "More of it", "<p>said by another room</p>")
    monkeypatch.setattr(ORGANISATION_PANELS, "_builds", [(1, 0, lambda request, obj: panel)])

    page = get("organisations:detail", body.slug)

    assert "<p>said by another room</p>" in page
    assert 'id="more"' in page


def test_names_are_escaped_and_marked_as_indonesian(get):
    body = named("Badan <script>alert(1)</script>")

    page = get("organisations:detail", body.slug)

    assert "<script>alert" not in page
    assert '<h1 lang="id">' in page


def test_a_region_names_its_government(get):
    region = ProvinceFactory()
    OrganisationFactory(name="Pemerintah Provinsi Pantai", region=region)

    assert "Pemerintah Provinsi Pantai" in get("geography:region", region.code)
