"""Questions about the lists, with rows ready for their pages."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from simpul.ui.parts import Fact

from .models import Goal, Sector, SectorFamily, Stage


def families() -> QuerySet[SectorFamily]:
    """Every family with its sectors, in the order of the cloth."""
    return SectorFamily.objects.prefetch_related("sectors")


def sectors() -> QuerySet[Sector]:
    """Every sector with all its page reads."""
    return Sector.objects.select_related("family", "affair").prefetch_related("goals")


def goals() -> QuerySet[Goal]:
    """Every goal with the sectors that serve it."""
    return Goal.objects.prefetch_related(
        Prefetch("sectors", queryset=Sector.objects.select_related("family"))
    )


def goal_numbered(number: int) -> Goal | None:
    """The goal of that number; any other number, however large, has none."""
    return goals().filter(number=number).first() if 0 < number < 18 else None


def facts_of(sector: Sector) -> list[Fact]:
    """What the page of a sector says about it."""
    affair = sector.affair
    return [
        Fact(_("Family"), sector.family.label),
        Fact(_("Government affair"), f"{affair.label} ({affair.code})" if affair else None),
    ]


def words_of(sector: Sector) -> list[str]:
    """What people also call it, in the language of the reader."""
    return sector.synonyms_en if get_language() == "en" else sector.synonyms_id


def stages() -> QuerySet[Stage]:
    """The stages of an innovation, from idea to end."""
    return Stage.objects.all()
