"""A hub's colours from one number: its hue, as an angle of OKLCH.

Lightness and chroma are fixed per token, so contrast hardly depends on the hue; chroma gives way
until the colour fits sRGB. Plain hex is written, so that old browsers need no OKLCH.
"""

from math import cos, radians, sin

LIGHT = {
    "brand": (0.40, 0.125),
    "brand-strong": (0.31, 0.105),
    "brand-soft": (0.955, 0.022),
    "brand-line": (0.80, 0.065),
    "brand-edge": (0.40, 0.125),
    "seq-1": (0.925, 0.035),
    "seq-2": (0.80, 0.075),
    "seq-3": (0.665, 0.11),
    "seq-4": (0.52, 0.135),
    "seq-5": (0.36, 0.12),
}
DARK = {
    "brand": (0.80, 0.095),
    "brand-strong": (0.88, 0.06),
    "brand-soft": (0.285, 0.045),
    "brand-line": (0.46, 0.07),
    "brand-edge": (0.36, 0.08),
    "seq-1": (0.33, 0.06),
    "seq-2": (0.45, 0.095),
    "seq-3": (0.57, 0.12),
    "seq-4": (0.70, 0.115),
    "seq-5": (0.85, 0.07),
}
# What stands on a brand ground does not follow the hue.
ON_BRAND = {"light": "#ffffff", "dark": "#0a0f1d"}

TO_LMS = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
EDGE = 0.0001


def theme(hue: int) -> str:
    """The style sheet that dyes a page in ``hue`` (0 to 359), for light and dark."""
    light = rules(tokens(hue, "light"))
    dark = rules(tokens(hue, "dark"))
    return f"@layer tokens{{:root{{{light}}}{in_dark(dark)}}}\n"


def tokens(hue: int, mode: str) -> dict[str, str]:
    """Each brand token of one mode as hex."""
    scale = LIGHT if mode == "light" else DARK
    dyed = {name: hex_of(lightness, chroma, hue) for name, (lightness, chroma) in scale.items()}
    return {**dyed, "on-brand": ON_BRAND[mode]}


def rules(values: dict[str, str]) -> str:
    """Custom properties as one declaration list."""
    return "".join(f"--{name}:{value};" for name, value in values.items())


def in_dark(declarations: str) -> str:
    """The same declarations for a dark device and for an explicit choice; paper stays light."""
    return (
        "@media screen and (prefers-color-scheme:dark)"
        f'{{:root:not([data-theme="light"]){{{declarations}}}}}'
        f'@media screen{{:root[data-theme="dark"]{{{declarations}}}}}'
    )


def hex_of(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB hex nearest to an OKLCH colour: same lightness and hue, as much chroma as fits."""
    if not fits(linear_rgb(lightness, chroma, hue)):
        low, high = 0.0, chroma
        while high - low > EDGE:
            middle = (low + high) / 2
            low, high = (
                (middle, high) if fits(linear_rgb(lightness, middle, hue)) else (low, middle)
            )
        chroma = low
    return "#" + "".join(f"{channel(value):02x}" for value in linear_rgb(lightness, chroma, hue))


def linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, ...]:
    """An OKLCH colour as linear sRGB, possibly outside 0 to 1."""
    angle = radians(hue)
    lab = (lightness, chroma * cos(angle), chroma * sin(angle))
    lms = [sum(map(times, row, lab)) ** 3 for row in TO_LMS]
    return tuple(sum(map(times, row, lms)) for row in TO_RGB)


def times(left: float, right: float) -> float:
    return left * right


def fits(rgb: tuple[float, ...]) -> bool:
    return all(-EDGE <= value <= 1 + EDGE for value in rgb)


def channel(value: float) -> int:
    """One linear channel as the byte a screen is given."""
    value = min(max(value, 0.0), 1.0)
    curved = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(curved * 255)


def contrast(one: str, other: str) -> float:
    """How far two hex colours stand apart, by the ratio of WCAG 2 (1 to 21)."""
    lights = sorted((luminance(one), luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
