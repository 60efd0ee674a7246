"""Records honoured as replications whose origin nobody has named."""

import pytest
from django.urls import reverse

from simpul.innovations.models import Award, Relation
from simpul.replication.models import Adoption
from simpul.replication.queries.claims import REPLICATION_LEVEL, without_an_origin
from simpul.replication.services import claims
from tests.factories.accounts import UserFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.vocabularies import AwardLevelFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def honoured():
    level, programme = AwardLevelFactory(code=REPLICATION_LEVEL), ProgrammeFactory()
    body = OrganisationFactory()
    records = [InnovationFactory(owner=body), InnovationFactory(owner=OrganisationFactory())]
    for record in records:
        Award.objects.create(innovation=record, level=level, programme=programme, year=2024)
    return body, records


def test_its_institution_names_the_origin_and_it_waits_no_longer(client, honoured):
    body, (copy, other) = honoured
    origin = InnovationFactory(owner=OrganisationFactory())
    admin = admin_of(body)
    assert list(without_an_origin(admin)) == [copy]
    assert list(without_an_origin(admin_of(other.owner))) == [other]
    assert list(without_an_origin(UserFactory())) == []
    client.force_login(admin)

    listed = client.get(reverse("replication:adoptions_unnamed"), secure=True)
    address = f"{reverse('replication:adoption_new')}?result={copy.public_id}"
    form = client.get(address, secure=True).context["form"]
    said = {"adopter": body.pk, "origin": origin.public_id, "note": "Meniru."}
    client.post(address, {**form.initial, **said}, secure=True)

    assert address in listed.content.decode()
    told = Adoption.objects.get()
    assert (told.origin, told.result, told.local_name) == (origin, copy, copy.name)
    assert list(without_an_origin(admin)) == []
    claims.confirm(told, by=admin_of(origin.owner))
    assert Relation.objects.get(subject=copy).object == origin
