import factory

from simpul.core import clock
from simpul.core.models import Lease, Mandate
from tests.factories.accounts import UserFactory


class LeaseFactory(factory.django.DjangoModelFactory):
    """Also the plainest object of core for tests about any object."""

    class Meta:
        model = Lease

    name = factory.Sequence(lambda number: f"lease{number}")
    until = factory.LazyFunction(clock.now)


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandate

    person = factory.SubFactory(UserFactory)
    office = "verifier"
    valid_from = factory.LazyFunction(clock.now)
