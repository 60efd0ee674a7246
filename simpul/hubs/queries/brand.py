"""The colours of a hub from one number, and how well they read."""

from colorsys import rgb_to_hls
from dataclasses import dataclass
from functools import cache
from math import atan2, cbrt, degrees

from django.utils.translation import gettext_lazy as _

from simpul.ui import theme

# What must be told apart, and by how much at least (WCAG 2, level AAA for text on brand grounds).
PAIRS = (
    (_("words on a button"), "on-brand", "brand", 7.0),
    (_("links on a pale ground"), "brand", "brand-soft", 7.0),
    (_("strong words on a pale ground"), "brand-strong", "brand-soft", 7.0),
)
MODES = (("light", _("Light")), ("dark", _("Dark")))

# Dyes of the islands, each with the angle it is nearest to.
DYES = (
    (272, _("indigo")), (245, _("blue ink")), (215, _("sea")), (190, _("lagoon")), (160, _("mint")),
    (140, _("leaf")), (110, _("young rice")), (85, _("turmeric")), (55, _("soga brown")),
    (25, _("mengkudu red")), (350, _("rose")), (310, _("mangosteen")),
)  # fmt: skip
LIKE_ERRORS = range(10, 41)


@dataclass(frozen=True)
class Contrast:
    """How far two colours of a theme stand apart, and whether that is enough."""

    label: str
    ratio: float
    enough: bool


@dataclass(frozen=True)
class Preview:
    """What a hue looks like in one mode."""

    mode: str
    label: str
    colours: list[tuple[str, str]]
    contrasts: list[Contrast]

    @property
    def tokens(self) -> dict[str, object]:
        """The colours by the short names a drawing uses."""
        named = dict(self.colours)
        steps = [(168 + 28 * place, named[f"seq-{place + 1}"]) for place in range(5)]
        short = {
            "soft": "brand-soft",
            "edge": "brand-edge",
            "strong": "brand-strong",
            "brand": "brand",
            "on": "on-brand",
        }
        return {**{key: named[name] for key, name in short.items()}, "steps": steps}

    @property
    def reads_well(self) -> bool:
        return all(contrast.enough for contrast in self.contrasts)


@cache
def _preview(hue: int, mode: str) -> tuple[list[tuple[str, str]], list[tuple[float, bool]]]:
    tokens = theme.tokens(hue, mode)
    ratios = [theme.contrast(tokens[one], tokens[other]) for _label, one, other, _least in PAIRS]
    enough = [ratio >= row[3] for ratio, row in zip(ratios, PAIRS, strict=True)]
    return list(tokens.items()), list(zip(ratios, enough, strict=True))


def previews(hue: int) -> list[Preview]:
    """How a hue looks and reads, light and dark."""
    found = []
    for mode, label in MODES:
        colours, measured = _preview(hue, mode)
        contrasts = [
            Contrast(str(row[0]), round(ratio, 1), enough)
            for row, (ratio, enough) in zip(PAIRS, measured, strict=True)
        ]
        found.append(Preview(mode, str(label), colours, contrasts))
    return found


def reads_well(hue: int) -> bool:
    """Say whether every pair of colours of a hue can be told apart, light and dark."""
    return all(preview.reads_well for preview in previews(hue))


def looks_like_an_error(hue: int) -> bool:
    """Say whether a hue is near the red of errors; allowed, but worth knowing."""
    return hue in LIKE_ERRORS


def hue_of(colour: str) -> int | None:
    """The hue of a hex colour, such as one of a logo; ``None`` for a grey."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    _hue, _light, saturation = rgb_to_hls(*channels)
    if saturation < 0.05:
        return None
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return round(degrees(atan2(b, a))) % 360
