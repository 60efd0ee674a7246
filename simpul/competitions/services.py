"""Take over competitions, editions and awards to regions; nothing else writes them."""

import csv
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import LoadReport
from simpul.core.loading import Fields, Row, split, take_over, year
from simpul.geography.models import Region
from simpul.innovations.models import Award
from simpul.organisations.models import Organisation
from simpul.sources.hooks import Loader, Progress
from simpul.statistics.services import load_statements, rows_of_years
from simpul.vocabularies.models import AwardLevel, Programme, ProgrammeKind

from .models import Competition, Edition, RegionAward, Tier

# Programmes that compare and award; a directory, a study or a launch does not.
COMPETING = [
    ProgrammeKind.NATIONAL_COMPETITION,
    ProgrammeKind.REGIONAL_COMPETITION,
    ProgrammeKind.INTERNATIONAL_AWARD,
]

# Tables with one line a year, the figures their columns state, and who compiled them.
TABLES = [
    (
        "vocabularies/iga_statistics.csv",
        {
            "regions_reporting": "iga_regions_reporting",
            "innovations_reported": "iga_innovations_reported",
        },
        "kemendagri",
    ),
    ("vocabularies/kipp_editions.csv", {"proposals_registered": "kipp_registered"}, "panrb"),
]


@transaction.atomic
def load_competitions(directory: Path, progress: Progress = lambda done: None) -> LoadReport:
    """Take over all that is shipped about competitions; only rows that differ are written."""
    report = open_competitions()
    report += load_editions(_rows(directory / "competition_editions.csv"))
    report += add_editions_of_awards()
    report += load_tiers(_rows(directory / "competition_tiers.csv"))
    awards = _rows(directory / "iga_region_awards.csv")
    report += load_region_awards(awards, programme="iga")
    report += load_statements(_rows(directory / "competition_statements.csv"))
    for file, figures, name in TABLES:
        report += load_statements(rows_of_years(_rows(directory / file), figures, name=name))
    return report


LOADER = Loader("competitions", _("Competitions"), load_competitions, 90)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


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
        Award.objects.public()
        .filter(programme__in=competitions, year__isnull=False)
        .order_by("programme", "year")
        .values_list("programme", "year")
        .distinct()
    )
    pks = dict(Competition.objects.values_list("programme_id", "pk"))
    rows = [
        {"id": f"{competitions[programme]}-{edition}", "programme": programme, "year": edition}
        for programme, edition in awarded
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
