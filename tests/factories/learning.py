import factory

from simpul.core import clock
from simpul.learning.models import Language, Mentor, MentorKind, MentorState, Role
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.vocabularies import SectorFactory


class LanguageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Language
        django_get_or_create = ["key"]

    key = "ind"
    order = 1
    label_id = factory.LazyAttribute(lambda row: row.key)
    label_en = factory.LazyAttribute(lambda row: row.key)


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Role
        django_get_or_create = ["key"]

    key = "team"
    order = 1
    label_id = "Tim"
    label_en = "Team"


class MentorFactory(factory.django.DjangoModelFactory):
    """A mentor who is ready, shown to nobody; give ``sectors``, ``languages``, ``provinces``."""

    class Meta:
        model = Mentor
        skip_postgeneration_save = True

    person = factory.SubFactory(UserFactory)
    hub = factory.SubFactory(HubFactory)
    kind = MentorKind.UNIVERSITY
    workplace = "Universitas Uji"
    profile = "Mendampingi layanan kesehatan ibu."
    proof = "Dua inovasi."
    contact = factory.Sequence(lambda number: f"0811-{number:06}")
    state = MentorState.ACTIVE
    offered_at = factory.LazyFunction(clock.now)
    decided_at = factory.LazyFunction(clock.now)
    changed_at = factory.LazyFunction(clock.now)
    ended_at = factory.LazyAttribute(
        lambda row: clock.now() if row.state == MentorState.ENDED else None
    )

    @factory.post_generation
    def sectors(self, create, found):
        if create:
            self.sectors.set(found if found is not None else [SectorFactory()])

    @factory.post_generation
    def languages(self, create, found):
        if create:
            self.languages.set(found if found is not None else [LanguageFactory()])

    @factory.post_generation
    def provinces(self, create, found):
        if create and found:
            self.provinces.set(found)
