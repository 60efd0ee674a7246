import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock
from simpul.core.workflow import StepNotOpen
from simpul.organisations import queries, services
from simpul.organisations.models import (
    Kind,
    Level,
    NameKind,
    Organisation,
    OrganisationName,
    Status,
    Succession,
)
from simpul.organisations.policies import NATIONAL_ADMIN
from simpul.organisations.workflow import STANDING
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.geography import RegencyFactory
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationNameFactory,
    UnitFactory,
    admin_of,
)
from tests.organisations.test_services import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def national():
    return MandateFactory(office=NATIONAL_ADMIN).person


def test_a_unit_lies_where_its_institution_lies_and_is_found_by_its_names():
    body = OrganisationFactory(level=Level.REGENCY, region=RegencyFactory())

    unit = services.add_unit(body, by=admin_of(body), name="RSUD Lasinrang", acronym="RSLS")

    assert (unit.kind, unit.level, unit.region, unit.parent) == (
        Kind.UNIT, Level.REGENCY, body.region, body,
    )  # fmt: skip
    assert queries.resolve("rsud lasinrang") == unit
    assert queries.resolve("RSLS") == unit


def test_a_unit_of_the_same_name_is_refused_once():
    body = OrganisationFactory()
    admin = admin_of(body)
    services.add_unit(body, by=admin, name="Dinas Sosial")

    with pytest.raises(ValidationError):
        services.add_unit(body, by=admin, name="dinas sosial")
    other = OrganisationFactory()
    assert (
        services.add_unit(other, by=admin_of(other), name="Dinas Sosial").slug == "dinas-sosial-2"
    )


def test_units_stay_out_of_the_list_of_institutions_until_they_are_searched():
    unit = UnitFactory(name="RSUD Uji")
    OrganisationNameFactory(organisation=unit)

    everything = queries.institutions(queries.InstitutionFilter())
    assert list(everything) == [unit.parent]
    assert list(queries.institutions(queries.InstitutionFilter(q="rsud"))) == [unit]
    assert list(queries.parts_of(unit.parent)) == [unit]


def test_the_name_it_bore_stays_as_a_former_one_with_the_date(national):
    body = OrganisationFactory(name="Kementerian Lama", slug="kementerian-lama")
    OrganisationNameFactory(organisation=body)

    services.rename_organisation(body, by=national, name="Kementerian Baru")

    former = OrganisationName.objects.get(name="Kementerian Lama")
    assert (former.kind, former.until) == (NameKind.FORMER, clock.today())
    assert body.slug == "kementerian-lama"
    assert queries.resolve("Kementerian Lama") == queries.resolve("Kementerian Baru") == body


def test_what_was_changed_here_no_file_changes_back(national):
    services.load_organisations([row("KL-SATU", name="Kementerian Satu")])
    body = Organisation.objects.get(code="KL-SATU")
    services.rename_organisation(body, by=national, name="Kementerian Esa")

    report = services.load_organisations([row("KL-SATU", name="Kementerian Satu")])

    body.refresh_from_db()
    assert (body.name, report.changed) == ("Kementerian Esa", 0)
    assert queries.resolve("Kementerian Esa") == body


def test_a_merger_moves_no_row_and_is_undone_exactly(national):
    gone, into = OrganisationFactory(valid_from=2014), OrganisationFactory()
    unit = UnitFactory(parent=gone)

    services.merge_organisation(gone, into=into, by=national, year=2024)

    assert (gone.status, gone.valid_to) == (Status.MERGED, 2024)
    assert set(queries.family(into)) == {gone, into}
    unit.refresh_from_db()
    assert unit.parent == gone

    services.restore_organisation(gone, by=national)

    assert (gone.status, gone.valid_to, gone.valid_from) == (Status.ACTIVE, None, 2014)
    assert set(queries.family(into)) == {into}
    assert not Succession.objects.exists()


def test_restoring_keeps_successions_that_are_no_merger(national):
    gone, heir, into = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    services.succeed_organisation(gone, successor=heir, by=national, year=2019)
    services.merge_organisation(gone, into=into, by=national, year=2024)

    services.restore_organisation(gone, by=national)

    assert [(edge.successor, edge.year) for edge in Succession.objects.all()] == [(heir, 2019)]


def test_nothing_goes_into_itself_its_unit_or_what_ended(national):
    body = OrganisationFactory()
    ended = OrganisationFactory(status=Status.DISSOLVED)

    for into in (body, UnitFactory(parent=body), ended):
        with pytest.raises(ValidationError):
            services.merge_organisation(body, into=into, by=national, year=2024)
    body.refresh_from_db()
    assert body.status == Status.ACTIVE


def test_what_ended_does_not_end_twice(national):
    body = OrganisationFactory()
    same = Organisation.objects.get(pk=body.pk)
    services.dissolve_organisation(body, by=national, year=2024)

    with pytest.raises(StepNotOpen):
        services.dissolve_organisation(same, by=national, year=2025)


def test_an_admin_changes_units_and_never_the_institution():
    body = OrganisationFactory()
    unit, admin = UnitFactory(parent=body), admin_of(body)

    services.rename_organisation(unit, by=admin, name="Dinas Baru")
    services.dissolve_organisation(unit, by=admin, year=2025)
    services.restore_organisation(unit, by=admin)

    assert queries.changes_open_to(admin, unit) == ["rename", "dissolve"]
    assert queries.changes_open_to(admin, body) == []
    for verb in (services.rename_organisation, services.add_unit):
        with pytest.raises(PermissionDenied):
            verb(OrganisationFactory(), by=admin, name="X")
    with pytest.raises(PermissionDenied):
        services.rename_organisation(body, by=admin, name="X")


def test_a_national_admin_adds_institutions_and_nobody_else(national):
    fields = {"kind": Kind.PRIVATE, "level": Level.PRIVATE, "source": "https://contoh.id"}

    made = services.add_organisation(by=national, name="Yayasan Uji", **fields)

    assert made.get_absolute_url() == "/id/instansi/yayasan-uji/"
    with pytest.raises(ValidationError):
        services.add_organisation(by=national, name="yayasan uji", **fields)
    with pytest.raises(PermissionDenied):
        services.add_organisation(by=UserFactory(), name="Yayasan Lain", **fields)


def test_from_every_standing_there_is_a_way_on():
    assert {state for step in STANDING.steps.values() for state in step.sources} == set(Status)
