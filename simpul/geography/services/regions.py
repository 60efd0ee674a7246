"""Keep the regions in step with ``data/regions.csv``."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from simpul.core import clock, journal
from simpul.core.hooks import LoadReport
from simpul.geography.models import Boundary, Region, RegionAlias, RegionKind
from simpul.geography.queries import name_key

Row = Mapping[str, str]

KINDS = {
    "provinsi": RegionKind.PROVINCE,
    "kabupaten": RegionKind.REGENCY,
    "kota": RegionKind.CITY,
}
WRITTEN = [f.name for f in Region._meta.concrete_fields if f.name not in ("id", "code")]


def load_regions(path: Path) -> LoadReport:
    """Take over every region of ``path`` with its other names; only rows that differ are written.

    A row that cannot be read is left out and reported.
    """
    report, rows = _read(path)
    provinces = [row for row in rows if row[0]["kind"] == RegionKind.PROVINCE]
    others = [row for row in rows if row[0]["kind"] != RegionKind.PROVINCE]
    # Provinces first: what lies in them points to them.
    return report + _take_over(provinces) + _take_over(others)


def _read(path: Path) -> tuple[LoadReport, list[tuple[dict[str, Any], dict[str, bool]]]]:
    report = LoadReport()
    rows: list[tuple[dict[str, Any], dict[str, bool]]] = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            given = list(csv.DictReader(lines, restval=""))
        if not given:
            raise ValueError(_("it has no rows"))
    except (OSError, ValueError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        report.errors.append(
            _("%(file)s cannot be read: %(reason)s. It must be CSV in UTF-8.")
            % {"file": path.name, "reason": reason}
        )
        return report, rows
    for line, row in enumerate(given, start=2):
        try:
            rows.append((_fields(row), _names(row)))
        except (KeyError, ValueError, ArithmeticError) as error:
            report.errors.append(
                _("%(file)s, line %(line)d: %(reason)s. The row was left out.")
                % {"file": path.name, "line": line, "reason": error}
            )
    return report, rows


def _fields(row: Row) -> dict[str, Any]:
    return {
        "code": row["code"],
        "slug": slugify(row["name"]),
        "name": row["name"],
        "short_name": row["short_name"],
        "name_en": row["name_en"],
        "kind": KINDS[row["type"]],
        "parent": None if row["parent_code"] == "ID" else row["parent_code"],
        "capital": row["capital"],
        "lat": _degrees(row["lat"], 90),
        "lng": _degrees(row["lng"], 180),
        "area_km2": Decimal(row["area_km2"]) if row["area_km2"] else None,
        "area_source": row["area_source"],
        "population": int(row["population"]) if row["population"] else None,
        "population_source": row["population_source"],
        "source": row["source"],
    }


def _degrees(text: str, limit: int) -> float:
    degrees = float(text)
    if not -limit <= degrees <= limit:
        raise ValueError(_("%(text)s is no place on earth") % {"text": text})
    return degrees


def _names(row: Row) -> dict[str, bool]:
    """Every name it may be looked up by, and whether readers see it as another name."""
    names = {row[column]: False for column in ("name", "short_name", "name_en")}
    for alias in row["aliases"].split(";"):
        if alias.strip():
            names.setdefault(alias.strip(), True)
    return names


def _take_over(rows: Iterable[tuple[dict[str, Any], dict[str, bool]]]) -> LoadReport:
    report = LoadReport()
    created, changed = [], []
    kept = {region.code: region for region in Region.objects.prefetch_related("aliases")}
    for given, names in rows:
        region = kept.get(given["code"])
        try:
            fields = given | {"parent": _province(given, kept)}
            if region is None:
                created.append((_checked(Region(**fields)), names))
            elif _differs(region, fields, names):
                for name, value in fields.items():
                    setattr(region, name, value)
                changed.append((_checked(region), names))
            else:
                report.same += 1
        except ValidationError as error:
            reason = "; ".join(error.messages).rstrip(".")
            report.errors.append(
                _("Region %(code)s: %(reason)s. The row was left out.")
                % {"code": given["code"], "reason": reason}
            )
    with transaction.atomic():
        _write(created, changed)
    return report + LoadReport(created=len(created), changed=len(changed))


def _province(given: dict[str, Any], kept: dict[str, Region]) -> Region | None:
    code = given["parent"]
    if (code is None) != (given["kind"] == RegionKind.PROVINCE) or (code and code not in kept):
        raise ValidationError(_("its province is not known"))
    return kept[code] if code else None


def _checked(region: Region) -> Region:
    # Fields only: asking the database about each constraint would take four queries a row.
    region.clean_fields(exclude=["parent"])
    return region


def _differs(region: Region, fields: dict[str, Any], names: dict[str, bool]) -> bool:
    return any(getattr(region, name) != value for name, value in fields.items()) or names != {
        alias.text: alias.shown for alias in region.aliases.all()
    }


def _write(created, changed) -> None:
    Region.objects.bulk_create([region for region, _names in created])
    if changed:
        regions = [region for region, _names in changed]
        Region.objects.bulk_update(regions, WRITTEN, batch_size=200)
        RegionAlias.objects.filter(region__in=regions).delete()
        # Maps show names and centres: they are drawn again.
        Boundary.objects.filter(region__in=regions).update(changed_at=clock.now())
    RegionAlias.objects.bulk_create(
        RegionAlias(region=region, text=text, key=name_key(text), shown=shown)
        for region, names in [*created, *changed]
        for text, shown in names.items()
    )
    for verb, rows in (("created", created), ("changed", changed)):
        if rows:
            journal.record_batch(verb, Region, [region.pk for region, _names in rows])
