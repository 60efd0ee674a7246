import pytest
from django.contrib.auth.models import AnonymousUser

from simpul.competitions import queries
from simpul.competitions.queries import Coverage
from tests.factories.competitions import (
    CompetitionFactory,
    EditionFactory,
    RegionAwardFactory,
    TierFactory,
)
from tests.factories.geography import ProvinceFactory
from tests.factories.statistics import IndicatorFactory, StatementFactory
from tests.factories.vocabularies import AwardLevelFactory

pytestmark = pytest.mark.django_db
nobody = AnonymousUser()


def test_coverage_says_how_much_of_an_award_is_known(award):
    edition = EditionFactory()
    top45, top99 = AwardLevelFactory(code="top45", rank=2), AwardLevelFactory(code="top99", rank=3)
    TierFactory(edition=edition, level=top45, size=45)
    TierFactory(edition=edition, level=top99, size=99, includes=["top45"])
    award(edition, top45)
    for _ in range(2):
        award(edition, top99)

    levels = queries.levels_of(edition, user=nobody)

    assert [(one.level.code, one.coverage, one.higher) for one in levels] == [
        ("top45", Coverage(1, 45), 0),
        ("top99", Coverage(3, 99), 1),
    ]
    assert [len(one.rows) for one in levels] == [1, 2]
    assert not any(one.coverage.complete for one in levels)


def test_an_innovation_with_both_awards_counts_once(award):
    edition = EditionFactory()
    top45, top99 = AwardLevelFactory(code="top45", rank=2), AwardLevelFactory(code="top99", rank=3)
    TierFactory(edition=edition, level=top99, size=99, includes=["top45"])
    both = award(edition, top45)
    award(edition, top99, innovation=both)
    award(edition, top99, innovation=both)

    last = queries.levels_of(edition, user=nobody)[-1]

    assert (last.coverage, last.higher, last.own) == (Coverage(1, 99), 0, 1)


def test_coverage_knows_complete_and_more_than_there_were():
    assert Coverage(5, 5).complete
    assert not Coverage(4, 5).complete
    assert not Coverage(5).complete
    assert Coverage(6, 5).beyond


def test_records_that_nobody_may_see_are_not_counted(award):
    edition, level = EditionFactory(), AwardLevelFactory()
    award(edition, level, state="draft")
    award(edition, level)

    (shown,) = queries.levels_of(edition, user=nobody)

    assert shown.coverage.known == 1
    assert len(shown.rows) == 1


def test_a_long_award_is_cut_and_says_so(award, monkeypatch):
    monkeypatch.setattr(queries, "MOST_RECORDS", 2)
    edition, level = EditionFactory(), AwardLevelFactory()
    for _ in range(5):
        award(edition, level)

    (shown,) = queries.levels_of(edition, user=nobody)

    assert (len(shown.rows), shown.hidden, shown.coverage.known) == (2, 3, 5)


def test_provinces_are_tallied_in_the_order_of_codes_not_of_numbers(award):
    edition, level = EditionFactory(), AwardLevelFactory()
    first, second = ProvinceFactory(code="11"), ProvinceFactory(code="35")
    for province in (second, second, first):
        award(edition, level, province=province)

    assert queries.provinces_of(edition) == [(first, 1), (second, 2)]


def test_regions_stand_by_category_with_their_coverage():
    edition = EditionFactory()
    TierFactory(edition=edition, category="Kota terinovatif", size=10)
    second = RegionAwardFactory(edition=edition, rank=2)
    first = RegionAwardFactory(edition=edition, rank=1)
    unranked = RegionAwardFactory(edition=edition)

    regencies, cities = queries.categories_of(edition)

    assert list(regencies.awards) == [first, second, unranked]
    assert regencies.coverage == Coverage(3)
    assert cities.coverage == Coverage(0, 10)


def test_stated_numbers_that_disagree_stand_side_by_side():
    competition = CompetitionFactory(slug="kipp")
    EditionFactory(competition=competition, year=2020)
    figure = IndicatorFactory(key="kipp_registered", topic="kipp", order=1)
    for value in ("2217", "3059", "3059"):
        StatementFactory(figure=figure, value=value, as_of="2020-01-01", precision="year")

    (line,) = queries.edition_lines(competition)

    assert [value.replace(".", "").replace(",", "") for value in line.registered] == [
        "2217",
        "3059",
    ]


def test_neighbours_are_the_editions_before_and_after():
    competition = CompetitionFactory()
    years = [EditionFactory(competition=competition, year=year) for year in (2018, 2019, 2021)]

    assert queries.neighbours(years[1]) == (years[0], years[2])
    assert queries.neighbours(years[2]) == (years[1], None)
