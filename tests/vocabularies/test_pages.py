"""The pages in a real browser, with the shipped lists."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from simpul.vocabularies.services import load_vocabularies
from tests.browser import axe_violations, overflows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    ("vocabularies:sectors",),
    ("vocabularies:sector", "kesehatan"),
    ("vocabularies:goals",),
    ("vocabularies:goal", 3),
]


def address(route, *arguments, language="id"):
    with override(language):
        return reverse(route, args=arguments)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_axe_finds_nothing(browser_page, page):
    load_vocabularies(settings.DATA_DIR / "vocabularies")

    for language, scheme, width in (("id", "light", 1280), ("en", "dark", 320)):
        opened = browser_page(address(*page, language=language), scheme=scheme, width=width)

        assert axe_violations(opened) == []
        assert not overflows(opened)


def test_axe_finds_nothing_on_empty_lists(browser_page):
    for route in ("vocabularies:sectors", "vocabularies:goals"):
        assert axe_violations(browser_page(address(route))) == []
