import pytest
from django.urls import reverse
from django.utils.translation import override

from simpul.core.hooks import Panel, Panels
from simpul.vocabularies import views
from tests.factories.vocabularies import (
    AffairFactory,
    GoalFactory,
    SectorFactory,
    SectorFamilyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client):
    """The words of a page in English."""

    def get(route, *arguments, status=200):
        with override("en"):
            address = reverse(route, args=arguments)
        response = client.get(address, secure=True)
        assert response.status_code == status
        return response.content.decode()

    return get


def test_sectors_stand_in_their_families(get):
    family = SectorFamilyFactory(key="sehat", label_en="Health")
    SectorFactory(key="kb", label_en="Family planning", family=family)

    page = get("vocabularies:sectors")

    assert '<h2 id="sehat">Health</h2>' in page
    assert 'href="/en/sectors/kb/">Family planning</a>' in page


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_same_questions_for_one_and_three(client, number, django_assert_num_queries):
    for index in range(number):
        goal = GoalFactory(number=index + 1)
        SectorFactory(goals=[goal], family=SectorFamilyFactory(key=f"f{index}"))

    with django_assert_num_queries(2):
        client.get("/en/sectors/", secure=True)
    with django_assert_num_queries(2):
        client.get("/en/goals/", secure=True)


def test_a_sector_says_what_it_belongs_to_and_what_people_call_it(get):
    affair = AffairFactory(code="1.02", label_en="Health")
    goal = GoalFactory(number=3, label_en="Good Health and Well-being")
    SectorFactory(key="kesehatan", affair=affair, goals=[goal], synonyms_en=["clinic"])

    page = get("vocabularies:sector", "kesehatan")

    for words in ("Health (1.02)", "Good Health and Well-being", "clinic"):
        assert words in page, words


def test_a_page_to_which_no_room_adds_anything_says_so(get, monkeypatch):
    monkeypatch.setattr(views, "SECTOR_PANELS", Panels())
    sector = SectorFactory()

    page = get("vocabularies:sector", sector.key)

    assert "No innovation is recorded here yet" in page


def test_a_goal_shows_its_number_on_its_colour_and_its_sectors(get):
    goal = GoalFactory(number=3, label_en="Good Health and Well-being", colour="#4C9F38")
    SectorFactory(label_en="Health", goals=[goal])

    page = get("vocabularies:goal", 3)

    assert "<title>Goal 3: Good Health and Well-being | Simpul</title>" in page
    assert 'fill="#4C9F38"' in page
    assert ">Health</a>" in page


@pytest.mark.parametrize(
    ("route", "argument"),
    [
        ("vocabularies:sector", "none"),
        ("vocabularies:goal", 0),
        ("vocabularies:goal", 18),
        ("vocabularies:goal", 10**40),
    ],
)
def test_what_is_not_listed_is_not_found(get, route, argument):
    get(route, argument, status=404)


def test_empty_lists_say_how_they_are_loaded(get):
    assert "No sector is loaded yet" in get("vocabularies:sectors")
    assert "No goal is loaded yet" in get("vocabularies:goals")


def test_other_rooms_add_panels(get, monkeypatch):
    panels = Panels()
    panels.add(lambda request, obj: Panel("found", f"About {obj.label}", "<p>Two records</p>"))
    monkeypatch.setattr(views, "SECTOR_PANELS", panels)
    monkeypatch.setattr(views, "GOAL_PANELS", panels)
    sector, goal = SectorFactory(), GoalFactory()

    for page in (get("vocabularies:sector", sector.key), get("vocabularies:goal", goal.number)):
        assert "<p>Two records</p>" in page
        assert "No innovation is recorded here yet" not in page


def test_addresses_are_indonesian_in_indonesian():
    with override("id"):
        assert reverse("vocabularies:goal", args=[3]) == "/id/sdg/3/"
