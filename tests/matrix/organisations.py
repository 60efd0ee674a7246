import io

from simpul.core import files
from simpul.geography.models import Region
from simpul.organisations.models import Kind, Level, MembershipState, Status
from tests.factories.accounts import UserFactory
from tests.factories.organisations import (
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
    UnitFactory,
)
from tests.matrix.people import person

OFFICES = [
    ("national_admin", "", ["national_admin"]),
    ("hub_coordinator", "hubs.hub", ["hub_coordinator", "national_admin"]),
    ("verifier", "hubs.hub", ["hub_coordinator", "national_admin"]),
    ("editor", "hubs.hub", ["hub_coordinator", "national_admin"]),
    ("district_assistant", "hubs.territory", ["hub_coordinator", "national_admin"]),
    (
        "institution_admin",
        "organisations.organisation",
        ["institution_admin", "hub_coordinator", "national_admin"],
    ),
    ("head_of_agency", "organisations.organisation", ["institution_admin", "national_admin"]),
    ("source_steward", "innovations.authority", ["national_admin"]),
]


def build():
    for key, scope, granted_by in OFFICES:
        OfficeFactory(key=key, scope=scope, granted_by=granted_by)
    body = OrganisationFactory(code="KL-MATRIKS", slug="matriks", name="Kementerian Matriks")
    OrganisationNameFactory(organisation=body)
    ended = OrganisationFactory(slug="matriks-lama", status=Status.DISSOLVED, valid_to=2014)
    SuccessionFactory(predecessor=ended, successor=body)
    owner = OrganisationFactory(
        pk=9000,
        slug="pemkab-matriks",
        name="Pemerintah Kabupaten Matriks",
        kind=Kind.REGENCY,
        level=Level.REGENCY,
        region=Region.objects.get(code="98.01"),
    )
    UnitFactory(slug="dinas-matriks", parent=owner)
    MembershipFactory(pk=9001, person=person("author"), organisation=owner)
    letter = files.keep("surat.pdf", io.BytesIO(b"%PDF-1.7 surat matriks"))
    asked = {"state": MembershipState.REQUESTED, "letter": letter}
    MembershipFactory(pk=9002, organisation=owner, **asked)
    orphan = OrganisationFactory(slug="tanpa-admin", region=Region.objects.get(code="98"))
    MembershipFactory(pk=9003, organisation=orphan, state=MembershipState.REQUESTED)
    UserFactory(pk=9001, email="seseorang@matriks.example")
