"""The library of lessons as readers see it: what an owner left out is not there to be found."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Case as Choose
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.innovations.models import Innovation
from simpul.organisations.models import Level, Organisation
from simpul.replication.models import Case, Disclosure, FailureReason, Lesson, LessonRelease

# How many lessons of the sector warn beside a record that has none of its own.
MOST_WARNINGS = 2


@dataclass(frozen=True)
class Entry:
    """One lesson, as far as its owner lets readers know whose it is."""

    code: str
    headline: str
    happened: str
    advice: str
    attempt: str
    reasons: list[FailureReason]
    region: str
    sector: str
    years: str
    kind: str
    owner: Organisation | None = None
    innovation: Innovation | None = None
    case: Case | None = None
    is_anonymous: bool = False
    others: int = 0
    url: str = field(default="")


def library(
    *,
    reason: str = "",
    sector: int | None = None,
    province: int | None = None,
    attempt: str = "",
    text: str = "",
) -> QuerySet[Lesson]:
    """The lessons anybody may read, the newest first; filters see only what readers see."""
    rows = Lesson.objects.public().select_related(
        "organisation", "innovation__canonical", "case", "region__parent", "sector"
    )
    latest = LessonRelease.objects.select_related("region", "sector", "family").order_by("at", "pk")
    rows = rows.prefetch_related("reasons", Prefetch("releases", latest, to_attr="shown"))
    if reason:
        rows = rows.filter(reasons__key=reason)
    if attempt:
        rows = rows.filter(attempt=attempt)
    if sector is not None:
        rows = rows.filter(_shown(sector=sector))
    if province is not None:
        named = Q(region=province) | Q(region__parent=province)
        shown = Q(releases__region=province) | Q(releases__region__parent=province)
        rows = rows.filter(_either(named, shown))
    if text:
        rows = rows.filter(
            Q(title__icontains=text) | Q(happened__icontains=text) | Q(advice__icontains=text)
        )
    return rows.annotate(told_year=_told_year()).order_by(_LATEST_FIRST, "code").distinct()


# Those that tell no year stand last.
_LATEST_FIRST = F("told_year").desc(nulls_last=True)


def _told_year() -> Choose:
    """The year readers see: a place among others must tell no more than the entry itself."""
    released = LessonRelease.objects.filter(lesson=OuterRef("pk")).order_by("-at", "-pk")
    shown = Subquery(released.values("year_to")[:1])
    return Choose(When(disclosure=Disclosure.ANONYMOUS, then=shown), default=F("year"))


def _shown(**asked) -> Q:
    """What is asked of the fields of a named lesson, or of the release of an anonymous one."""
    return _either(Q(**asked), Q(**{f"releases__{name}": value for name, value in asked.items()}))


def _either(named: Q, anonymous: Q) -> Q:
    hidden = Q(disclosure=Disclosure.ANONYMOUS)
    return (~hidden & named) | (hidden & anonymous)


def entry_of(lesson: Lesson) -> Entry:
    """A lesson of ``library`` as readers see it."""
    return _anonymous(lesson) if lesson.is_anonymous else _named(lesson)


def _common(lesson: Lesson) -> dict:
    return {
        "code": lesson.code,
        "headline": lesson.title,
        "happened": lesson.happened,
        "advice": lesson.advice,
        "attempt": lesson.get_attempt_display(),
        "reasons": list(lesson.reasons.all()),
        "url": reverse("replication:lesson", args=[lesson.code]),
    }


def _named(lesson: Lesson) -> Entry:
    record = lesson.innovation.canonical if lesson.innovation else None
    return Entry(
        **_common(lesson),
        region=lesson.region.label if lesson.region else _("the whole nation"),
        sector=lesson.sector.label,
        years=str(lesson.year),
        kind=str(lesson.organisation.institution.get_level_display()),
        owner=lesson.organisation,
        innovation=record if record and record.is_public else None,
        case=lesson.case if lesson.case and lesson.case.public_since else None,
    )


def _anonymous(lesson: Lesson) -> Entry:
    shown = _latest(lesson)
    sector = shown.sector or shown.family
    years = _("not said")
    if shown.year_from:
        years = str(shown.year_from)
        if shown.year_to != shown.year_from:
            years = f"{shown.year_from}–{shown.year_to}"
    return Entry(
        **_common(lesson),
        region=shown.region.label if shown.region else _("somewhere in Indonesia"),
        sector=sector.label if sector else _("not said"),
        years=years,
        kind=str(Level(shown.level).label) if shown.level else _("an institution"),
        is_anonymous=True,
        others=len(shown.candidates),
    )


def _latest(lesson: Lesson) -> LessonRelease:
    kept = getattr(lesson, "shown", None)
    return kept[-1] if kept else lesson.releases.select_related("region", "sector", "family")[0]


def warning_lessons(
    keys: Collection[int], *, sector_of: Callable[[int], str]
) -> Mapping[int, list[Entry]]:
    """The lessons that warn beside records: of the record itself, else of its sector."""
    of_record = Q(innovation__canonical__in=keys)
    of_sector = Q(disclosure=Disclosure.ANONYMOUS) & Q(
        releases__sector__key__in={sector_of(key) for key in keys}
    )
    rows: Iterable[Lesson] = library().filter(of_record | of_sector)
    by_record: dict[int, list[Entry]] = defaultdict(list)
    by_sector: dict[str, list[Entry]] = defaultdict(list)
    for lesson in rows:
        entry = entry_of(lesson)
        if entry.innovation:
            by_record[entry.innovation.pk].append(entry)
        elif lesson.is_anonymous and (shown := _latest(lesson)).sector:
            by_sector[shown.sector.key].append(entry)
    return {
        key: by_record.get(key) or by_sector.get(sector_of(key), [])[:MOST_WARNINGS] for key in keys
    }
