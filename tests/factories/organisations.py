import factory

from simpul.core import clock
from simpul.organisations.models import (
    Kind,
    Level,
    Membership,
    MembershipState,
    NameKind,
    Office,
    Organisation,
    OrganisationName,
    Succession,
    name_key,
)
from simpul.organisations.policies import ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory


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


class UnitFactory(OrganisationFactory):
    """A unit of an institution, in its region."""

    code = factory.Sequence(lambda n: f"UNIT-UJI{n}")
    name = factory.Sequence(lambda n: f"Dinas Uji {n}")
    kind = Kind.UNIT
    parent = factory.SubFactory(OrganisationFactory)
    level = factory.LazyAttribute(lambda unit: unit.parent.level)
    region = factory.LazyAttribute(lambda unit: unit.parent.region)


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office
        django_get_or_create = ["key"]

    key = factory.Sequence(lambda n: f"office{n}")
    order = 1
    label_id = factory.LazyAttribute(lambda office: office.key)
    label_en = factory.LazyAttribute(lambda office: office.key)


class MembershipFactory(factory.django.DjangoModelFactory):
    """A person who works there; pass ``state`` for one who only asks to."""

    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = MembershipState.CONFIRMED
    requested_at = factory.LazyFunction(clock.now)
    decided_at = factory.LazyAttribute(
        lambda row: None if row.state == MembershipState.REQUESTED else clock.now()
    )


def admin_of(organisation, **fields):
    """A person who administers ``organisation``."""
    return MandateFactory(office=ADMIN, scope=organisation, **fields).person
