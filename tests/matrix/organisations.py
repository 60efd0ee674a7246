from simpul.organisations.models import Status
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
