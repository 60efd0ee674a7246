"""What a desk, a menu or a footer shows beside its words is drawn."""

import re

from django.conf import settings

from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS
from simpul.ui.hooks import FOOT, NAVIGATION
from simpul.ui.icons import drawings


def test_every_entry_has_an_icon_that_is_drawn():
    entries = [*DUTY_TOPICS.values(), *DESK_SECTIONS, *FOOT, *NAVIGATION]
    named = {getattr(entry, "icon", "") for entry in entries} - {""}

    assert named - set(drawings()) == set()


def test_every_icon_a_template_names_is_drawn():
    templates = (settings.BASE_DIR / "simpul").rglob("templates/**/*.html")
    named = {
        (name, template.name)
        for template in templates
        for name in re.findall(r'\{% icon (?:name=)?"([a-z0-9-]+)"', template.read_text())
    }

    assert {each for each in named if each[0] not in drawings()} == set()
