import factory

from simpul.core import clock
from simpul.replication.models import Case, MentorRequest, Mentorship, MentorWeight, Mode, Side
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.learning import LanguageFactory, MentorFactory
from tests.factories.organisations import OrganisationFactory


class AccompaniedFactory(factory.django.DjangoModelFactory):
    """A case that is learning from its origin, as far as mentors are concerned."""

    class Meta:
        model = Case

    number = factory.Sequence(lambda n: f"R-2026-{9000 + n}")
    origin = factory.SubFactory(InnovationFactory)
    origin_organisation = factory.SubFactory(OrganisationFactory)
    adopter = factory.SubFactory(OrganisationFactory)
    facilitator = factory.SubFactory(HubFactory)
    mode = Mode.ADAPTATION
    local_name = factory.Sequence(lambda n: f"Salinan Uji {n}")
    problem = "Ibu hamil jauh dari puskesmas."
    state = "learning"
    state_since = factory.LazyFunction(clock.now)
    opened_at = factory.LazyFunction(clock.now)
    opened_by = factory.SubFactory(UserFactory)


class MentorRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MentorRequest

    case = factory.SubFactory(AccompaniedFactory)
    side = Side.ADOPTER
    wish = "Melatih kader."
    language = factory.SubFactory(LanguageFactory)
    asked_at = factory.LazyFunction(clock.now)
    asked_by = factory.SelfAttribute("case.opened_by")


class MentorshipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mentorship

    request = factory.SubFactory(MentorRequestFactory)
    case = factory.SelfAttribute("request.case")
    mentor = factory.SubFactory(MentorFactory)
    proposed_at = factory.LazyFunction(clock.now)
    proposed_by = factory.SubFactory(UserFactory)


class MentorWeightFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MentorWeight

    weight = 10
    label_id = factory.LazyAttribute(lambda row: row.key)
    label_en = factory.LazyAttribute(lambda row: row.key)
    valid_from = factory.LazyFunction(lambda: clock.today().replace(month=1, day=1))
    source = "uji"


def rule(**weights):
    """The declared rule with these weights, and no other."""
    for key, weight in weights.items():
        MentorWeightFactory(key=key, weight=weight)
