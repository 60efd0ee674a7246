from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from simpul.core import clock
from simpul.innovations.models import address_for, new_identity
from simpul.needs import services
from simpul.needs.models import Benchmark, Challenge, Family, Idea, Need, Visibility
from simpul.needs.queries import terms_of
from simpul.organisations.policies import ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.geography import RegencyFactory
from tests.factories.hubs import HubFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.vocabularies import TermFactory


class _Named(DjangoModelFactory):
    class Meta:
        abstract = True

    public_id = factory.LazyFunction(new_identity)
    slug = factory.LazyAttribute(lambda row: address_for(row.title, row.public_id))
    changed_at = factory.LazyFunction(clock.now)


class NeedFactory(_Named):
    """A public need of an institution; pass ``visibility`` for another."""

    class Meta:
        model = Need

    title = factory.Sequence(lambda n: f"Antrean panjang {n}")
    problem = "Warga menunggu sejak subuh."
    organisation = factory.SubFactory(OrganisationFactory)
    hub = factory.SubFactory(HubFactory)
    visibility = Visibility.PUBLIC
    stated_at = factory.LazyFunction(clock.now)
    terms = factory.LazyAttribute(lambda need: terms_of(f"{need.title} {need.problem}"))


class ChallengeFactory(_Named):
    """A challenge that takes ideas from today on; pass ``state`` for one nobody reads."""

    class Meta:
        model = Challenge

    title = factory.Sequence(lambda n: f"Tantangan {n}")
    question = "Bagaimana sampah berkurang?"
    sponsor = factory.SubFactory(OrganisationFactory)
    hub = factory.SubFactory(HubFactory)
    state = "announced"
    opens_on = factory.LazyFunction(clock.today)
    closes_on = factory.LazyAttribute(lambda row: row.opens_on + timedelta(days=30))
    decides_on = factory.LazyAttribute(lambda row: row.closes_on + timedelta(days=30))
    begun_at = factory.LazyFunction(clock.now)
    terms = factory.LazyAttribute(lambda row: terms_of(f"{row.title} {row.question}"))


class IdeaFactory(_Named):
    """A free idea of a resident; pass ``need``, ``challenge`` or ``sponsor``."""

    class Meta:
        model = Idea
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Nomor antrean lewat pesan {n}")
    body = "Warga mengambil nomor dari rumah."
    author = factory.SubFactory(UserFactory)
    author_kind = "resident"
    hub = factory.SubFactory(HubFactory)
    offered_at = factory.LazyFunction(clock.now)
    terms = factory.LazyAttribute(lambda row: terms_of(f"{row.title} {row.body}"))

    @factory.post_generation
    def canonical(self, create, kept, **kwargs):
        if create:
            self.canonical = kept or self
            Idea.objects.filter(pk=self.pk).update(canonical=self.canonical)


class BenchmarkFactory(TermFactory):
    class Meta:
        model = Benchmark

    key = factory.Sequence(lambda n: f"ukuran-{n}")
    family = Family.IGA


def regency():
    """The government of a regency."""
    return OrganisationFactory(region=RegencyFactory(), level="regency", kind="regency")


def admin_of(organisation):
    """A person who administers ``organisation``."""
    return MandateFactory(office=ADMIN, scope=organisation).person


def member_of(organisation):
    """A person who works for ``organisation``."""
    return MembershipFactory(organisation=organisation).person


def stated(organisation=None, *, by=None, **fields):
    """A need as its institution states it."""
    body = organisation or regency()
    fields = {"title": "Antrean panjang di loket", "problem": "Warga menunggu.", **fields}
    fields.setdefault("visibility", Visibility.PUBLIC)
    return services.state_need(body, by=by or member_of(body), **fields)


def offered(*, by=None, **fields):
    """An idea as somebody offers it."""
    fields = {"title": "Nomor antrean lewat pesan", "body": "Ambil nomor dari rumah.", **fields}
    return services.offer(by=by or UserFactory(), **fields)
