import pytest
from django.urls import reverse
from django.utils.translation import override

from simpul.hubs.hooks import HUB_PANELS
from simpul.hubs.models import Level, MilestoneKind
from simpul.hubs.policies import COORDINATOR, EDITOR, VERIFIER
from simpul.hubs.queries import hubs_by_year
from tests.factories.core import MandateFactory
from tests.factories.geography import BoundaryFactory, ProvinceFactory, RegencyFactory
from tests.factories.hubs import AgreementFactory, HubFactory, MilestoneFactory
from tests.factories.organisations import OfficeFactory, OrganisationFactory
from tests.factories.statistics import IndicatorFactory, StatementFactory

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


def province_hub(kind=MilestoneKind.APPOINTED, **fields):
    region = ProvinceFactory()
    BoundaryFactory(region=region)
    hub = HubFactory(level=Level.PROVINCE, region=region, areas=[region], **fields)
    MilestoneFactory(hub=hub, kind=kind, document="Kepmen 94/2020")
    return hub


def test_provinces_without_a_record_are_not_known(get):
    hub = province_hub()
    silent = ProvinceFactory(name="Provinsi Sunyi")
    BoundaryFactory(region=silent)

    page = get("hubs:list")
    indonesian = get("hubs:list", language="id")

    row = page[page.index("Provinsi Sunyi</a></th>") :]
    assert "not known" in row[:400]
    assert "belum diketahui" in indonesian
    assert hub.name in page
    assert "Kepmen 94/2020" in page
    assert "https://example.org/milestone" in page


def test_statements_that_disagree_stand_side_by_side(get):
    figure = IndicatorFactory(key="hubs_regional_total", topic="hubs")
    StatementFactory(figure=figure, value="22")
    StatementFactory(figure=figure, value="36", source="https://example.org/lain")

    page = get("hubs:list")

    assert "<strong>22</strong>" in page
    assert "<strong>36</strong>" in page
    assert "https://example.org/lain" in page


def test_an_invited_body_is_only_invited(get):
    body = OrganisationFactory(name="Kementerian Laut")
    MilestoneFactory(hub__organisation=body, kind=MilestoneKind.INVITED)

    page = get("hubs:list")

    row = page[page.index("Kementerian Laut</a></th>") :]
    assert "invited" in row[:500]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_few_questions_whatever_its_length(
    get, django_assert_num_queries, number
):
    for _ in range(number):
        hub = province_hub()
        AgreementFactory().hubs.add(hub)
        MilestoneFactory(kind=MilestoneKind.INVITED)

    with django_assert_num_queries(10):
        get("hubs:list")


def test_a_hub_shows_what_happened_its_area_and_whom_it_serves(get, monkeypatch):
    monkeypatch.setattr(HUB_PANELS, "_builds", [])
    hub = province_hub()
    regency = RegencyFactory(parent=hub.region)
    BoundaryFactory(region=regency)
    OrganisationFactory(region=regency, short_name="Pemkab Pantai", level="regency")
    OrganisationFactory(region=ProvinceFactory(), short_name="Pemprov Jauh", level="province")

    page = get("hubs:detail", hub.slug)

    assert "Appointed by decree" in page
    assert "https://example.org/milestone" in page
    assert "Pemkab Pantai" in page
    assert "Pemprov Jauh" not in page
    assert f'aria-label="{regency.short_name}"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_hub_asks_the_same_questions_whatever_it_serves(
    get, django_assert_num_queries, number, monkeypatch
):
    monkeypatch.setattr(HUB_PANELS, "_builds", [])
    hub = province_hub()
    for _ in range(number):
        regency = RegencyFactory(parent=hub.region)
        BoundaryFactory(region=regency)
        OrganisationFactory(region=regency)
        AgreementFactory().hubs.add(hub)
        MilestoneFactory(hub=hub)

    with django_assert_num_queries(11):
        get("hubs:detail", hub.slug)


def test_hubs_stand_in_the_year_of_their_decree_or_commitment():
    hub = HubFactory()
    MilestoneFactory(hub=hub, kind=MilestoneKind.LAUNCHED, date="2015-01-01")
    MilestoneFactory(hub=hub, kind=MilestoneKind.APPOINTED, date="2020-01-01")
    MilestoneFactory(kind=MilestoneKind.INVITED, date="2023-08-11")

    assert hubs_by_year() == [(2020, [hub])]


def test_an_institution_names_the_hub_that_answers_for_it(get):
    national = HubFactory(level=Level.NATIONAL, name="Hub Nasional")
    MilestoneFactory(hub=national, kind=MilestoneKind.LAUNCHED)
    body = OrganisationFactory()

    page = get("organisations:detail", body.slug)

    assert "Hub Nasional" in page
    assert "the national hub, as no working hub" in page


def test_a_region_says_how_far_its_hub_has_come(get):
    hub = province_hub()
    regency = RegencyFactory(parent=hub.region)
    silent = ProvinceFactory()

    assert hub.name in get("geography:region", regency.code)
    assert "Whether the province has a hub is not known" in get("geography:region", silent.code)


def test_the_team_page_links_only_to_what_its_reader_may_open(client):
    for key in (EDITOR, VERIFIER, COORDINATOR):
        OfficeFactory(key=key, scope="hubs.hub", granted_by=[COORDINATOR])
    hub = HubFactory()
    editor, verifier, coordinator = (
        MandateFactory(office=office, scope=hub) for office in (EDITOR, VERIFIER, COORDINATOR)
    )
    everybody = {
        reverse("organisations:mandate", args=[m.pk]) for m in (editor, verifier, coordinator)
    }

    for held, opens in (
        (editor, {reverse("organisations:mandate", args=[editor.pk])}),
        (coordinator, everybody),
    ):
        client.force_login(held.person)
        page = client.get(reverse("hubs:team", args=[hub.slug]), secure=True).content.decode()
        assert {address for address in everybody if f'href="{address}"' in page} == opens
        for address in opens:
            assert client.get(address, secure=True).status_code == 200
