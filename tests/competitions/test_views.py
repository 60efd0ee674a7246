import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.factories.competitions import (
    CompetitionFactory,
    EditionFactory,
    RegionAwardFactory,
    TierFactory,
)
from tests.factories.vocabularies import AwardLevelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client):
    """The words of a page, in English unless told."""

    def get(route, *arguments, language="en"):
        with override(language):
            address = reverse(route, args=arguments)
        response = client.get(address, secure=True)
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_the_list_names_each_competition_with_its_editions(get):
    edition = EditionFactory(year=2021)
    EditionFactory(competition=edition.competition, year=2024, held=False)

    page = get("competitions:list")

    slug = edition.competition.slug
    assert f'href="/en/competitions/{slug}/2021/"' in page
    assert f'href="/en/competitions/{slug}/2024/"' not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_few_questions_whatever_its_length(
    get, django_assert_num_queries, number
):
    for _ in range(number):
        EditionFactory()

    with django_assert_num_queries(4):
        get("competitions:list")


@pytest.mark.parametrize("number", [1, 3])
def test_a_competition_asks_the_same_questions_whatever_its_editions(
    get, django_assert_num_queries, number
):
    competition, level = CompetitionFactory(), AwardLevelFactory()
    for year in range(number):
        TierFactory(edition__competition=competition, edition__year=2010 + year, level=level)

    with django_assert_num_queries(5):
        get("competitions:competition", competition.slug)


def test_an_incomplete_award_prints_its_coverage_and_claims_no_rank(get, award):
    edition, level = EditionFactory(), AwardLevelFactory()
    TierFactory(edition=edition, level=level, size=25)
    award(edition, level)

    page = get("competitions:edition", edition.competition.slug, edition.year)
    indonesian = get("competitions:edition", edition.competition.slug, edition.year, language="id")

    assert "Known: 1 of 25." in page
    assert "The list is not complete and gives no rank." in page
    assert "Diketahui: 1 dari 25." in indonesian


def test_a_year_that_was_left_out_says_so(get):
    edition = EditionFactory(held=False, note_en="A year of review", note_id="Tahun evaluasi")

    page = get("competitions:edition", edition.competition.slug, edition.year)

    assert "This year was left out" in page
    assert "A year of review" in page


def test_the_page_asks_the_same_questions_whatever_is_known(
    get, award, django_assert_max_num_queries
):
    edition, level = EditionFactory(), AwardLevelFactory()
    RegionAwardFactory(edition=edition)
    award(edition, level)
    get("competitions:edition", edition.competition.slug, edition.year)

    def count():
        with django_assert_max_num_queries(30) as asked:
            get("competitions:edition", edition.competition.slug, edition.year)
        return len(asked)

    one = count()
    for _ in range(3):
        award(edition, level)
        RegionAwardFactory(edition=edition)

    assert count() == one


def test_a_region_and_its_government_show_what_it_was_awarded(get):
    award = RegionAwardFactory(category="Provinsi terinovatif", rank=1)

    for page in (
        get("organisations:detail", award.organisation.slug),
        get("geography:region", award.region.code),
    ):
        assert "Provinsi terinovatif" in page
        assert "place 1" in page
