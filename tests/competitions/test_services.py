import csv

import pytest
from django.conf import settings

from simpul.competitions.models import Competition, Edition, RegionAward, Tier
from simpul.competitions.services import (
    add_editions_of_awards,
    load_competitions,
    load_editions,
    load_region_awards,
    load_tiers,
    open_competitions,
)
from simpul.core.models import Entry
from simpul.geography.models import Region
from simpul.organisations.models import Organisation
from simpul.statistics.services import load_indicators
from simpul.vocabularies.services import load_vocabularies
from tests.factories.competitions import CompetitionFactory, EditionFactory
from tests.factories.geography import ProvinceFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.vocabularies import AwardLevelFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def shipped(name):
    with (settings.DATA_DIR / name).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def around():
    """Everything that the files of competitions point to."""
    load_vocabularies(settings.DATA_DIR / "vocabularies")
    load_indicators(shipped("statement_figures.csv"))
    for row in shipped("iga_region_awards.csv"):
        code = row["region_code"]
        if not Region.objects.filter(code=code).exists():
            province = ProvinceFactory(code=code, slug=f"w{code}")
            OrganisationFactory(code=row["institution_id"], region=province)


def test_everything_shipped_loads_once(around):
    first = load_competitions(settings.DATA_DIR)
    entries = Entry.objects.count()
    second = load_competitions(settings.DATA_DIR)

    assert first.errors == []
    assert (second.created, second.changed, second.errors) == (0, 0, [])
    assert Entry.objects.count() == entries
    assert RegionAward.objects.count() == 173
    sizes = Tier.objects.filter(edition__code="kipp-2019").values_list("level__code", "size")
    assert dict(sizes) == {"kipp_top99": 99, "kipp_top45": 45}
    assert not Edition.objects.get(code="kipp-2024").held


def test_a_changed_tier_changes_only_that_tier(around):
    load_competitions(settings.DATA_DIR)
    rows = shipped("competition_tiers.csv")
    rows[0]["size"] = "100"

    report = load_tiers(rows)

    assert (report.created, report.changed, report.same) == (0, 1, len(rows) - 1)
    assert Tier.objects.get(code=rows[0]["id"]).size == 100


def test_only_programmes_that_award_become_competitions():
    ProgrammeFactory(key="lomba", kind="regional_competition")
    ProgrammeFactory(key="direktori", kind="directory")

    open_competitions()

    assert list(Competition.objects.values_list("slug", flat=True)) == ["lomba"]


def test_a_year_of_awards_opens_an_edition(award):
    competition = CompetitionFactory()
    known = EditionFactory(competition=competition, year=2019, legal_basis="Kepmen 1")
    award(known, AwardLevelFactory())
    award(EditionFactory.build(competition=competition, year=2021), AwardLevelFactory())

    report = add_editions_of_awards()

    assert (report.created, report.changed) == (1, 0)
    assert list(competition.editions.values_list("year", "legal_basis")) == [
        (2021, ""),
        (2019, "Kepmen 1"),
    ]


@pytest.mark.parametrize(
    "wrong", [{"programme": "zzz"}, {"year": "lama"}, {"award_level": "zzz"}, {"size": "banyak"}]
)
def test_a_tier_that_cannot_be_read_is_named(around, wrong):
    open_competitions()
    load_editions(shipped("competition_editions.csv"))

    report = load_tiers([shipped("competition_tiers.csv")[0] | wrong])

    assert len(report.errors) == 1
    assert not Tier.objects.exists()


def test_an_award_to_a_region_nobody_knows_is_named(around):
    open_competitions()
    load_editions(shipped("competition_editions.csv"))
    row = shipped("iga_region_awards.csv")[0]
    Organisation.objects.filter(code=row["institution_id"]).delete()

    report = load_region_awards([row], programme="iga")

    assert row["institution_id"] in report.errors[0]
