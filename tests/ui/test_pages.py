"""The frame around every page, in both languages, and the pages of the ui room."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from simpul.core import figures
from simpul.ui import hooks
from tests.browser import axe_violations, first_visit_bytes, overflows

pytestmark = pytest.mark.django_db

ERRORS = [400, 403, 404, 500]


def test_a_page_names_its_other_language(client):
    page = client.get("/id/galeri/").content.decode()

    assert '<html lang="id">' in page
    assert 'hreflang="en" href="http' in page
    assert '<a href="/en/gallery/" lang="en" hreflang="en">' in page
    assert '/id/galeri/">' in page.split('rel="canonical"')[1][:80]


def test_the_switch_keeps_what_was_asked(client):
    page = client.get("/en/gallery/?q=posyandu&page=2").content.decode()

    assert '<html lang="en">' in page
    assert 'href="/id/galeri/?q=posyandu&amp;page=2"' in page
    assert "q=posyandu" not in page.split('rel="canonical"')[1][:80]


@pytest.mark.parametrize("status", ERRORS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_error_pages_need_nothing_but_words(status, language):
    request = RequestFactory().get("/nowhere/")

    with override(language):
        page = render_to_string(
            f"ui/{status}.html", {"status": status, "request_id": "4f1c"}, request
        )

    assert f'<html lang="{language}">' in page
    assert "4f1c" in page
    assert 'rel="canonical"' not in page
    assert f'href="/{language}/"' in page


def test_a_menu_entry_is_current_on_the_pages_of_its_room(client, monkeypatch):
    entries = [
        hooks.NavItem("Gallery", "ui:gallery", section="ui"),
        hooks.NavItem("Gone", "nobody:home"),
    ]
    monkeypatch.setattr(hooks, "NAVIGATION", entries)

    here = client.get("/en/gallery/").content.decode()
    beside = client.get("/en/figures/").content.decode()

    assert '<a href="/en/gallery/" aria-current="page">Gallery</a>' in here
    assert '<a href="/en/gallery/" aria-current="true">Gallery</a>' in beside
    assert "Gone" not in here


def test_the_foot_links_only_pages_that_exist(client, monkeypatch):
    links = [hooks.FootLink("Real", "ui:figures", "data"), hooks.FootLink("Unreal", "nobody:home")]
    monkeypatch.setattr(hooks, "FOOT", links)

    page = client.get("/en/gallery/").content.decode()

    assert '<a href="/en/figures/">Real</a>' in page
    assert "Unreal" not in page


@pytest.fixture
def three():
    """A figure that says three."""
    figure = figures.Figure("sample-three", "Three", "Always three.", lambda: 3333, "things")
    figures.register(figure)
    yield figure
    figures._figures.pop(figure.key)


def test_a_figure_says_how_it_was_counted(client, three):
    page = client.get("/en/figures/sample-three/").content.decode()

    assert "3,333" in page
    assert "Always three." in page
    assert "As of" in page


def test_an_unknown_figure_is_not_found(client):
    assert client.get("/en/figures/sample-none/").status_code == 404


@pytest.mark.usefixtures("built_styles")
def test_a_first_visit_is_light(client):
    frame = client.get("/id/angka/").content

    assert first_visit_bytes(frame) < 70_000


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/id/angka/", "/en/figures/sample-three/", "/id/tidak-ada/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_room(browser_page, three, path, scheme):
    page = browser_page(path, scheme=scheme, width=320)

    assert axe_violations(page) == []
    assert not overflows(page)


@pytest.mark.browser
def test_the_chosen_appearance_stays(browser_page):
    page = browser_page("/id/angka/", scheme="light")

    page.check("input[name=theme][value=dark]")
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 17, 23)"


@pytest.mark.browser
def test_without_a_script_no_dead_control_is_shown(browser_page):
    page = browser_page("/id/angka/", javascript=False)

    assert not page.is_visible(".themes")


def test_a_misspelt_argument_is_an_error():
    from django.template import Template, TemplateSyntaxError

    with pytest.raises(TemplateSyntaxError):
        Template('{% load ui %}{% tag lable="x" %}')


def test_a_place_that_is_not_there_has_no_address():
    from simpul.ui.templatetags.ui.forms import address

    assert address("nobody:home") == ""


def test_a_title_is_written_once_escaped_and_in_one_line():
    from django.template import Context, Template

    title = "{% page_title %}{{ name }}\n  now{% endpage_title %}"
    page = Template("{% load ui %}" + title).render(Context({"name": '"><script>&'}))

    assert page == (
        "<title>&quot;&gt;&lt;script&gt;&amp; now | Simpul</title>\n"
        '<meta property="og:title" content="&quot;&gt;&lt;script&gt;&amp; now">'
    )
