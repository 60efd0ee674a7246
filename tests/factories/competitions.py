import factory

from simpul.competitions.models import Competition, Edition, RegionAward, Tier
from simpul.vocabularies.models import Programme, ProgrammeKind
from tests.factories.geography import ProvinceFactory
from tests.factories.organisations import OrganisationFactory


class CompetitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Competition

    slug = factory.Sequence(lambda n: f"lomba-{n}")

    @factory.lazy_attribute
    def programme(self):
        return Programme.objects.create(
            key=self.slug,
            short_name=self.slug.upper(),
            label_id=f"Lomba {self.slug}",
            label_en=f"Contest {self.slug}",
            organiser="Kementerian Uji",
            kind=ProgrammeKind.NATIONAL_COMPETITION,
        )


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Edition

    competition = factory.SubFactory(CompetitionFactory)
    year = 2019
    code = factory.LazyAttribute(lambda edition: f"{edition.competition.slug}-{edition.year}")


class TierFactory(factory.django.DjangoModelFactory):
    """The size of an award of an edition; pass ``level`` or ``category``."""

    class Meta:
        model = Tier

    code = factory.Sequence(lambda n: f"tier-{n}")
    edition = factory.SubFactory(EditionFactory)
    size = 45
    source = "https://example.org/tier"


class RegionAwardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegionAward

    code = factory.Sequence(lambda n: f"region-award-{n}")
    edition = factory.SubFactory(EditionFactory)
    category = "Kabupaten terinovatif"
    region = factory.SubFactory(ProvinceFactory)
    organisation = factory.SubFactory(OrganisationFactory, region=factory.SelfAttribute("..region"))
    wording = factory.LazyAttribute(lambda award: award.region.name)
    source = "https://example.org/award"
