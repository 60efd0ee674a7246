import csv

import pytest
from django.conf import settings

from simpul.core.models import Entry
from simpul.hubs.models import Agreement, Hub, Milestone
from simpul.hubs.services import load_agreements, load_hubs, load_milestones
from simpul.organisations.models import Organisation
from tests.factories.geography import ProvinceFactory
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


def shipped(name):
    with (settings.DATA_DIR / name).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def rows():
    hubs = shipped("hubs.csv")
    for row in hubs:
        code = row["region_code"]
        region = ProvinceFactory(code=code) if code else None
        if not Organisation.objects.filter(code=row["institution_id"]).exists():
            OrganisationFactory(code=row["institution_id"], region=region)
    return hubs, shipped("hub_milestones.csv"), shipped("agreements.csv")


def load(hubs, milestones, agreements):
    return [load_hubs(hubs), load_milestones(milestones), load_agreements(agreements)]


def test_the_shipped_hubs_load_once(rows):
    first = load(*rows)
    entries = Entry.objects.count()
    second = load(*rows)

    assert [report.errors for report in first] == [[], [], []]
    assert [report.created for report in first] == [37, 60, 4]
    assert [(report.created, report.changed) for report in second] == [(0, 0)] * 3
    assert Entry.objects.count() == entries


def test_twelve_signed_and_the_thirteenth_was_only_invited(rows):
    load(*rows)

    agreement = Agreement.objects.get(code="AGR-4")
    education = Hub.objects.get(code="HUB-KL-KEMENDIKBUDRISTEK")
    assert agreement.hubs.count() == 12
    assert list(education.milestones.values_list("kind", flat=True)) == ["invited"]


def test_a_changed_area_changes_that_hub_only(rows):
    hubs = rows[0]
    load_hubs(hubs)
    hub = next(row for row in hubs if row["id"] == "HUB-35")
    hub["area_codes"] = "35;51"

    report = load_hubs(hubs)

    assert (report.created, report.changed, report.same) == (0, 1, 36)
    served = Hub.objects.get(code="HUB-35").areas.values_list("code", flat=True)
    assert sorted(served) == ["35", "51"]
    assert Entry.objects.order_by("-pk").first().rows == [Hub.objects.get(code="HUB-35").pk]


def test_a_hub_keeps_its_address(rows):
    hubs = rows[0]
    load_hubs(hubs)
    hubs[1]["name"] = "Nama Baru"

    load_hubs(hubs)

    assert Hub.objects.get(name="Nama Baru").slug == "jipp-jawa-timur"


@pytest.mark.parametrize(
    "wrong",
    [{"hub_id": "HUB-99"}, {"date": "2018-13"}, {"precision": "day"}, {"kind": "married"}],
)
def test_a_milestone_that_cannot_be_read_is_named(rows, wrong):
    load_hubs(rows[0])
    good = next(row for row in rows[1] if row["id"] == "HUB-35-launched")

    report = load_milestones([good | wrong])

    assert len(report.errors) == 1
    assert not Milestone.objects.exists()
