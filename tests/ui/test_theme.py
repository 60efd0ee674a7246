"""A hub's colours stay readable whatever hue it chooses."""

import re
from pathlib import Path

import pytest

from simpul.ui import assets, theme
from simpul.ui.theme import contrast, tokens

META = {"light": "#575c69", "dark": "#a8acb6"}


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("hue", range(360))
def test_every_hue_stays_readable(hue, mode):
    dye = tokens(hue, mode)
    steps = [dye[f"seq-{step}"] for step in range(1, 6)]
    lights = [theme.luminance(step) for step in steps]

    assert contrast(dye["brand"], dye["on-brand"]) >= 8.69
    assert contrast(dye["brand"], dye["brand-soft"]) >= 7.45
    assert contrast(META[mode], dye["brand-soft"]) >= 5.79
    assert min(map(contrast, steps, steps[1:])) >= 1.46
    assert lights == sorted(lights, reverse=mode == "light")


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
