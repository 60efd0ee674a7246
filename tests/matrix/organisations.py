from simpul.geography.models import Region
from simpul.organisations.models import Kind, Level, Status
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
)


def build():
    body = OrganisationFactory(code="KL-MATRIKS", slug="matriks", name="Kementerian Matriks")
    OrganisationNameFactory(organisation=body)
    ended = OrganisationFactory(slug="matriks-lama", status=Status.DISSOLVED, valid_to=2014)
    SuccessionFactory(predecessor=ended, successor=body)
    OrganisationFactory(
        slug="pemkab-matriks",
        name="Pemerintah Kabupaten Matriks",
        kind=Kind.REGENCY,
        level=Level.REGENCY,
        region=Region.objects.get(code="98.01"),
    )
