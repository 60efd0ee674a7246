"""Feeds are what readers of feeds expect: newest first, lasting identities, honest times."""

from datetime import datetime
from xml.etree import ElementTree

import pytest

from simpul.innovations.models import Innovation
from simpul.innovations.services import index
from tests.innovations.catalogue_world import World, indexed

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(answer):
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def test_atom_holds_the_newest_of_the_list(client):
    world = indexed(12)
    answer = client.get("/en/innovations/feed.atom", {"province": "35"})
    feed = ElementTree.fromstring(answer.content)
    rows = sorted(
        (record for record in world.records if record.province.code == "35"),
        key=lambda record: record.created_at,
        reverse=True,
    )

    assert answer["Content-Type"].startswith("application/atom+xml")
    assert [entry.find(f"{ATOM}id").text for entry in entries(answer)] == [
        f"urn:simpul:innovation:{record.public_id}" for record in rows
    ]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert "province=35" in feed.find(f"{ATOM}link[@rel='self']").get("href")
    assert feed.find(f"{ATOM}updated").text == max(
        entry.find(f"{ATOM}updated").text for entry in entries(answer)
    )
    for entry in entries(answer):
        for name in ("id", "title", "updated", "summary"):
            assert entry.find(f"{ATOM}{name}").text
        assert entry.find(f"{ATOM}author/{ATOM}name").text


def test_json_feed_has_what_version_1_1_asks_for(client):
    indexed(4)
    feed = client.get("/id/inovasi/umpan.json", {"q": "akta kelahiran"}).json()

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["language"] == "id"
    assert "akta kelahiran" in feed["title"]
    assert feed["items"]
    for item in feed["items"]:
        assert {"id", "url", "title", "content_text"} <= item.keys()
        assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_an_empty_feed_is_a_feed(client):
    indexed(1)
    answer = client.get("/en/innovations/feed.atom", {"province": "73"})

    assert entries(answer) == []
    assert client.get("/en/innovations/feed.json", {"province": "73"}).json()["items"] == []


def test_signs_that_xml_forbids_do_not_break_the_feed(client):
    world = World(1)
    Innovation.objects.filter(pk=world.records[0].pk).update(title="Air\x0b\x1f <bersih> & aman")
    index.reindex()

    entry = entries(client.get("/en/innovations/feed.atom"))[0]
    assert entry.find(f"{ATOM}title").text.split() == ["Air", "<bersih>", "&", "aman"]


def links(answer):
    feed = ElementTree.fromstring(answer.content)
    return {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}


def test_feeds_come_in_pages_that_together_hold_the_list(client, settings, monkeypatch):
    settings.SITE_URL = ""
    monkeypatch.setattr("simpul.exchange.queries.feeds.FEED_ROWS", 4)
    world = indexed(10)
    address, atom, found = "/en/innovations/feed.atom", [], []
    while address:
        answer = client.get(address)
        atom.append(links(answer))
        found += [entry.find(f"{ATOM}id").text for entry in entries(answer)]
        address = atom[-1].get("next")
    first = client.get("/en/innovations/feed.json").json()
    second = client.get(first["next_url"]).json()

    assert len(found) == len(set(found)) == len(world.records)
    assert [sorted(page.keys() - {"self", "alternate"}) for page in atom] == [
        ["next"],
        ["first", "next", "previous"],
        ["first", "previous"],
    ]
    assert atom[1]["previous"] == atom[0]["self"]
    assert [item["id"] for item in first["items"] + second["items"]] == found[:8]


def test_every_entry_says_under_what_terms(client, settings):
    settings.OPEN_DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    indexed(2)
    answer = client.get("/en/innovations/feed.atom")
    items = client.get("/en/innovations/feed.json").json()["items"]

    assert {entry.find(f"{ATOM}rights").text for entry in entries(answer)} == {"bebas"}
    assert links(answer)["license"] == settings.OPEN_DATA_LICENCE
    assert {item["_simpul"]["licence"] for item in items} == {"bebas"}


def test_a_feed_keeps_the_rules_of_its_standard(client):
    """What RFC 4287 asks of every feed and entry, and forbids to stand twice."""
    indexed(5)
    feed = ElementTree.fromstring(client.get("/en/innovations/feed.atom").content)
    once = ["id", "title", "updated"]

    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{name}")) for name in once] == [1, 1, 1]
        assert datetime.fromisoformat(element.find(f"{ATOM}updated").text).tzinfo
        alternates = element.findall(f"{ATOM}link[@rel='alternate']")
        places = {(link.get("type"), link.get("hreflang")) for link in alternates}
        assert len(places) == len(alternates) > 0
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    ids = [element.find(f"{ATOM}id").text for element in (feed, *feed.findall(f"{ATOM}entry"))]
    assert len(ids) == len(set(ids))
