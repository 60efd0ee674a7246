"""Crawlers find every page in both languages and stay out of the filters."""

from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from simpul.exchange.queries import sitemaps
from tests.innovations.catalogue_world import World

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OTHER = "{http://www.w3.org/1999/xhtml}link"
SITE = "http://localhost:8000"


@pytest.fixture(autouse=True)
def site_address(settings):
    settings.SITE_URL = SITE


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_robots_keep_out_of_filters_and_files_and_find_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert "Disallow: /id/inovasi/?" in lines
    assert "Disallow: /en/innovations/?" in lines
    assert "Disallow: /en/innovations/export" in lines
    assert f"Sitemap: {SITE}/sitemap.xml" in lines


def test_every_part_of_the_sitemap_exists_and_names_both_languages(client):
    world = World(3)
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [place.text.removeprefix(SITE) for place in index.iter(f"{MAP}loc")]
    places = set()
    for part in parts:
        document = ElementTree.fromstring(body(client.get(part)))
        for url in document.iter(f"{MAP}url"):
            others = {link.get("hreflang"): link.get("href") for link in url.iter(OTHER)}
            assert url.find(f"{MAP}loc").text in others.values()
            assert others.keys() == {"id", "en"}
            places.add(url.find(f"{MAP}loc").text)

    for record in world.records:
        for language in ("id", "en"):
            with override(language):
                assert SITE + record.get_absolute_url() in places
    assert not {place for place in places if world.draft.slug in place}
    assert f"{SITE}/id/inovasi/" in places


def test_addresses_of_the_sitemap_answer(client, settings):
    world = World(1)
    document = ElementTree.fromstring(body(client.get("/sitemap-pages-1.xml")))
    places = [place.text.removeprefix(SITE) for place in document.iter(f"{MAP}loc")]

    assert world.records
    assert {place: client.get(place).status_code for place in places} == dict.fromkeys(places, 200)


def test_a_browser_learns_how_to_search_here(client):
    document = ElementTree.fromstring(client.get("/id/opensearch.xml").content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    templates = {url.get("type"): url.get("template") for url in document.iter(f"{space}Url")}

    assert templates["text/html"] == f"{SITE}/id/inovasi/?q={{searchTerms}}"
    assert document.find(f"{space}Language").text == "id"
    World(1)
    answer = client.get("/id/inovasi/saran.json", {"q": "kes"}).json()
    assert answer[0] == "kes"
    assert "Kesehatan" in answer[1]


def test_the_parts_of_the_sitemap_fit_the_protocol(settings):
    assert sitemaps.PART_PAGES * len(settings.LANGUAGES) <= 50_000


def test_a_part_holds_no_more_than_it_may_and_misses_no_page(client, monkeypatch):
    monkeypatch.setattr("simpul.exchange.queries.sitemaps.PART_PAGES", 2)
    world = World(5)
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [
        place.text for place in index.iter(f"{MAP}loc") if "sitemap-innovations-" in place.text
    ]
    sizes = []
    for part in parts:
        document = ElementTree.fromstring(body(client.get(part.removeprefix(SITE))))
        sizes.append(len(list(document.iter(f"{MAP}loc"))))

    # Each page stands in both languages.
    assert sizes == [4, 4, 2]
    assert sum(sizes) == 2 * len(world.records)
