import factory

from simpul.organisations.models import (
    Kind,
    Level,
    NameKind,
    Organisation,
    OrganisationName,
    Succession,
    name_key,
)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    code = factory.Sequence(lambda n: f"KL-UJI{n}")
    slug = factory.LazyAttribute(lambda body: body.code.lower())
    name = factory.Sequence(lambda n: f"Kementerian Uji {n}")
    short_name = factory.LazyAttribute(lambda body: body.name)
    kind = Kind.MINISTRY
    level = Level.MINISTRY


class OrganisationNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.LazyAttribute(lambda row: row.organisation.name)
    key = factory.LazyAttribute(lambda row: name_key(row.name))
    kind = NameKind.NAME


class SuccessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory)
