"""Take over competitions, editions and awards to regions; nothing else writes them."""

from collections.abc import Iterable

from django.db import transaction

from simpul.core.hooks import LoadReport
from simpul.geography.models import Region
from simpul.innovations.models import Award
from simpul.organisations.models import Organisation
from simpul.organisations.services import Fields, Row, split, take_over, year
from simpul.vocabularies.models import AwardLevel, Programme, ProgrammeKind

from .models import Competition, Edition, RegionAward, Tier

# Programmes that compare and award; a directory, a study or a launch does not.
COMPETING = [
    ProgrammeKind.NATIONAL_COMPETITION,
    ProgrammeKind.REGIONAL_COMPETITION,
    ProgrammeKind.INTERNATIONAL_AWARD,
]


def open_competitions(*, by=None) -> LoadReport:
    """Give every programme that awards innovations its competition."""
    programmes = Programme.objects.filter(kind__in=COMPETING)
    rows = [{"programme": str(programme.pk), "slug": programme.key} for programme in programmes]

    def read(row: Row) -> Fields:
        return {"programme_id": int(row["programme"]), "slug": row["slug"]}

    return take_over(Competition, rows, key="slug", read=read, by=by)


def load_editions(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the editions equal to ``rows``."""
    competitions = dict(Competition.objects.values_list("programme__key", "pk"))

    def read(row: Row) -> Fields:
        return {
            "code": row["id"],
            "competition_id": competitions[row["programme"]],
            "year": year(row["year"]),
            "held": row["held"] != "no",
            "legal_basis": row["legal_basis"],
            "note_id": row["note_id"],
            "note_en": row["note_en"],
            "source": row["source"],
        }

    return take_over(Edition, rows, key="code", read=read, by=by)


def load_tiers(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the numbers awarded equal to ``rows``."""
    editions = _editions()
    levels = dict(AwardLevel.objects.values_list("code", "pk"))

    def read(row: Row) -> Fields:
        return {
            "code": row["id"],
            "edition_id": editions[row["programme"], row["year"]],
            "level_id": levels[row["award_level"]] if row["award_level"] else None,
            "category": row["category"],
            "size": int(row["size"]),
            "includes": [code for code in split(row["includes"]) if levels[code]],
            "note_id": row["note_id"],
            "note_en": row["note_en"],
            "source": row["source"],
        }

    return take_over(Tier, rows, key="code", read=read, by=by)


def load_region_awards(rows: Iterable[Row], *, programme: str, by=None) -> LoadReport:
    """Make the awards that ``programme`` gave to regions equal to ``rows``."""
    editions = _editions()
    bodies = dict(Organisation.objects.values_list("code", "pk"))
    regions = dict(Region.objects.values_list("code", "pk"))

    def read(row: Row) -> Fields:
        return {
            "code": row["id"],
            "edition_id": editions[programme, row["year"]],
            "category": row["category"],
            "rank": int(row["rank"]) if row["rank"] else None,
            "wording": row["raw_region"],
            "organisation_id": bodies[row["institution_id"]],
            "region_id": regions[row["region_code"]],
            "source": row["source"],
        }

    return take_over(RegionAward, rows, key="code", read=read, by=by)


@transaction.atomic
def add_editions_of_awards(*, by=None) -> LoadReport:
    """Open an edition for each year in which a competition is known to have given an award."""
    competitions = dict(Competition.objects.values_list("programme_id", "slug"))
    awarded = (
        Award.objects.filter(programme__in=competitions, year__isnull=False)
        .order_by("programme", "year")
        .values_list("programme", "year")
        .distinct()
    )
    known = set(Edition.objects.values_list("competition__programme", "year"))
    pks = dict(Competition.objects.values_list("programme_id", "pk"))
    rows = [
        {"id": f"{competitions[programme]}-{edition}", "programme": programme, "year": edition}
        for programme, edition in awarded
        if (programme, edition) not in known
    ]

    def read(row) -> Fields:
        return {
            "code": row["id"],
            "competition_id": pks[row["programme"]],
            "year": row["year"],
        }

    return take_over(Edition, rows, key="code", read=read, by=by)


def _editions() -> dict[tuple[str, str], int]:
    found = Edition.objects.values_list("competition__programme__key", "year", "pk")
    return {(programme, str(edition)): pk for programme, edition, pk in found}
