"""Hubs as people change them, and who sees their teams."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import duties
from simpul.hubs import queries, services
from simpul.hubs.models import Hub, Level, MilestoneKind, Territory
from simpul.hubs.policies import ASSISTANT, COORDINATOR, EDITOR, VERIFIER
from simpul.organisations.models import MembershipState
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory, MilestoneFactory, TerritoryFactory, serving
from tests.factories.organisations import (
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    admin_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def national():
    return MandateFactory(office=NATIONAL_ADMIN).person


@pytest.fixture
def hub():
    province = ProvinceFactory(code="77")
    hub = HubFactory(
        slug="jipp-uji", level=Level.PROVINCE, region=province, areas=[province], name="JIPP Uji"
    )
    MilestoneFactory(hub=hub, kind=MilestoneKind.LAUNCHED)
    return hub


# --- What is said about a hub ------------------------------------------------------------------


def test_what_a_national_admin_changes_no_file_changes_back(national, hub):
    services.change_hub(hub, by=national, name="JIPP Lain", areas=[])
    line = {
        "id": hub.code, "name": "JIPP Uji", "level": "provinsi", "region_code": "77",
        "institution_id": hub.organisation.code, "area_codes": "77",
        **dict.fromkeys(["website", "decree", "wave", "note_id", "note_en", "source"], "x"),
    }  # fmt: skip

    report = services.load_hubs([line])

    hub.refresh_from_db()
    assert (hub.name, report.changed, list(hub.areas.all())) == ("JIPP Lain", 0, [])


def test_a_new_hub_has_come_as_far_as_what_is_recorded(national):
    made = services.add_hub(
        by=national, name="Hub Kementerian Uji", level=Level.MINISTRY,
        organisation=OrganisationFactory(), source="https://contoh.id",
    )  # fmt: skip
    services.add_milestone(
        made, by=national, kind=MilestoneKind.APPOINTED, day=date(2026, 2, 1), source="SK"
    )

    assert queries.hub_status(Hub.objects.get(pk=made.pk)).stage == "appointed"
    assert made.slug == "hub-kementerian-uji"


@pytest.mark.parametrize("office", [COORDINATOR, VERIFIER, EDITOR])
def test_only_national_admins_change_what_is_said(office, hub):
    person = serving(hub, office)

    with pytest.raises(PermissionDenied):
        services.change_hub(hub, by=person, name="X")
    with pytest.raises(PermissionDenied):
        services.add_hub(by=person, name="X")
    with pytest.raises(PermissionDenied):
        services.add_milestone(hub, by=person, kind="launched", day=date(2026, 1, 1), source="x")


# --- Territories -------------------------------------------------------------------------------


def test_a_coordinator_opens_a_territory_that_the_hub_serves_and_no_other(hub):
    coordinator = serving(hub, COORDINATOR)
    here, elsewhere = RegencyFactory(parent=hub.region), RegencyFactory()

    first = services.add_territory(hub, region=here, by=coordinator)
    assert services.add_territory(hub, region=here, by=coordinator) == first
    with pytest.raises(ValidationError):
        services.add_territory(hub, region=elsewhere, by=coordinator)
    with pytest.raises(PermissionDenied):
        services.add_territory(hub, region=here, by=serving(hub, VERIFIER))
    assert Territory.objects.count() == 1


# --- Colours -----------------------------------------------------------------------------------


def test_every_hue_reads_well_in_light_and_dark():
    assert [hue for hue in range(360) if not queries.reads_well(hue)] == []


@pytest.mark.parametrize(("dye", "near"), [("#c0392b", 29), ("#2b418a", 268), ("#0a7d5c", 165)])
def test_of_a_logo_only_the_hue_is_kept(dye, near):
    hue = queries.hue_of(dye)

    assert hue is not None
    assert abs(hue - near) <= 6


def test_a_grey_has_no_hue():
    assert queries.hue_of("#808080") is None


def test_colours_that_cannot_be_read_are_refused(hub, monkeypatch):
    monkeypatch.setattr(queries, "reads_well", lambda hue: False)

    with pytest.raises(ValidationError):
        services.brand_hub(hub, hue=120, by=serving(hub, COORDINATOR))


def test_a_pasted_logo_is_looked_at_first_and_worn_only_by_a_button(hub, client):
    client.force_login(serving(hub, EDITOR))
    address = "/id/meja/hub/jipp-uji/warna/"

    looked = client.get(address, {"logo": "#0A7D5C"})
    hub.refresh_from_db()
    assert (looked.context["chosen"], hub.hue) == (queries.hue_of("#0a7d5c"), None)
    assert "#RRGGBB" in client.get(address, {"logo": "hijau"}).content.decode()
    client.post(address, {"hue": looked.context["chosen"]})

    hub.refresh_from_db()
    assert hub.hue == looked.context["chosen"]
    client.post(address, {"hue": ""})
    hub.refresh_from_db()
    assert hub.hue is None


# --- Teams -------------------------------------------------------------------------------------


def test_readers_see_officials_under_a_letter_and_nobody_else(hub, client):
    OfficeFactory(key=VERIFIER, is_public=True, label_id="Verifikator", order=30)
    OfficeFactory(key=EDITOR, label_id="Editor")
    for office, name, number in (
        (VERIFIER, "Siti Rahmah", "800/13"),
        (VERIFIER, "Tanpa Surat", ""),
        (EDITOR, "Bukan Publik", "800/14"),
    ):
        person = UserFactory(name=name)
        MandateFactory(office=office, scope=hub, person=person, letter_number=number)

    page = client.get("/id/hub/jipp-uji/").content.decode()

    assert "Siti Rahmah" in page
    assert "Tanpa Surat" not in page
    assert "Bukan Publik" not in page


def test_a_team_shows_assistants_with_their_territory(hub):
    territory = TerritoryFactory(hub=hub)
    MandateFactory(office=ASSISTANT, scope=territory)
    MandateFactory(office=VERIFIER, scope=HubFactory())

    assert [mandate.scope for mandate in queries.team_mandates(hub)] == [territory]


def test_the_hubs_somebody_serves_in_are_theirs_and_all_for_the_nation(hub, national):
    other = TerritoryFactory()
    assistant = MandateFactory(office=ASSISTANT, scope=other).person

    assert list(queries.hubs_served_by(serving(hub, VERIFIER))) == [hub]
    assert list(queries.hubs_served_by(assistant)) == [other.hub]
    assert set(queries.hubs_served_by(national)) == {hub, other.hub}
    assert list(queries.hubs_served_by(UserFactory())) == []


def test_a_coordinator_sees_who_asks_where_nobody_administers(hub):
    region = RegencyFactory(parent=hub.region)
    without, with_admin = OrganisationFactory(region=region), OrganisationFactory(region=region)
    admin_of(with_admin)
    asked, _other = (
        MembershipFactory(organisation=body, state=MembershipState.REQUESTED)
        for body in (without, with_admin)
    )

    assert queries.requests_without_admin(hub) == [asked]


def test_what_stays_undone_is_told_one_office_higher(hub):
    body = OrganisationFactory(region=hub.region)
    coordinator = duties.office_key(COORDINATOR, hub)

    assert queries.offices_above(ADMIN, body) == [coordinator]
    assert queries.offices_above(VERIFIER, hub) == [coordinator]
    assert queries.offices_above(ASSISTANT, TerritoryFactory(hub=hub)) == [coordinator]
    assert queries.offices_above(COORDINATOR, hub) == [duties.office_key(NATIONAL_ADMIN)]
    assert queries.offices_above("source_steward", None) == [duties.office_key(NATIONAL_ADMIN)]
