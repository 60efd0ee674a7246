"""The gallery holds every component, and what the components write obeys the house."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from simpul.ui import gallery
from simpul.ui.templatetags.ui import register
from tests.browser import axe_violations, overflows

INLINE = re.compile(r"""\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)|javascript:|data:""")
# What only `ui/page.html` writes, parts of shown components, and the short form of `crumbs`.
FRAME = {
    "crumb",
    "foot_links",
    "home_url",
    "icon",
    "lang_attr",
    "language_switch",
    "page_messages",
    "people_links",
    "main_navigation",
    "mark",
    "page_description",
    "page_links",
    "page_title",
    "search_form",
    "search_link",
    "site_bars",
}


def test_every_component_has_a_sample():
    shown = {sample.name for _title, samples in gallery.groups() for sample in samples}

    assert shown == set(register.tags) - FRAME


def test_the_docs_call_every_component_as_it_is():
    docs = (Path(__file__).parents[2] / "docs" / "concepts" / "design.md").read_text()
    calls = [
        gallery.signature(component) for _title, members in gallery.GROUPS for component in members
    ]

    assert [call for call in calls if f"| `{call}` |" not in docs] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_gallery_writes_nothing_inline(client, language):
    with override(language):
        page = client.get(reverse("ui:gallery"))

    assert page.status_code == 200
    assert INLINE.findall(page.content.decode()) == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_the_gallery(browser_page, scheme, width):
    page = browser_page("/id/galeri/", scheme=scheme, width=width)

    assert axe_violations(page) == []
    assert not overflows(page)
