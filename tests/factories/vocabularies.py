import factory
from factory.django import DjangoModelFactory

from simpul.vocabularies.models import (
    Abbreviation,
    Affair,
    AwardLevel,
    Goal,
    Programme,
    ProgrammeKind,
    Sector,
    SectorFamily,
    Stage,
)


class TermFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    label_id = factory.Sequence(lambda n: f"Istilah {n}")
    label_en = factory.Sequence(lambda n: f"Term {n}")


class AffairFactory(TermFactory):
    class Meta:
        model = Affair

    code = factory.Sequence(lambda n: f"1.{n}")


class GoalFactory(TermFactory):
    class Meta:
        model = Goal
        django_get_or_create = ["number"]

    number = 3
    colour = "#4C9F38"
    text_colour = "#FFFFFF"


class SectorFamilyFactory(TermFactory):
    class Meta:
        model = SectorFamily
        django_get_or_create = ["key"]

    key = "sehat"


class SectorFactory(TermFactory):
    class Meta:
        model = Sector
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"sektor-{n}")
    family = factory.SubFactory(SectorFamilyFactory)

    @factory.post_generation
    def goals(self, create, goals, **kwargs):
        self.goals.set(goals or [])


class AwardLevelFactory(TermFactory):
    class Meta:
        model = AwardLevel

    code = factory.Sequence(lambda n: f"jenjang-{n}")
    rank = 3


class ProgrammeFactory(TermFactory):
    class Meta:
        model = Programme

    key = factory.Sequence(lambda n: f"program-{n}")
    short_name = factory.Sequence(lambda n: f"Program {n}")
    kind = ProgrammeKind.NATIONAL_COMPETITION


class StageFactory(TermFactory):
    class Meta:
        model = Stage

    code = factory.Sequence(lambda n: f"tahap-{n}")
    meaning_id = "Melayani warga secara tetap."
    meaning_en = "Serves people regularly."


class AbbreviationFactory(DjangoModelFactory):
    class Meta:
        model = Abbreviation

    abbreviation = factory.Sequence(lambda n: f"ABC{n}")
    full_id = "Kepanjangan"
    meaning_en = "In full"
