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
