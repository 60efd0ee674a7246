"""Take over shapes: the schematic ones shipped, official ones from an operator's file.

A file from outside is not trusted: its size, depth, codes and coordinates are checked before a
row is written, and one fault refuses the whole file.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core import clock, journal
from simpul.core.hooks import LoadReport
from simpul.geography import queries
from simpul.geography.models import Boundary, BoundaryKind, Region, RegionKind

MAX_BYTES = 40_000_000
MAX_FEATURES = 1_000
MAX_POINTS = 600_000
MAX_FAULTS = 20

# Indonesia with its seas; anything outside is in another projection or has its axes swapped.
WEST, SOUTH, EAST, NORTH = 94.0, -12.0, 142.0, 7.0

LEVELS = {
    "province": {RegionKind.PROVINCE},
    "regency": {RegionKind.REGENCY, RegionKind.CITY},
}


class BoundaryFault(Exception):
    """The file cannot be taken over; ``faults`` say what is wrong, where, and what to do."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def load_boundaries(path: Path, *, level: str | None = None, source: str = "") -> LoadReport:
    """Draw the regions of ``path``, a GeoJSON file, with its official shapes from now on.

    ``level`` (``province`` or ``regency``) refuses features of the other level. Raises
    ``BoundaryFault``, and changes nothing, when anything in the file is wrong.
    """
    return _take_over(path, BoundaryKind.OFFICIAL, level=level, source=source)


def load_schematic(directory: Path) -> LoadReport:
    """Take over the schematic shapes shipped in ``directory``."""
    report = LoadReport()
    for level, name in (("province", "provinces"), ("regency", "regencies")):
        try:
            path = directory / f"{name}.geojson"
            report += _take_over(path, BoundaryKind.SCHEMATIC, level=level)
        except BoundaryFault as fault:
            report += LoadReport(errors=fault.faults)
    return report


def reset_boundaries(*, level: str | None = None) -> int:
    """Forget official shapes, so that the schematic ones are drawn again; says how many."""
    rows = Boundary.objects.filter(kind=BoundaryKind.OFFICIAL)
    if level:
        rows = rows.filter(region__kind__in=LEVELS[level])
    with transaction.atomic():
        pks = list(rows.values_list("pk", flat=True))
        if pks:
            Boundary.objects.filter(pk__in=pks).delete()
            journal.record_batch("deleted", Boundary, pks)
    return len(pks)


def _take_over(path: Path, kind: str, *, level: str | None = None, source: str = "") -> LoadReport:
    content = _read(path)
    features = _Reader(path.name, level).read(content)
    stated = content.get("source")
    source = (source or (stated if isinstance(stated, str) else "") or path.name)[:200]
    digests = {region: _digest(geometry, source) for region, geometry in features.items()}
    with transaction.atomic():
        return _keep(features, digests, kind, source)


def _keep(features: dict[Region, dict], digests: dict, kind: str, source: str) -> LoadReport:
    kept = {row.region_id: row for row in Boundary.objects.filter(kind=kind).defer("geometry")}
    now, created, changed = clock.now(), [], []
    for region, geometry in features.items():
        digest = digests[region]
        row = kept.get(region.pk)
        if row is None:
            row = Boundary(region=region, kind=kind)
            created.append(row)
        elif row.digest != digest:
            changed.append(row)
        else:
            continue
        row.geometry, row.source, row.digest, row.changed_at = geometry, source, digest, now
    Boundary.objects.bulk_create(created, batch_size=100)
    if changed:
        Boundary.objects.bulk_update(
            changed, ["geometry", "source", "digest", "changed_at"], batch_size=50
        )
    for verb, rows in (("created", created), ("changed", changed)):
        if rows:
            journal.record_batch(verb, Boundary, [row.pk for row in rows])
    same = len(features) - len(created) - len(changed)
    return LoadReport(created=len(created), changed=len(changed), same=same)


