"""The smallest valid letters, registers and kinds."""

import factory

from simpul.core import clock
from simpul.documents.models import Document, Kind, Layout, Register, Signing
from tests.factories.organisations import OrganisationFactory


class KindFactory(factory.django.DjangoModelFactory):
    """A kind that nobody signs; pass ``signing`` for one that counts by signatures."""

    class Meta:
        model = Kind

    key = factory.Sequence(lambda n: f"kind{n}")
    label_id = factory.Sequence(lambda n: f"Sertifikat {n}")
    label_en = factory.Sequence(lambda n: f"Certificate {n}")
    code = "SER"
    layout = Layout.CERTIFICATE
    signing = Signing.NOBODY


class RegisterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Register

    scope = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Register {n}")
    office = "ORG"
    opened_at = factory.LazyFunction(clock.now)


class DocumentFactory(factory.django.DjangoModelFactory):
    """A draft; services make everything that follows."""

    class Meta:
        model = Document

    kind = factory.SubFactory(KindFactory)
    scope = factory.SubFactory(OrganisationFactory)
    title = "Replikasi SIMPEL di dua puskesmas"
    language = "id"
    begun_at = factory.LazyFunction(clock.now)
    changed_at = factory.LazyFunction(clock.now)
