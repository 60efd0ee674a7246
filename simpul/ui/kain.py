"""Kain: the cover of every record, woven from the record itself.

The pattern comes from the permanent id, the dyes from the family of its sector, and the woven part
from what is known about it: a thin record shows bare warp. Mirror symmetry makes it a cloth.
"""

import re
from functools import lru_cache
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
SWAPPED = str.maketrans("ab", "ba")
RUNS = {thread: re.compile(f"{thread}+") for thread in "bak"}


def cloth(permanent_id: str) -> list[str]:
    """The whole pattern as rows of stitches: ``a``, ``b`` or bare ground ``.``."""
    seed = sha256(permanent_id.encode()).digest()
    halves = [row[::-1] + row for row in quarter(seed)]
    return [*reversed(halves), *halves]


def quarter(seed: bytes) -> list[str]:
    """A quarter of the pattern, from the centre outwards: rings, then teeth, then the edge."""
    across, along = SLANTS[seed[0] % 4]
    count, phase = 5 + seed[1] % 3, seed[5]
    rings = dyed_rings(seed, count)
    fill = FILLS[seed[4] % 4]
    every, first = TEETH[seed[6] % 4]
    inner = [
        "".join(fill(rings[(x * across + y * along + phase) % count], x, y) for x in range(HALF))
        for y in range(HALF - 2)
    ]
    teeth = "".join("a" if x % every == first else "." for x in range(HALF))
    return [*inner, teeth, "b" * HALF]


def dyed_rings(seed: bytes, count: int) -> str:
    """Which thread each ring carries; each thread has one, and one ring stays bare."""
    first = [ring for ring in range(count) if seed[2] >> ring & 1][: count // 2] or [0]
    rest = [ring for ring in range(count) if ring not in first]
    second = ([ring for ring in rest if seed[3] >> ring & 1] or rest[:1])[: len(rest) - 1]
    return "".join(
        "a" if ring in first else "b" if ring in second else "." for ring in range(count)
    )


def whole(thread: str, x: int, y: int) -> str:
    return thread


def chequered(thread: str, x: int, y: int) -> str:
    return "." if thread == "b" and (x + y) % 2 else thread


def banded(thread: str, x: int, y: int) -> str:
    return "b" if thread == "a" and y % 2 else thread


def in_turns(thread: str, x: int, y: int) -> str:
    return thread.translate(SWAPPED) if (x // 2 + y // 2) % 2 else thread


FILLS = (whole, chequered, banded, in_turns)


def woven_rows(completeness: float) -> int:
    """How many rows are woven, from the bottom, for a share of 0 to 1 of the core fields."""
    return round(min(max(completeness, 0.0), 1.0) * SIDE)


def paths(permanent_id: str, completeness: float) -> SafeString:
    """The drawing of one tile: bare warp, two threads, and the knot once woven that far."""
    return drawing(permanent_id, SIDE - woven_rows(completeness))


@lru_cache(maxsize=4096)
def drawing(permanent_id: str, bare: int) -> SafeString:
    """The tile with ``bare`` rows of warp at the top, kept: lists show the same records often."""
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
    return "".join(
        f"M{run.start()} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for y in range(start, SIDE)
        for run in RUNS[thread].finditer(rows[y])
    )


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
