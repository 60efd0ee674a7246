"""Kain: the cover of every record, woven from the record itself.

The pattern comes from the permanent id, the dyes from the family of its sector, and the woven part
from what is known about it: a thin record shows bare warp. Mirror symmetry makes it a cloth.
"""

from hashlib import sha256

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SIDE = 14
HALF = SIDE // 2
FAMILIES = ("sehat", "belajar", "sosial", "layanan", "ekonomi", "alam", "ruang", "tata")
UNDYED = "polos"
SLANTS = ((1, 1), (1, 1), (1, 2), (2, 1))
TEETH = ((2, 0), (2, 1), (3, 0), (3, 1))
KNOT = (HALF - 1, HALF)


def cloth(permanent_id: str) -> list[str]:
    """The whole pattern as rows of stitches: ``a``, ``b`` or bare ground ``.``."""
    seed = sha256(permanent_id.encode()).digest()
    quarter = [[stitch(seed, x, y) for x in range(HALF)] for y in range(HALF)]
    halves = ["".join(reversed(row)) + "".join(row) for row in quarter]
    return [*reversed(halves), *halves]


def stitch(seed: bytes, x: int, y: int) -> str:
    """One stitch, ``x`` and ``y`` steps away from the centre."""
    if y == HALF - 1:
        return "b"
    if y == HALF - 2:
        every, first = TEETH[seed[6] % 4]
        return "a" if x % every == first else "."
    across, along = SLANTS[seed[0] % 4]
    count = 5 + seed[1] % 3
    ring = (x * across + y * along + seed[5]) % count
    first_thread, second_thread = threads(seed, count)
    if ring in first_thread:
        return varied("a", seed[4] % 4, x, y)
    return varied("b", seed[4] % 4, x, y) if ring in second_thread else "."


def threads(seed: bytes, count: int) -> tuple[set[int], set[int]]:
    """Which rings carry the first and the second thread; each has one, and one stays bare."""
    first = {ring for ring in range(count) if seed[2] >> ring & 1} or {0}
    first = set(sorted(first)[: count // 2])
    rest = [ring for ring in range(count) if ring not in first]
    second = [ring for ring in rest if seed[3] >> ring & 1] or rest[:1]
    return first, set(second[: len(rest) - 1])


def varied(thread: str, variation: int, x: int, y: int) -> str:
    """How the rings are filled: whole, chequered, in bands, or with the threads taking turns."""
    if variation == 1 and thread == "b" and (x + y) % 2:
        return "."
    if variation == 2 and y % 2:
        return "b" if thread == "a" else thread
    if variation == 3 and (x // 2 + y // 2) % 2:
        return "b" if thread == "a" else "a"
    return thread


def woven_rows(completeness: float) -> int:
    """How many rows are woven, from the bottom, for a share of 0 to 1 of the core fields."""
    return round(min(max(completeness, 0.0), 1.0) * SIDE)


def paths(permanent_id: str, completeness: float) -> SafeString:
    """The drawing of one tile: bare warp, two threads, and the knot once woven that far."""
    bare = SIDE - woven_rows(completeness)
    rows = cloth(permanent_id)
    knotted = bare <= KNOT[0]
    if knotted:
        for row in KNOT:
            rows[row] = rows[row][: KNOT[0]] + "k" * 2 + rows[row][KNOT[1] + 1 :]
    warp = "".join(f"M{x}.5 0v{bare}" for x in range(SIDE)) if bare else ""
    drawn = [("w", warp), *((thread, runs(rows, thread, bare)) for thread in "bak")]
    return mark_safe("".join(f'<path class="{name}" d="{d}"/>' for name, d in drawn if d))  # noqa: S308 -- letters and digits of our own


def runs(rows: list[str], thread: str, start: int) -> str:
    """Neighbouring stitches of one thread as one rectangle, below row ``start``."""
    drawn = []
    for y in range(start, SIDE):
        x = 0
        while x < SIDE:
            length = len(rows[y][x:]) - len(rows[y][x:].lstrip(thread))
            if length:
                drawn.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length or 1
    return "".join(drawn)


def dye(family: str) -> str:
    """The class that colours the threads; undyed when the sector is not known."""
    return f"f-{family if family in FAMILIES else UNDYED}"


def square(permanent_id: str, *, family: str, completeness: float) -> SafeString:
    """The cloth as a square beside a record's name."""
    return format_html(
        '<svg class="kain {} record__kain" viewBox="0 0 14 14" preserveAspectRatio="xMidYMid slice"'
        ' shape-rendering="crispEdges" aria-hidden="true" focusable="false">{}</svg>',
        dye(family),
        paths(permanent_id, completeness),
    )


def strip(permanent_id: str, *, family: str, completeness: float) -> SafeString:
    """The cloth repeated across the head of a record's page."""
    name = f"kain-{sha256(permanent_id.encode()).hexdigest()[:8]}"
    return format_html(
        '<svg class="kain {}" width="100%" height="100%" shape-rendering="crispEdges"'
        ' aria-hidden="true" focusable="false"><defs>'
        '<pattern id="{}" width="14" height="14" patternUnits="userSpaceOnUse"'
        ' patternTransform="scale(6)">{}</pattern></defs>'
        '<rect width="100%" height="100%" fill="url(#{})"/></svg>',
        dye(family),
        name,
        paths(permanent_id, completeness),
        name,
    )
