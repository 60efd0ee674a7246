"""Compute the schematic boundaries from ``regions.csv`` and the Natural Earth coastline.

A place belongs to the regency or city whose centre is nearest, where distance is counted in radii
of a circle of that unit's area: a city of 30 km² reaches less far than the regency around it. What
lies within that circle of a city's centre is always the city's.
Provinces are the union of their units. ``docs/concepts/maps.md`` says how to run this.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import mapping, shape

HERE = Path(__file__).parent
INDONESIA = "360"
KM_PER_DEGREE = 111.2
WINDOW = (94.5, -11.5, 141.5, 6.5)

# A boundary arc may leave the true circle by this much, in degrees.
ARC_ERROR = 0.002
GRID = 1e-4
SOURCE = (
    "Centres and areas: cahyadsn/wilayah_boundaries and cahyadsn/wilayah (MIT); "
    "coastline: Natural Earth (public domain), world-atlas 2.0.2 (ISC)"
)


def main() -> None:
    options = arguments()
    units = read_units(options.regions)
    land = read_land(options.atlas)
    faces = label_faces(cut_land(land, cell_edges(units)), units)
    regencies = simplify(faces, options.tolerance, options.smallest)
    provinces = dissolve(regencies)
    for unit in units:
        # No land at this scale: a dot at its centre.
        regencies.setdefault(unit["code"], shapely.Point(unit["lng"], unit["lat"]))
    write(HERE / "regencies.geojson", regencies)
    write(HERE / "provinces.geojson", provinces)
    if options.official:
        for level, shapes in (("provinces", provinces), ("regencies", regencies)):
            print_overlap(level, shapes, read_official(options.official / f"{level}.geojson"))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "atlas", type=Path, help="countries-10m.json of the npm package world-atlas"
    )
    parser.add_argument("--regions", type=Path, default=HERE.parent / "regions.csv")
    parser.add_argument(
        "--official", type=Path, help="a folder with official shapes to compare with"
    )
    parser.add_argument("--tolerance", type=float, default=0.012, help="simplification, in degrees")
    parser.add_argument(
        "--smallest", type=float, default=0.0006, help="islands kept, square degrees"
    )
    return parser.parse_args()


def read_units(path: Path) -> list[dict]:
    """Centre and reach of every regency and city."""
    with path.open(newline="", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["type"] != "provinsi"]
    known = {row["code"]: float(row["area_km2"]) for row in rows if row["area_km2"]}
    usual = float(np.median(list(known.values())))
    return [
        {
            "code": row["code"],
            "lng": float(row["lng"]),
            "lat": float(row["lat"]),
            "reach": (known.get(row["code"], usual) / np.pi) ** 0.5 / KM_PER_DEGREE,
            "city": row["type"] == "kota",
        }
        for row in rows
    ]


def read_land(path: Path):
    """The outline of Indonesia from a TopoJSON file of countries."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"][k] for k in ("scale", "translate")
    )
    arcs = [
        np.cumsum(np.array(arc), axis=0) * (scale_x, scale_y) + (shift_x, shift_y)
        for arc in topology["arcs"]
    ]

    def ring(numbers):
        lines = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])

    country = next(
        g for g in topology["objects"]["countries"]["geometries"] if g.get("id") == INDONESIA
    )
    polygons = [
        shapely.Polygon(ring(outer), [ring(hole) for hole in holes])
        for outer, *holes in country["arcs"]
    ]
    whole = shapely.union_all(shapely.make_valid(polygons))
    return shapely.union_all([p for p in shapely.get_parts(whole) if p.geom_type == "Polygon"])


def cell_edges(units) -> list:
    """Arcs of the circles of Apollonius between neighbours, and the circle of each city."""
    edges = [
        shapely.Point(unit["lng"], unit["lat"]).buffer(unit["reach"], quad_segs=12).boundary
        for unit in units
        if unit["city"]
    ]
    for i, own in enumerate(units):
        cell = shapely.box(*WINDOW)
        others = sorted(
            (j for j in range(len(units)) if j != i),
            key=lambda j: (units[j]["lng"] - own["lng"]) ** 2 + (units[j]["lat"] - own["lat"]) ** 2,
        )
        for j in others:
            cell = cut_cell(cell, own, units[j])
        edges.append(shapely.set_precision(cell, GRID).boundary)
    return edges


