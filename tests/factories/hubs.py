from datetime import date

import factory

from simpul.hubs.models import Agreement, Hub, Level, Milestone, MilestoneKind, Territory
from simpul.statistics.models import Precision
from tests.factories.core import MandateFactory
from tests.factories.geography import RegencyFactory
from tests.factories.organisations import OrganisationFactory


class HubFactory(factory.django.DjangoModelFactory):
    """A hub of a ministry; pass ``level`` and ``region`` for a province."""

    class Meta:
        model = Hub
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"HUB-UJI{n}")
    slug = factory.LazyAttribute(lambda hub: hub.code.lower())
    name = factory.Sequence(lambda n: f"Hub Uji {n}")
    level = Level.MINISTRY
    organisation = factory.SubFactory(OrganisationFactory)
    source = "https://example.org/hub"

    @factory.post_generation
    def areas(self, create, regions, **kwargs):
        if create and regions:
            self.areas.set(regions)


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory

    hub = factory.SubFactory(HubFactory)
    region = factory.SubFactory(RegencyFactory)


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    code = factory.Sequence(lambda n: f"milestone-{n}")
    hub = factory.SubFactory(HubFactory)
    kind = MilestoneKind.APPOINTED
    date = date(2020, 1, 1)
    precision = Precision.YEAR
    source = "https://example.org/milestone"


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    code = factory.Sequence(lambda n: f"AGR-{n}")
    kind_id = "komitmen"
    kind_en = "commitment"
    date = date(2022, 9, 28)
    subject_id = "Bergabung"
    subject_en = "Joining"
    source = "https://example.org/agreement"


def serving(hub, office, **fields):
    """A person who holds ``office`` for ``hub``."""
    return MandateFactory(office=office, scope=hub, **fields).person
