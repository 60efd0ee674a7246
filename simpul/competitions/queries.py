"""Questions about competitions: what is known of an edition, and how much of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count, Prefetch, QuerySet

from simpul.geography.models import Region
from simpul.innovations.models import Award
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.rows import catalogue_rows
from simpul.innovations.queries.shown import record_rows
from simpul.organisations.models import Organisation
from simpul.statistics.models import Statement
from simpul.statistics.queries import statements_on
from simpul.ui.parts import RecordRow
from simpul.vocabularies.models import AwardLevel, ProgrammeKind

from .models import Competition, Edition, RegionAward, Tier

# So many records of one award stand on the page of an edition; the catalogue holds the rest.
MOST_RECORDS = 30


@dataclass(frozen=True)
class Coverage:
    """How many are known of how many there were; ``size`` is empty when nobody says."""

    known: int
    size: int | None = None

    @property
    def complete(self) -> bool:
        return self.size is not None and self.known == self.size

    @property
    def beyond(self) -> bool:
        """More are named than were awarded: sources disagree, or one is named twice."""
        return self.size is not None and self.known > self.size


@dataclass(frozen=True)
class Level:
    """One award of an edition with the innovations known to have it."""

    level: AwardLevel
    coverage: Coverage
    tier: Tier | None = None
    rows: Sequence[RecordRow] = ()
    # Known at an award that is chosen out of this one.
    higher: int = 0

    @property
    def own(self) -> int:
        """Known at this award itself."""
        return self.coverage.known - self.higher

    @property
    def hidden(self) -> int:
        """Known at this award, but not on the page."""
        return self.own - len(self.rows)


@dataclass(frozen=True)
class Category:
    """One category of awards to regions with those known."""

    name: str
    coverage: Coverage
    awards: Sequence[RegionAward] = ()
    tier: Tier | None = None


@dataclass(frozen=True)
class EditionLine:
    """A row of the table of editions."""

    edition: Edition
    registered: Sequence[str]
    tiers: Sequence[Tier]
    known: int
    regions: int


@dataclass(frozen=True)
class CompetitionLine:
    """A row of the table of competitions."""

    competition: Competition
    region: Region | None
    years: Sequence[int]
    known: int


@dataclass
class _Awarded:
    """The innovations known at each award of an edition."""

    by_level: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, edition: Edition) -> "_Awarded":
        awards = Award.objects.public().filter(
            programme=edition.competition.programme_id, year=edition.year
        )
        found = cls()
        pairs = awards.order_by("innovation__title", "pk").values_list("level_id", "innovation_id")
        for level, innovation in dict.fromkeys(pairs):
            found.by_level[level].append(innovation)
        return found


# --- Lists --------------------------------------------------------------------------------------


def competition_lines() -> list[tuple[str, list[CompetitionLine]]]:
    """Every competition with its editions, by kind."""
    regions = {region.code: region for region in Region.objects.all()}
    known = _known_innovations("programme")
    found = Competition.objects.select_related("programme").prefetch_related("editions")
    lines = [
        CompetitionLine(
            competition,
            regions.get(competition.programme.region_code),
            sorted(edition.year for edition in competition.editions.all() if edition.held),
            known.get((competition.programme_id,), 0),
        )
        for competition in found
    ]
    kinds = list(ProgrammeKind.values)
    lines.sort(
        key=lambda line: (
            kinds.index(line.competition.programme.kind),
            -len(line.years),
            line.competition.programme.short_name,
        )
    )
    groups = groupby(lines, key=lambda line: line.competition.programme.get_kind_display())
    return [(str(label), list(group)) for label, group in groups]


def _known_innovations(*fields: str) -> dict[tuple, int]:
    """How many innovations are known to hold an award, by ``fields`` of the award."""
    counted = (
        Award.objects.public()
        .order_by()
        .values_list(*fields)
        .annotate(known=Count("innovation", distinct=True))
    )
    return {tuple(key): known for *key, known in counted}


def competition_page(slug: str) -> Competition | None:
    """A competition with its programme."""
    return Competition.objects.select_related("programme").filter(slug=slug).first()


def edition_lines(competition: Competition) -> list[EditionLine]:
    """The editions of a competition, the newest first, with what was stated and what is known."""
    tiers = Prefetch("tiers", Tier.objects.select_related("level"))
    editions = competition.editions.annotate(regions=Count("region_awards"))
    editions = editions.prefetch_related(tiers).order_by("-year")
    registered = _registered(competition)
    known = {
        edition: count
        for (programme, edition), count in _known_innovations("programme", "year").items()
        if programme == competition.programme_id
    }
    return [
        EditionLine(
            edition,
            registered.get(edition.year, []),
            [tier for tier in edition.tiers.all() if tier.level],
            known.get(edition.year, 0),
            edition.regions,
        )
        for edition in editions
    ]


def _registered(competition: Competition) -> dict[int, list[str]]:
    """Each number of proposals that was stated, by year; several stand side by side."""
    found: dict[int, list[str]] = defaultdict(list)
    for statement in statements_on(competition.programme.key):
        if statement.figure.order == 1 and statement.since is None:
            values = found[statement.as_of.year]
            if statement.shown not in values:
                values.append(statement.shown)
    return found


def edition_page(slug: str, year: int) -> Edition | None:
    """An edition with its competition."""
    editions = Edition.objects.select_related("competition__programme")
    return editions.filter(competition__slug=slug, year=year).first()


# --- One edition --------------------------------------------------------------------------------


def levels_of(edition: Edition, *, user) -> list[Level]:
    """Each award of ``edition`` that was given or is known, the highest first."""
    awarded = _Awarded.of(edition)
    tiers = {tier.level_id: tier for tier in edition.tiers.all() if tier.level_id}
    levels = AwardLevel.objects.filter(pk__in={*awarded.by_level, *tiers}).order_by("rank", "code")
    chosen = [(level, awarded.by_level.get(level.pk, [])) for level in levels]
    rows = _rows([pk for _level, pks in chosen for pk in pks[:MOST_RECORDS]], user=user)
    keys = {level.code: level.pk for level, _pks in chosen}
    found = []
    for level, pks in chosen:
        tier = tiers.get(level.pk)
        higher = _chosen_out_of(tier, awarded, keys) - set(pks)
        found.append(
            Level(
                level=level,
                tier=tier,
                coverage=Coverage(len(pks) + len(higher), tier.size if tier else None),
                rows=[rows[pk] for pk in pks[:MOST_RECORDS] if pk in rows],
                higher=len(higher),
            )
        )
    return found


def _rows(pks: Iterable[int], *, user) -> dict[int, RecordRow]:
    known = catalogue_rows(list(dict.fromkeys(pks)), user=user, lists=lists())
    return {row.pk: shown for row, shown in zip(known, record_rows(known), strict=True)}


def _chosen_out_of(tier: Tier | None, awarded: _Awarded, keys: dict[str, int]) -> set[int]:
    """The innovations known at an award that is chosen out of ``tier``."""
    codes = tier.includes if tier else []
    return {pk for code in codes if code in keys for pk in awarded.by_level.get(keys[code], [])}


def provinces_of(edition: Edition) -> list[tuple[Region, int]]:
    """How many innovations of ``edition`` are known in each province, in the order of codes.

    Not by number: an incomplete list gives no rank.
    """
    awards = Award.objects.public().filter(
        programme=edition.competition.programme_id,
        year=edition.year,
        innovation__province__isnull=False,
    )
    counts = dict(
        awards.order_by()
        .values_list("innovation__province")
        .annotate(known=Count("innovation", distinct=True))
    )
    regions = Region.objects.filter(pk__in=counts)
    return [(region, counts[region.pk]) for region in regions]


def categories_of(edition: Edition) -> list[Category]:
    """The awards to regions by category, each as far as it is known."""
    awards: QuerySet[RegionAward] = edition.region_awards.select_related("organisation", "region")
    by_category: dict[str, list[RegionAward]] = defaultdict(list)
    for award in awards:
        by_category[award.category].append(award)
    tiers = {tier.category: tier for tier in edition.tiers.all() if tier.category}
    found = []
    for name in sorted({*by_category, *tiers}):
        tier, known = tiers.get(name), by_category.get(name, [])
        coverage = Coverage(len(known), tier.size if tier else None)
        found.append(Category(name, coverage, known, tier))
    return found


def statements_of(edition: Edition) -> list[tuple[str, list[Statement]]]:
    """What was stated about ``edition``, figure by figure; all stand."""
    found = statements_on(edition.competition.programme.key, year=edition.year)
    return [
        (figure.label, list(group)) for figure, group in groupby(found, key=lambda one: one.figure)
    ]


def neighbours(edition: Edition) -> tuple[Edition | None, Edition | None]:
    """The editions before and after."""
    others = Edition.objects.select_related("competition").filter(competition=edition.competition)
    before = others.filter(year__lt=edition.year).order_by("-year").first()
    after = others.filter(year__gt=edition.year).order_by("year").first()
    return before, after


def region_awards_of(place: Organisation | Region) -> QuerySet[RegionAward]:
    """What a region, or its government, was awarded, the newest first."""
    awards = place.region_awards.select_related("edition__competition__programme")
    return awards.order_by("-edition__year", "category")
