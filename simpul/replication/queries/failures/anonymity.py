"""How little an anonymous lesson may say of its place so that its owner stays one of many.

k-anonymity over region, kind of institution, sector and year: readers could be reading about any of
at least k institutions, counted twice: those of that kind in that region, and those of them with
records of that sector in those years, by which a curious reader would narrow them down. Values are
made coarser step by step until that holds. What was shown before counts, too: the institutions that
all releases of a lesson leave in common must still be k.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.geography.models import Region
from simpul.innovations.models import PUBLIC_STATES, Innovation
from simpul.organisations.models import Level, Organisation, Status
from simpul.replication.models import Lesson
from simpul.replication.queries.failures.naming import told_around, told_names
from simpul.search.analysis.thesaurus import rows_of
from simpul.vocabularies.models import Sector, SectorFamily

# How many years around the year are shown, the least first; None: no year at all.
YEAR_SPANS: tuple[int | None, ...] = (0, 2, 4, None)


@dataclass(frozen=True)
class Shown:
    """What readers see of the place of an anonymous lesson, and who all could be meant."""

    region: Region | None
    level: str
    sector: Sector | None
    family: SectorFamily | None
    years: tuple[int, int] | None
    candidates: frozenset[int]
    asked: int


class Refused(Exception):
    """A lesson that cannot be read without naming its owner; says why in plain words."""


def asked_for(day: date | None = None) -> int:
    """Among how many institutions an owner must stay hidden, by the rule of the day."""
    day = day or clock.today()
    for row in rows_of(settings.DATA_DIR / "replication" / "anonymity.csv"):
        ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else day
        if date.fromisoformat(row["valid_from"]) <= day <= ends:
            return int(row["institutions"])
    raise LookupError(day)


def generalised(lesson: Lesson) -> Shown:
    """The most that may be shown of the place of a lesson; raises ``Refused`` where nothing may."""
    if named := told_names(lesson):
        raise Refused(_named(named))
    around = told_around(lesson)
    most, before = asked_for(), _in_common(lesson)
    for shown in _steps(lesson, most):
        # Who reads the name of a province knows it, however coarse the place beside it.
        if not all(_lies_in(shown.region, place) for place in around):
            raise Refused(_named(name for names in around.values() for name in names))
        left = shown.candidates if before is None else shown.candidates & before
        if len(left) >= most and lesson.organisation.institution.pk in left:
            return shown
    raise Refused(
        _(
            "Even with region, sector and year left out, fewer than %(count)s institutions could "
            "be meant, so readers would know it is you. Publish it with your name, or keep it."
        )
        % {"count": most}
    )


def _named(names: Iterable[str]) -> str:
    message = _("The text names %(names)s. Take out what gives you away, then try again.")
    return message % {"names": ", ".join(f"“{name}”" for name in names)}


def _lies_in(region: Region | None, place: Region) -> bool:
    return region is not None and place in {region, region.parent}


def _in_common(lesson: Lesson) -> frozenset[int] | None:
    """The institutions that all releases so far leave in common; None before the first."""
    common: frozenset[int] | None = None
    for candidates in lesson.releases.values_list("candidates", flat=True):
        found = frozenset(candidates)
        common = found if common is None else common & found
    return common


def _steps(lesson: Lesson, asked: int) -> Iterator[Shown]:
    """What could be shown, from the finest to the coarsest."""
    sectors: list[tuple[Sector | None, SectorFamily | None]] = [
        (lesson.sector, None),
        (None, lesson.sector.family),
        (None, None),
    ]
    for region in _regions(lesson.region):
        bodies = _bodies(region, lesson.organisation.institution.level)
        for sector, family in sectors:
            for span in YEAR_SPANS:
                years = None if span is None else _years(lesson.year, span)
                crowd = _with_works(bodies, sector, family, years)
                yield Shown(
                    region,
                    lesson.organisation.institution.level,
                    sector,
                    family,
                    years,
                    crowd | {lesson.organisation.institution.pk},
                    asked,
                )
    everybody = frozenset(
        Organisation.objects.filter(status=Status.ACTIVE, parent=None).values_list("pk", flat=True)
    )
    yield Shown(None, "", None, None, None, everybody, asked)


def _regions(region: Region | None) -> Iterator[Region | None]:
    """The region, its province, the nation."""
    while region is not None:
        yield region
        region = region.parent
    yield None


def _years(year: int, span: int) -> tuple[int, int]:
    """Years of a fixed raster, so that the middle of a span does not give the year away."""
    if not span:
        return year, year
    first = year - year % (span + 1)
    return first, first + span


def _bodies(region: Region | None, level: str) -> frozenset[int]:
    """The institutions of one kind in a region."""
    found = Organisation.objects.filter(status=Status.ACTIVE, level=level or Level.REGENCY)
    if region is not None:
        found = found.filter(Q(region=region) | Q(region__parent=region))
    return frozenset(found.values_list("pk", flat=True))


def _with_works(
    bodies: frozenset[int],
    sector: Sector | None,
    family: SectorFamily | None,
    years: tuple[int, int] | None,
) -> frozenset[int]:
    """Those of the institutions that have public records of the sector in the years."""
    rows = Innovation.objects.filter(state__in=PUBLIC_STATES, owner__in=bodies)
    if sector is not None:
        rows = rows.filter(sector=sector)
    if family is not None:
        rows = rows.filter(sector__family=family)
    if years is not None:
        rows = rows.filter(year__range=years)
    if sector is None and family is None and years is None:
        return bodies
    return frozenset(rows.values_list("owner_id", flat=True))
