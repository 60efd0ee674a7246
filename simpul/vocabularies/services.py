"""Keep the lists in step with the files shipped in ``data/vocabularies``."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from django.db import models, transaction
from django.utils.translation import gettext as _

from simpul.core import clock, journal
from simpul.core.loading import Fields, Links, LoadReport, Row, split, take_over

from .models import (
    Abbreviation,
    Affair,
    AwardLevel,
    Goal,
    Life,
    Programme,
    Sector,
    SectorFamily,
    Stage,
    Term,
)


@dataclass(frozen=True)
class ListFile:
    """A file, the list it fills, the field that identifies a row and how a row is read."""

    file: str
    model: type[models.Model]
    key: str
    read: Callable[[Row], Fields]
    links: Callable[[Row], Links] = field(default=lambda row: {})


def load_vocabularies(directory: Path) -> LoadReport:
    """Take over every list of ``directory``; only rows that differ are written.

    A row that cannot be read is left out and reported; rows that a file no longer names stay,
    since records may point to them.
    """
    report = LoadReport()
    for listed in _lists(directory):
        report += _load(listed, directory / listed.file)
    return report


@transaction.atomic
def correct_term(
    term: Term, *, label_id: str, label_en: str, source: str, by, **also: list[str]
) -> Term:
    """Change the words of a term; from then on no file does. Whoever calls asks the permission.

    ``also`` are other words it has, such as the synonyms of a sector.
    """
    words = {"label_id": label_id, "label_en": label_en, "source": source, **also}
    changed = sorted(name for name, value in words.items() if getattr(term, name) != value)
    for name, value in {**words, "corrected_at": clock.now()}.items():
        setattr(term, name, value)
    # Lengths and kinds of values: the words touch no relation.
    term.clean_fields(exclude=[field.name for field in term._meta.fields if field.is_relation])
    term.save(update_fields=[*words, "corrected_at"])
    journal.record(term, "correct", by=by, details={"fields": changed})
    return term


def _lists(directory: Path) -> list[ListFile]:
    return [
        ListFile("urusan.csv", Affair, "code", _affair),
        ListFile("sdg.csv", Goal, "number", _goal),
        ListFile("sector_families.csv", SectorFamily, "key", _family),
        ListFile("sectors.csv", Sector, "key", _sector_reader(directory), _sector_goals),
        ListFile("award_levels.csv", AwardLevel, "code", _award_level),
        ListFile("programmes.csv", Programme, "key", _programme),
        ListFile("stages.csv", Stage, "code", _stage),
        ListFile("abbreviations.csv", Abbreviation, "abbreviation", _abbreviation),
    ]


def _load(listed: ListFile, path: Path) -> LoadReport:
    """Compare the rows of one file with what is kept and write the difference, all or nothing."""
    try:
        rows = _rows(path)
    except (OSError, ValueError, csv.Error) as error:
        return LoadReport(errors=[_unreadable(path, error)])
    report = take_over(
        listed.model,
        rows,
        key=listed.key,
        read=listed.read,
        links=listed.links,
        is_ours=lambda row: getattr(row, "corrected_at", None) is not None,
    )
    report.errors = [f"{path.name}, {error}" for error in report.errors]
    return report


def _unreadable(path: Path, error: Exception) -> str:
    """Say that a whole file could not be read, and why."""
    reason = error.strerror if isinstance(error, OSError) else error
    return _("%(file)s cannot be read: %(reason)s. It must be CSV in UTF-8.") % {
        "file": path.name,
        "reason": reason,
    }


def _rows(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8-sig") as lines:
        rows: list[Row] = list(csv.DictReader(lines, restval=""))
    if not rows:
        raise ValueError(_("it has no rows"))
    return rows


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _labels(row: Row) -> Fields:
    return {"label_id": row["name_id"], "label_en": row["name_en"], "source": row["source"]}


def _validity(row: Row) -> Fields:
    return {"valid_from": _date(row.get("valid_from")), "valid_to": _date(row.get("valid_to"))}


def _affair(row: Row) -> Fields:
    own = {"code": row["code"], "group": row["group"], "concurrent": row["concurrent"] == "yes"}
    return own | _labels(row) | _validity(row)


def _goal(row: Row) -> Fields:
    # The file adds "large text only" where white is legible in large figures only, as on a tile.
    text_colour = row["text_colour"].split()[0]
    own = {"number": int(row["number"]), "colour": row["colour_hex"], "text_colour": text_colour}
    return own | _labels(row)


def _family(row: Row) -> Fields:
    return {"key": row["key"], "order": int(row["order"])} | _labels(row)


def _sector_reader(directory: Path) -> Callable[[Row], Fields]:
    @cache
    def families() -> dict[str, str]:
        rows = _rows(directory / "sector_families.csv")
        return {sector: row["key"] for row in rows for sector in split(row["sectors"])}

    def read(row: Row) -> Fields:
        own = {
            "key": row["sector"],
            "family_id": families()[row["sector"]],
            "affair_id": _affair_pk(row["urusan_code"]),
            "synonyms_id": split(row["synonyms_id"]),
            "synonyms_en": split(row["synonyms_en"]),
        }
        return own | _labels(row)

    return read


def _affair_pk(code: str) -> int:
    try:
        return Affair.objects.values_list("pk", flat=True).get(code=code)
    except Affair.DoesNotExist:
        raise KeyError(code) from None


def _sector_goals(row: Row) -> Links:
    numbers = {int(number) for number in split(row["sdg_default"])}
    pks = dict(Goal.objects.filter(number__in=numbers).values_list("number", "pk"))
    return {"goals": {pks[number] for number in numbers}}


def _award_level(row: Row) -> Fields:
    own = {"code": row["code"], "rank": int(row["rank"]), "programme_hint": row["program"]}
    return own | _labels(row)


def _programme(row: Row) -> Fields:
    own = {
        "key": row["key"],
        "short_name": row["program"],
        "organiser": row["organiser"],
        "kind": row["kind"],
        "region_code": row["region_code"],
    }
    return own | _labels(row) | _validity(row)


def _stage(row: Row) -> Fields:
    own = {
        "code": row["code"],
        "order": int(row["order"]),
        "life": Life(row["life"]).value,
        "meaning_id": row["meaning_id"],
        "meaning_en": row["meaning_en"],
    }
    return own | _labels(row)


def _abbreviation(row: Row) -> Fields:
    return {name: row[name] for name in ("abbreviation", "full_id", "meaning_en", "source")}
