from django.db.models import Prefetch, QuerySet

from .models import Goal, Programme, Sector, SectorFamily, Stage


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


def stages() -> QuerySet[Stage]:
    """The stages of an innovation, from idea to end."""
    return Stage.objects.all()


def programme_named(text: str) -> Programme | None:
    """The programme that sources call ``text``, whatever the capitals."""
    return Programme.objects.filter(short_name__iexact=text.strip()).first()
