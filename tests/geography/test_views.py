import pytest
from django.urls import reverse
from django.utils.translation import override

from simpul.core.hooks import Panel, Panels
from simpul.geography import views
from tests.factories.geography import BoundaryFactory, CityFactory, ProvinceFactory, RegencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client):
    """The words of a page in English."""

    def get(route, *arguments, status=200, **query):
        with override("en"):
            address = reverse(route, args=arguments)
        response = client.get(address, query, secure=True)
        assert response.status_code == status
        return response.content.decode()

    return get


@pytest.fixture
def java():
    return ProvinceFactory(
        code="35",
        name="Jawa Timur",
        name_en="East Java",
        capital="Surabaya",
        area_km2="48055.5",
        population=41919906,
        names=["Jatim"],
    )


def test_the_list_counts_regencies_and_cities_of_each_province(get, java):
    RegencyFactory(parent=java)
    CityFactory(parent=java)
    CityFactory(parent=java)

    page = get("geography:regions")

    assert "East Java</a></th>" in page
    cells = [f'class="num">{number}</td>' for number in ("1", "2", "48,056", "41,919,906")]
    assert all(cell in page for cell in cells)


@pytest.mark.parametrize("provinces", [1, 3])
def test_the_list_asks_the_same_questions_for_one_and_three(
    client, provinces, django_assert_num_queries
):
    for _ in range(provinces):
        BoundaryFactory()
    client.get("/en/regions/", secure=True)

    with django_assert_num_queries(3):
        client.get("/en/regions/", secure=True)


def test_search_finds_a_region_by_another_name(get, java):
    ProvinceFactory(name="Provinsi Lain")

    page = get("geography:regions", q="jatim")

    assert "1 region found" in page
    assert "East Java" in page
    assert "Provinsi Lain" not in page


def test_search_without_result_says_what_to_try(get, java):
    assert "No region has this name or code" in get("geography:regions", q="atlantis")


@pytest.mark.parametrize("text", ["x" * 10_000, "%", "'; --", "<script>"])
def test_odd_searches_have_an_answer(get, java, text):
    assert "<script>" not in get("geography:regions", q=text).split("</head>")[1]


def test_without_regions_the_list_says_how_they_are_loaded(get):
    assert "No region is loaded yet" in get("geography:regions")


def test_a_province_shows_its_facts_and_what_lies_in_it(get, java):
    RegencyFactory(parent=java, name="Kabupaten Bangkalan", name_en="Bangkalan Regency")

    page = get("geography:region", "35")

    for words in ("Surabaya", "48,056 km²", "41,919,906 people", "Jatim", "Bangkalan Regency"):
        assert words in page, words


def test_a_regency_shows_its_province_and_what_is_near(get, java):
    here = RegencyFactory(parent=java, lat=-7.0, lng=112.0)
    near = RegencyFactory(parent=java, lat=-7.1, lng=112.0)

    page = get("geography:region", here.code)

    assert 'href="/en/regions/35/">East Java' in page
    assert near.label in page
    assert '<td class="num" data-l="Distance, km">11</td>' in page or ">11</td>" in page
    assert page.count("Not known yet") == 2


def test_the_map_marks_the_region_of_the_page(get, java):
    here, other = RegencyFactory(parent=java), RegencyFactory(parent=java)
    for region in (here, other):
        BoundaryFactory(region=region)

    page = get("geography:region", here.code)

    marked = (
        f'<a href="/en/regions/{here.code}/" aria-label="{here.short_name}" aria-current="page">'
    )
    assert marked in page
    assert f'<a href="/en/regions/{other.code}/" aria-label="{other.short_name}">' in page
    assert "not boundaries in law" in page


def test_an_unknown_code_is_not_found(get):
    get("geography:region", "99.99", status=404)


def test_other_rooms_add_panels(get, java, monkeypatch):
    panels = Panels()
    panels.add(lambda request, region: Panel("hubs", f"Hub of {region.code}", "<p>Since 2015</p>"))
    monkeypatch.setattr(views, "REGION_PANELS", panels)

    page = get("geography:region", "35")

    assert "Hub of 35" in page
    assert "<p>Since 2015</p>" in page


def test_addresses_are_indonesian_in_indonesian():
    with override("id"):
        assert reverse("geography:region", args=["35"]) == "/id/wilayah/35/"
