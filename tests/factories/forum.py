import factory
from factory.django import DjangoModelFactory

from simpul.core import clock
from simpul.forum.models import Shelf
from simpul.forum.services import talk
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import MembershipFactory


class ShelfFactory(DjangoModelFactory):
    class Meta:
        model = Shelf

    person = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Daftar {n}")
    begun_at = factory.LazyFunction(clock.now)


def record(**fields):
    """A public record with an owner and a responsible hub."""
    return InnovationFactory(**{"hub": HubFactory(), **fields})


def member_of(organisation):
    return MembershipFactory(person=UserFactory(), organisation=organisation).person


def holder(office, scope=None):
    return MandateFactory(person=UserFactory(), office=office, scope=scope).person


def question(innovation=None, **fields):
    """A question put to the owner of a record."""
    return talk.ask(
        innovation or record(), **{"by": UserFactory(), "body": "Berapa biayanya?", **fields}
    )
