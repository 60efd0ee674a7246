"""OAI-PMH 2.0 as the protocol describes it: verbs, errors, sets, times, pages."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from simpul.core import clock
from simpul.exchange.models import HarvestHeader
from simpul.exchange.services import harvesting
from simpul.innovations.models import Innovation
from simpul.innovations.services.mentions import record_mentions
from tests.exchange.harvest import SPACES, ask, codes, followed, found, headers, texts
from tests.factories.innovations import AuthorityFactory, listed, mention
from tests.innovations.catalogue_world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings):
    settings.SITE_URL = "https://hub.example.go.id"
    settings.OAI_ADMIN = "simpul@example.go.id"


@pytest.fixture
def small_pages(monkeypatch):
    pages = {"ListIdentifiers": 3, "ListRecords": 2}
    monkeypatch.setattr("simpul.exchange.queries.oai.answers.PAGE", pages)


@pytest.fixture
def world():
    made = World(7)
    followed()
    return made


def identifier(record):
    return f"oai:hub.example.go.id:{record.public_id}"


@pytest.mark.parametrize("post", [False, True])
def test_identify_says_who_this_is(client, world, post):
    document = ask(client, post=post, verb="Identify")
    said = {
        element.tag.rpartition("}")[2]: element.text
        for element in found(document, "//o:Identify/*")
    }

    assert said["baseURL"] == "https://hub.example.go.id/oai"
    assert said["protocolVersion"] == "2.0"
    assert said["adminEmail"] == "simpul@example.go.id"
    assert said["deletedRecord"] == "persistent"
    assert said["granularity"] == "YYYY-MM-DDThh:mm:ssZ"
    assert said["earliestDatestamp"] <= min(
        texts(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc"), "//o:datestamp")
    )
    assert document.xpath("//*[local-name()='repositoryIdentifier']")[0].text == "hub.example.go.id"


def test_formats_are_named_with_schemas_that_are_here(client, world):
    document = ask(client, verb="ListMetadataFormats")

    assert texts(document, "//o:metadataPrefix") == ["oai_dc", "simpul"]
    schema = texts(document, "//o:schema")[1].removeprefix("https://hub.example.go.id")
    assert b"urn:simpul:record:1" in client.get(schema).content
    gone = ask(client, verb="ListMetadataFormats", identifier=identifier(world.withdrawn))
    assert codes(gone) == ["noMetadataFormats"]


def test_sets_are_named_in_both_languages(client, world):
    document = ask(client, verb="ListSets")
    names = dict(zip(texts(document, "//o:setSpec"), texts(document, "//o:setName"), strict=True))
    sector = world.sectors[0]

    assert names[f"sector:{sector.family_id}:kesehatan"] == "Kesehatan / Health"
    assert names["hub:HUB-35"] == "JIPP 35"
    assert names["source:contoh.go.id"] == "CONTOH.GO.ID"
    titles = found(document, "//o:set[o:setSpec='hub']//dc:title")
    assert [title.get("{http://www.w3.org/XML/1998/namespace}lang") for title in titles] == [
        "id",
        "en",
    ]


def test_without_anything_to_choose_by_there_are_no_sets(client):
    assert codes(ask(client, verb="ListSets")) == ["noSetHierarchy"]
    assert codes(ask(client, verb="ListRecords", metadataPrefix="oai_dc")) == ["noRecordsMatch"]


def test_a_record_is_told_in_dublin_core(client, world):
    record = world.records[1]
    document = ask(client, verb="GetRecord", identifier=identifier(record), metadataPrefix="oai_dc")

    assert texts(document, "//dc:title") == [record.title]
    assert texts(document, "//dc:creator") == [record.owner.name]
    assert texts(document, "//dc:identifier")[1] == f"urn:simpul:innovation:{record.public_id}"
    assert "Water" in texts(document, "//dc:subject")
    assert texts(document, "//dc:rights") == ["bebas"]
    assert "source:kipp" in texts(document, "//o:setSpec")


def test_a_record_is_told_whole_in_the_format_of_our_own(client, world):
    record = world.records[1]
    document = ask(client, verb="GetRecord", identifier=identifier(record), metadataPrefix="simpul")

    assert texts(document, "//s:id") == [record.public_id]
    assert found(document, "//s:owner")[0].get("code") == record.owner.code
    assert [source.get("licence") for source in found(document, "//s:source")] == ["bebas", "bebas"]
    assert found(document, "//s:award")[0].get("programme") == "KIPP"
    assert texts(document, "//s:text")


def test_a_licence_that_nobody_states_is_said_to_be_not_stated(client):
    record = listed("A", authority=AuthorityFactory(licence=""), title="Satu")
    followed()
    document = ask(client, verb="GetRecord", identifier=identifier(record), metadataPrefix="simpul")

    assert texts(document, "//s:licence") == ["not stated"]


def test_what_is_gone_is_told_by_its_header_alone(client, world):
    document = ask(
        client, verb="GetRecord", identifier=identifier(world.withdrawn), metadataPrefix="oai_dc"
    )

    assert headers(document) == {world.withdrawn.public_id: "deleted"}
    assert found(document, "//o:metadata") == []
    assert world.draft.public_id not in headers(
        ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    )


LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
ERRORS = [
    ({}, ["badVerb"]),
    ({"verb": "Tell"}, ["badVerb"]),
    ({"verb": ["Identify", "Identify"]}, ["badVerb"]),
    ({"verb": "Identify", "set": "hub"}, ["badArgument"]),
    ({"verb": "ListRecords"}, ["badArgument"]),
    ({"verb": "GetRecord"}, ["badArgument", "badArgument"]),
    ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "simpul"]}, ["badArgument"]),
    ({"verb": "ListRecords", "metadataPrefix": "marc"}, ["cannotDisseminateFormat"]),
    ({**LIST, "since": "2026"}, ["badArgument"]),
    ({**LIST, "since": "2026-02-30"}, ["badArgument"]),
    (
        {**LIST, "since": "2026-01-02", "until": "2026-01-01"},
        ["badArgument"],
    ),
    (
        {**LIST, "since": "2020-01-01", "until": "2030-01-01T00:00:00Z"},
        ["badArgument"],
    ),
    ({**LIST, "set": "a b"}, ["badArgument"]),
    ({**LIST, "set": "hub:NONE"}, ["noRecordsMatch"]),
    ({**LIST, "until": "1999-01-01"}, ["noRecordsMatch"]),
    ({**LIST, "since": "2999-01-01"}, ["noRecordsMatch"]),
    ({"verb": "ListRecords", "resumptionToken": "made-up"}, ["badResumptionToken"]),
    ({"verb": "ListSets", "resumptionToken": "made-up"}, ["badResumptionToken"]),
    ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, ["badArgument"]),
    ({**LIST, "verb": "GetRecord", "identifier": "oai:other:1"}, ["idDoesNotExist"]),
    ({"verb": "ListMetadataFormats", "identifier": "urn:x"}, ["idDoesNotExist"]),
]


@pytest.mark.parametrize(("arguments", "expected"), ERRORS)
def test_every_wrong_question_is_answered_by_its_name(client, world, arguments, expected):
    assert codes(ask(client, **arguments)) == expected
    assert codes(ask(client, post=True, **arguments)) == expected


def pages(client, verb="ListRecords", **arguments):
    """Every page of a list."""
    document = ask(client, verb=verb, metadataPrefix="oai_dc", **arguments)
    yield document
    while token := found(document, "//o:resumptionToken[text()]"):
        document = ask(client, verb=verb, resumptionToken=token[0].text)
        yield document


def test_pages_together_are_the_whole_list(client, world, small_pages):
    documents = list(pages(client))
    together = {number for document in documents for number in headers(document)}
    last = found(documents[-1], "//o:resumptionToken")[0]

    assert together == {record.public_id for record in [*world.records, world.withdrawn]}
    assert len(documents) == 4
    assert (last.text, last.get("cursor"), last.get("completeListSize")) == (None, "6", "8")
    assert found(documents[0], "//o:resumptionToken")[0].get("expirationDate")


def test_a_token_asked_twice_answers_the_same(client, world, small_pages):
    token = texts(ask(client, verb="ListRecords", metadataPrefix="oai_dc"), "//o:resumptionToken")[
        0
    ]
    one, other = (ask(client, verb="ListRecords", resumptionToken=token) for _ in range(2))

    assert headers(one) == headers(other)
    assert codes(ask(client, verb="ListIdentifiers", resumptionToken=token)) == [
        "badResumptionToken"
    ]
    assert codes(ask(client, verb="ListRecords", resumptionToken=token[:-2] + "xx")) == [
        "badResumptionToken"
    ]


def test_a_token_expires(client, world, small_pages):
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        document = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    token = texts(document, "//o:resumptionToken")[0]

    with clock.frozen(clock.now() + timedelta(hours=26)):
        assert codes(ask(client, verb="ListRecords", resumptionToken=token)) == [
            "badResumptionToken"
        ]


def test_a_set_holds_those_of_the_sets_below_it(client, world):
    def numbers(spec):
        return headers(
            ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)
        ).keys()

    health = {record.public_id for record in world.records[::2]}
    assert numbers(f"sector:{world.sectors[0].family_id}:kesehatan") == health
    everything = {record.public_id for record in [*world.records, world.withdrawn]}
    assert numbers("sector") == everything
    assert numbers("source:contoh.go.id") >= {record.public_id for record in world.records[1::2]}


def test_times_are_chosen_by_second_and_by_day(client):
    source = AuthorityFactory()
    old = listed("A", authority=source, title="Lama")
    followed(ago=timedelta(days=3))
    new = listed("B", title="Baru")
    followed(ago=timedelta(seconds=30))
    at = dict(HarvestHeader.objects.values_list("number", "stamp"))

    def numbers(**span):
        document = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **span)
        return set(headers(document))

    def second(number):
        return at[number].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    day = at[old.public_id].astimezone(UTC).date().isoformat()
    assert numbers(since=day, until=day) == {old.public_id}
    assert numbers(since=second(new.public_id)) == {new.public_id}
    assert numbers(until=second(old.public_id)) == {old.public_id}
    record_mentions([mention("A", authority=source, title="Lama tetapi diubah")])
    followed()
    assert numbers(since=second(new.public_id)) == {old.public_id, new.public_id}


def test_a_datestamp_lies_a_moment_ahead_of_its_writing(client):
    listed("A", title="Satu")
    followed(ago=timedelta(0))
    document = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    said, told = texts(document, "//o:responseDate")[0], texts(document, "//o:datestamp")[0]

    assert timedelta(0) <= parsed(told) - parsed(said) <= harvesting.AHEAD


def parsed(text):
    return datetime.fromisoformat(text)


def test_what_was_withdrawn_a_moment_ago_is_not_shown_any_more(client, world):
    Innovation.objects.filter(pk=world.records[0].pk).update(state="withdrawn")
    document = ask(client, verb="ListRecords", metadataPrefix="oai_dc")

    assert headers(document)[world.records[0].public_id] == "deleted"


def test_signs_that_xml_cannot_hold_do_not_break_it(client, world):
    record = world.records[0]
    Innovation.objects.filter(pk=record.pk).update(title="Air\x0b\x1f <bersih> & aman\ufffe")
    document = ask(client, verb="GetRecord", identifier=identifier(record), metadataPrefix="simpul")

    assert texts(document, "//s:title")[0].split() == ["Air", "<bersih>", "&", "aman"]


def test_keys_that_no_set_may_have_are_written_by_number(client):
    record = listed("A", authority=AuthorityFactory(key="situs / kota"), title="Satu")
    followed()
    spec = "source:situs~20~2F~20kota"

    assert spec in texts(ask(client, verb="ListSets"), "//o:setSpec")
    found_there = headers(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec))
    assert found_there == {record.public_id: None}


@pytest.mark.parametrize(
    "arguments",
    [
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "a\x0bb"},
        {"verb": "ListMetadataFormats", "identifier": "\0"},
        {"verb": "ListRecords", "metadataPrefix": "\0"},
        {"verb": "ListRecords", "resumptionToken": "\0"},
    ],
)
def test_a_question_with_such_signs_is_a_wrong_one(client, arguments):
    assert codes(ask(client, **arguments)) == ["badArgument"]


def test_the_last_day_of_all_is_a_day(client):
    asked = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "until": "9999-12-31"}

    assert codes(ask(client, **asked)) == ["noRecordsMatch"]


def test_who_has_an_answer_already_gets_none(client, world):
    first = client.get("/oai?verb=Identify")
    with clock.frozen(clock.now() + timedelta(seconds=2)):
        again = client.get("/oai?verb=Identify", headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)


def test_who_asks_too_often_is_told_when_to_come_again(client, settings):
    settings.LIMITS = {**settings.LIMITS, "harvest": (1, 60)}
    client.get("/oai?verb=Identify")
    answer = client.get("/oai?verb=Identify")

    assert answer.status_code == 503
    assert 0 < int(answer["Retry-After"]) <= 60
    assert unquote(answer.content.decode())


def test_a_page_costs_the_same_for_many_records(client, django_assert_max_num_queries):
    World(60)
    followed()

    with django_assert_max_num_queries(16):
        document = ask(client, verb="ListRecords", metadataPrefix="simpul")
    assert len(document.findall(".//o:record", SPACES)) == 61
