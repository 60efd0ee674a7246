"""A hub's colours stay readable whatever hue it chooses."""

import re
from pathlib import Path

import pytest

from simpul.ui import assets, theme
from simpul.ui.theme import contrast, tokens

META = {"light": "#575c69", "dark": "#a8acb6"}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_hue_stays_readable(mode):
    dyes = [tokens(hue, mode) for hue in range(360)]
    steps = [[dye[f"seq-{step}"] for step in range(1, 6)] for dye in dyes]
    lights = [[theme.luminance(step) for step in row] for row in steps]

    assert min(contrast(dye["brand"], dye["on-brand"]) for dye in dyes) >= 8.69
    assert min(contrast(dye["brand"], dye["brand-soft"]) for dye in dyes) >= 7.45
    assert min(contrast(META[mode], dye["brand-soft"]) for dye in dyes) >= 5.79
    assert min(min(map(contrast, row, row[1:])) for row in steps) >= 1.46
    assert lights == [sorted(row, reverse=mode == "light") for row in lights]


def test_the_hue_of_sulawesi_selatan_gives_its_colours():
    assert tokens(190, "light")["brand"] == "#005350"
    assert tokens(190, "dark")["brand"] == "#6dd2cb"


def test_a_theme_speaks_for_device_and_choice_alike():
    css = theme.theme(190)

    assert css.count("--brand:#6dd2cb") == 2
    assert "prefers-color-scheme:dark" in css
    assert ':root[data-theme="dark"]' in css


PAIRS = [
    ("text", "bg", 7),
    ("text-2", "sunken", 7),
    ("text-2", "brand-soft", 7),
    ("text-3", "sunken", 5.8),
    ("text-3", "brand-soft", 5.8),
    ("brand", "bg", 7),
    ("on-brand", "brand", 7),
    ("on-accent", "accent", 7),
    ("ok", "ok-soft", 7),
    ("warn", "warn-soft", 7),
    ("danger", "danger-soft", 7),
    ("info", "info-soft", 7),
    ("line-strong", "surface", 4.3),
]


@pytest.mark.parametrize("sheet", ["tokens", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_tokens_keep_their_contrast(sheet, front, ground, least):
    css = (Path(assets.HERE) / f"{sheet}.css").read_text()
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))

    assert contrast(colours[front], colours[ground]) >= least