def _digest(geometry: dict, source: str) -> str:
    text = json.dumps([geometry, source], separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BoundaryFault(
                [
                    _(
                        "%(file)s has %(size)d MB; at most %(limit)d MB can be read. "
                        "Simplify it first, for example with mapshaper."
                    )
                    % {"file": path.name, "size": size // 10**6, "limit": MAX_BYTES // 10**6}
                ]
            )
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BoundaryFault(
            [_("%(file)s cannot be opened: %(reason)s.") % {"file": path, "reason": error.strerror}]
        ) from None
    except (ValueError, RecursionError):
        raise BoundaryFault(
            [
                _("%(file)s is not JSON in UTF-8. Export it as GeoJSON (RFC 7946).")
                % {"file": path.name}
            ]
        ) from None
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise BoundaryFault(
            [
                _("%(file)s is not a GeoJSON FeatureCollection. TopoJSON must be converted first.")
                % {"file": path.name}
            ]
        )
    return content


class _Reader:
    """Turns a FeatureCollection into geometries by region, or says all that is wrong."""

    def __init__(self, file: str, level: str | None):
        self.file, self.level = file, level
        self.regions = queries.by_code()
        self.faults: list[str] = []
        self.points = 0

    def read(self, content: dict[str, Any]) -> dict[Region, dict]:
        features = content.get("features")
        if not isinstance(features, list) or not 0 < len(features) <= MAX_FEATURES:
            raise BoundaryFault(
                [
                    _('%(file)s: "features" must hold 1 to %(limit)d features.')
                    % {"file": self.file, "limit": MAX_FEATURES}
                ]
            )
        found: dict[Region, dict] = {}
        for number, feature in enumerate(features, start=1):
            try:
                region = self._region(feature)
                if region in found:
                    raise ValueError(
                        _("code %(code)s stands twice. Keep one feature for each region")
                        % {"code": region.code}
                    )
                found[region] = self._geometry(feature.get("geometry"))
            except ValueError as error:
                self.faults.append(
                    _("%(file)s, feature %(number)d: %(reason)s.")
                    % {"file": self.file, "number": number, "reason": error}
                )
                if len(self.faults) >= MAX_FAULTS:
                    break
        if self.faults:
            raise BoundaryFault(self.faults)
        return found

    def _region(self, feature: Any) -> Region:
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise ValueError(_("this is not a GeoJSON Feature"))
        properties = feature.get("properties")
        code = properties.get("code") if isinstance(properties, dict) else None
        code = feature.get("id") if code is None else code
        text = str(code)[:20]
        if "." not in text and len(text) == 4:
            text = f"{text[:2]}.{text[2:]}"
        region = self.regions.get(text)
        if region is None:
            raise ValueError(
                _(
                    'code "%(code)s" is not a known region. The property "code" must hold the '
                    "code of the Ministry of Home Affairs, such as 35 or 35.78"
                )
                % {"code": text}
            )
        if self.level and region.kind not in LEVELS[self.level]:
            raise ValueError(
                _("code %(code)s is not of level %(level)s. Choose the other level or file")
                % {"code": text, "level": self.level}
            )
        return region

    def _geometry(self, geometry: Any) -> dict:
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if kind == "Point":
            return {"type": kind, "coordinates": self._point(coordinates)}
        if kind == "Polygon":
            return {"type": kind, "coordinates": self._polygon(coordinates)}
        if kind == "MultiPolygon":
            polygons = [self._polygon(part) for part in self._list(coordinates)]
            return {"type": kind, "coordinates": polygons}
        raise ValueError(
            _("the geometry must be Polygon, MultiPolygon or Point, not %(kind)s")
            % {"kind": str(kind)[:40]}
        )

    def _polygon(self, rings: Any) -> list:
        return [self._ring(ring) for ring in self._list(rings)]

    def _ring(self, ring: Any) -> list:
        points = [self._point(point) for point in self._list(ring)]
        if len(points) < 4 or points[0] != points[-1]:
            raise ValueError(_("a ring needs at least four points and must end where it begins"))
        return points

    def _point(self, point: Any) -> list[float]:
        self.points += 1
        if self.points > MAX_POINTS:
            raise ValueError(
                _("the file has more than %(limit)d points. Simplify it first")
                % {"limit": MAX_POINTS}
            )
        if not isinstance(point, list) or not 2 <= len(point) <= 4:
            raise ValueError(_("a point must be longitude and latitude"))
        lng, lat = point[:2]
        if any(
            isinstance(value, bool) or not isinstance(value, int | float) for value in (lng, lat)
        ):
            raise ValueError(_("a point must be two numbers"))
        if not (WEST <= lng <= EAST and SOUTH <= lat <= NORTH):
            raise ValueError(
                _(
                    "point %(lng)s, %(lat)s lies outside Indonesia. Coordinates must be WGS 84 "
                    "with longitude before latitude"
                )
                % {"lng": str(lng)[:20], "lat": str(lat)[:20]}
            )
        return [round(lng, 5), round(lat, 5)]

    def _list(self, value: Any) -> list:
        if not isinstance(value, list) or not value:
            raise ValueError(_("coordinates are missing"))
        return value