def cut_cell(cell, own, other):
    """What remains of ``cell`` when ``other`` takes what is nearer to it."""
    if own["reach"] < other["reach"]:
        disc = circle(own, other)
        return cell & disc if not shapely.contains_properly(disc, cell) else cell
    disc = circle(other, own)
    return cell - disc if shapely.intersects(disc, cell) else cell


def circle(small, large):
    """Every place that is nearer to ``small``, in its own measure, than to ``large``."""
    ratio = min(small["reach"] / large["reach"], 0.999) ** 2
    x = (small["lng"] - ratio * large["lng"]) / (1 - ratio)
    y = (small["lat"] - ratio * large["lat"]) / (1 - ratio)
    apart = np.hypot(small["lng"] - large["lng"], small["lat"] - large["lat"])
    radius = ratio**0.5 * apart / (1 - ratio)
    steps = int(max(48, (4.93 * radius / ARC_ERROR) ** 0.5))
    angles = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return shapely.Polygon(np.c_[x + radius * np.cos(angles), y + radius * np.sin(angles)])


def cut_land(land, edges) -> list:
    """The faces that coast and cell borders enclose, on one grid so that they fit exactly."""
    land = shapely.set_precision(land, GRID)
    lines = shapely.union_all([land.boundary, *edges], grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    shapely.prepare(land)
    inside = shapely.contains(land, shapely.point_on_surface(faces))
    return list(faces[inside])


def label_faces(faces, units) -> dict:
    """Join the faces whose inner point is nearest to the same unit."""
    centres = np.array([(unit["lng"], unit["lat"]) for unit in units])
    reach = np.array([unit["reach"] for unit in units])
    points = shapely.get_coordinates(shapely.point_on_surface(faces))
    apart, near = cKDTree(centres).query(points, k=120)
    measure = apart / reach[near]
    cities = np.array([unit["city"] for unit in units])
    measure = np.where(cities[near] & (measure < 1), measure - 1, measure)
    owner = near[np.arange(len(points)), np.argmin(measure, axis=1)]
    groups = defaultdict(list)
    for face, number in zip(faces, owner, strict=True):
        groups[units[number]["code"]].append(face)
    return {code: shapely.coverage_union_all(parts) for code, parts in groups.items()}


def simplify(shapes: dict, tolerance: float, smallest: float) -> dict:
    """Fewer points with common borders still common; tiny islands go, every unit stays."""
    codes = sorted(shapes)
    simple = shapely.coverage_simplify([shapes[code] for code in codes], tolerance)
    return {code: without_specks(form, smallest) for code, form in zip(codes, simple, strict=True)}


def without_specks(form, smallest: float):
    parts = sorted(shapely.get_parts(form), key=shapely.area, reverse=True)
    kept = [part for part in parts if part.area >= smallest] or parts[:1]
    return shapely.MultiPolygon(kept) if len(kept) > 1 else kept[0]


def dissolve(regencies: dict) -> dict:
    groups = defaultdict(list)
    for code, form in regencies.items():
        groups[code[:2]].append(form)
    return {code: shapely.coverage_union_all(forms) for code, forms in sorted(groups.items())}


def write(path: Path, shapes: dict) -> None:
    """One feature a line, three decimals (about 100 m)."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": {"code": code}, "geometry": rounded(shapes[code])},
            separators=(",", ":"),
        )
        for code in sorted(shapes)
    ]
    head = json.dumps({"type": "FeatureCollection", "source": SOURCE})[:-1]
    body = ",\n".join(lines)
    path.write_text(f'{head}, "features": [\n{body}\n]}}\n', encoding="utf-8")


def rounded(form) -> dict:
    geometry = mapping(form)

    def walk(part):
        if isinstance(part[0], float):
            return [round(value, 3) for value in part]
        return [walk(inner) for inner in part]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}


def read_official(path: Path) -> dict:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["properties"]["code"]: shape(f["geometry"]) for f in features}


def print_overlap(level: str, shapes: dict, official: dict) -> None:
    """Say how well the shapes agree with official ones: intersection over union, on average."""
    overlaps = {
        code: (form & official[code]).area / (form | official[code]).area
        for code, form in shapes.items()
    }
    worst = sorted(overlaps, key=overlaps.get)[:5]
    sys.stdout.write(
        f"{level}: {len(shapes)} shapes, mean overlap {np.mean(list(overlaps.values())):.3f}; "
        f"lowest {', '.join(f'{code} {overlaps[code]:.2f}' for code in worst)}\n"
    )


if __name__ == "__main__":
    main()
