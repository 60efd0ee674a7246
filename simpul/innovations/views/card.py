"""The picture that stands for a record where its page is shared: cloth, name and owner."""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from simpul.innovations.models import CORE_FIELDS, Innovation
from simpul.ui import __file__ as ui
from simpul.ui import kain

WIDTH, HEIGHT = 1200, 630
TILE = 14
STITCH = 12
CLOTH_HEIGHT = TILE * STITCH
MARGIN = 64
GROUND, INK, SOFT, BRAND = "#fbfaf7", "#161b29", "#3f4552", "#2b418a"
WARP, KNOT = "#e5e1da", "#eeb23d"
# Thread and paler second thread of each family of sectors, as on the pages.
DYES = {
    "sehat": ("#a23c3f", "#e3a9a4"),
    "belajar": ("#a97500", "#e6c277"),
    "sosial": ("#96416d", "#dcaac4"),
    "layanan": ("#445dad", "#b0c0ec"),
    "ekonomi": ("#8d522c", "#deb598"),
    "alam": ("#38733c", "#a5cfa5"),
    "ruang": ("#026e89", "#93cbdc"),
    "tata": ("#765190", "#cbb3dc"),
}
UNDYED = ("#575c69", "#b9bcc4")
FONTS = Path(ui).parent / "static" / "ui" / "fonts"
HEADINGS = FONTS / "plus-jakarta-sans-500-800-id.woff2"
TEXT = FONTS / "source-sans-3-latin-wght-normal.woff2"


def draw_card(record: Innovation) -> bytes:
    """A PNG of 1200 by 630 points."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    _weave(draw, record)
    below = _write(draw, record.name, CLOTH_HEIGHT + 56, (HEADINGS, 800, 64), INK, lines=3)
    if record.long_title:
        below = _write(draw, record.long_title, below + 10, (HEADINGS, 500, 34), SOFT, lines=2)
    owner = record.owner.name if record.owner else ""
    place = record.province.name if record.province else ""
    facts = " · ".join(str(part) for part in (owner, place, record.year) if part)
    _write(draw, facts, max(below + 18, HEIGHT - 158), (TEXT, 400, 32), SOFT, lines=1)
    _write(draw, "Simpul", HEIGHT - 88, (HEADINGS, 700, 34), BRAND, lines=1)
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _weave(draw: ImageDraw.ImageDraw, record: Innovation) -> None:
    """The record's own cloth across the top, bare where nothing is known."""
    rows = kain.cloth(record.public_id)
    bare = TILE - kain.woven_rows(record.completeness / len(CORE_FIELDS))
    family = record.sector.family_id if record.sector else ""
    first, second = DYES.get(family, UNDYED)
    for y, row in enumerate(rows):
        for x in range(WIDTH // STITCH + 1):
            left, top = x * STITCH, y * STITCH
            if y < bare:
                draw.rectangle((left + 5, top, left + 6, top + STITCH), fill=WARP)
            elif row[x % TILE] in "ab":
                fill = first if row[x % TILE] == "a" else second
                draw.rectangle((left, top, left + STITCH - 1, top + STITCH - 1), fill=fill)
            if bare <= kain.KNOT[0] and y in kain.KNOT and x % TILE in kain.KNOT:
                draw.rectangle((left, top, left + STITCH - 1, top + STITCH - 1), fill=KNOT)


def _write(
    draw: ImageDraw.ImageDraw, text: str, top: int, face: tuple[Path, int, int], fill, *, lines: int
) -> int:
    """Write ``text`` in at most so many lines; answers where it ended."""
    font = _font(*face)
    height = round(face[2] * 1.18)
    for line in _wrapped(text, font, lines):
        draw.text((MARGIN, top), line, font=font, fill=fill)
        top += height
    return top


def _wrapped(text: str, font: ImageFont.FreeTypeFont, lines: int) -> list[str]:
    """Lines that fit the width; what does not fit ends in three dots."""
    room = WIDTH - 2 * MARGIN
    wrapped = [""]
    for word in text.split():
        longer = f"{wrapped[-1]} {word}".strip()
        if wrapped[-1] and font.getlength(longer) > room:
            wrapped.append(word)
        else:
            wrapped[-1] = longer
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], f"{wrapped[lines - 1]} …"]
    return [_cut(line, font, room) for line in wrapped]


def _cut(line: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    while len(line) > 1 and font.getlength(line) > room:
        line = line.removesuffix("…").rstrip()[:-1].rstrip() + "…"
    return line


@cache
def _font(path: Path, weight: int, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([weight])
    return font
