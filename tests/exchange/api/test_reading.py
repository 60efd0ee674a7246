"""What anybody may read: the list as on screen, page after page, and nothing that is not public."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from simpul.core import clock, journal
from simpul.exchange.api.operations.innovations import Asked
from simpul.innovations.models import Claim, Innovation, State
from simpul.innovations.queries import paging
from simpul.innovations.queries.catalogue import CatalogueQuery, catalogue_page
from simpul.innovations.queries.url_state import FILTERS
from simpul.innovations.services import index
from tests.exchange.api.world import Program
from tests.exchange.test_files import QUESTIONS, listed
from tests.factories.innovations import AuthorityFactory
from tests.innovations.catalogue_world import indexed

pytestmark = pytest.mark.django_db

ask = Program()


def address(params, **more):
    return f"/innovations?{urlencode({**params, **more}, doseq=True)}"


def walked(path):
    """Every row of a list, following ``next``; and how many answers it took."""
    rows, steps = [], 0
    while path:
        told = ask.get(path).json()
        rows += told["innovations"]
        steps += 1
        path = told["next"] and told["next"].partition("/api/v1")[2]
    return rows, steps


@pytest.mark.parametrize("params", QUESTIONS)
def test_the_list_is_that_of_the_screen(params):
    indexed(30)
    rows, steps = walked(address(params, size=7))

    assert [row["id"] for row in rows] == listed(params)
    assert steps == max(1, -(-len(rows) // 7))


def test_counts_are_those_of_the_screen():
    indexed(12)
    told = ask.get(address({"province": "35", "facets": "sector,year"})).json()
    query, _problems = CatalogueQuery.from_params({"province": "35"})
    page = catalogue_page(query, user=AnonymousUser())

    seen = {facet.name: facet for facet in page.facets}
    assert told["total"] == page.total
    for facet in told["facets"]:
        shown = {choice.code: choice.count for choice in seen[facet["name"]].choices}
        assert {choice["code"]: choice["count"] for choice in facet["choices"]} == shown


def test_what_comes_in_meanwhile_is_neither_told_twice_nor_pushes_a_row_out():
    world = indexed(12)
    before = [row["id"] for row in walked(address({}, size=12))[0]]
    first = ask.get(address({}, size=5)).json()
    new = world.record(77)
    index.reindex()
    rest, _steps = walked(first["next"].partition("/api/v1")[2])

    told = [row["id"] for row in [*first["innovations"], *rest]]
    assert [number for number in told if number != new.public_id] == before


@pytest.mark.parametrize("sort", ["newest", "year", "evidence"])
def test_a_list_longer_than_the_engine_ranks_is_read_to_its_end(monkeypatch, sort):
    indexed(12)
    monkeypatch.setattr(paging, "DEPTH_LIMIT", 5)
    rows, _steps = walked(address({"sort": sort}, size=3))

    assert len({row["id"] for row in rows}) == len(rows) == 12


def test_what_changed_since_comes_first_changed_first():
    world = indexed(6)
    for record in world.records[:3]:
        Innovation.objects.filter(pk=record.pk).update(changed_at=clock.now())
    since = world.records[3].changed_at.isoformat()
    rows, _steps = walked(address({"updated_since": since}, size=2))

    stamps = [row["changed_at"] for row in rows]
    assert stamps == sorted(stamps)
    assert {record.public_id for record in world.records[:3]} <= {row["id"] for row in rows}


def test_changes_tell_of_what_left_and_go_on_where_they_ended():
    world = indexed(3)
    start = ask.get("/changes").json()["next"].partition("/api/v1")[2]
    first, second, third = world.records
    Innovation.objects.filter(pk=second.pk).update(state=State.WITHDRAWN)
    Innovation.objects.filter(pk=third.pk).update(canonical=first)
    with transaction.atomic():
        journal.record(first, "correct")
        journal.record(second, "withdraw")
        journal.record_batch("import", Innovation, [third.pk, world.draft.pk])
    journal.seal_pending()
    told, path = [], start.replace("size=100", "size=1")
    for _step in range(9):
        answer = ask.get(path).json()
        told += answer["changes"]
        path = answer["next"].partition("/api/v1")[2]
        if not answer["more"]:
            break

    assert [(one["id"], one["state"], one["into"]) for one in told] == [
        (first.public_id, "verified" if first.is_verified else "listed", ""),
        (second.public_id, "withdrawn", ""),
        (third.public_id, "merged", first.public_id),
    ]
    assert ask.get(path).json()["changes"] == []


# --- Nothing that is not public ----------------------------------------------------------------


def test_nothing_hidden_is_in_any_answer():
    world = indexed(3)
    record = world.records[0]
    said = {"authority": AuthorityFactory(), "record_key": "1", "recorded_at": clock.now()}
    contact = {"name": "Rahasia Kontak", "email": "rahasia@contoh.go.id"}
    Claim.objects.create(innovation=record, field="contact", value=contact, **said)
    found = []
    for path in everything(record):
        answer = ask.get(path)
        assert answer.status_code in {200, 404, 410}, path
        found.append(answer.content.decode())

    assert "rahasia" not in json.dumps(found).casefold().replace("rahasia ditarik", "")
    hidden = ask.get(f"/innovations/{world.draft.public_id}")
    assert hidden.status_code == 404


def everything(record):
    """Every address that anybody may read, followed from the first answer."""
    yield "/"
    for resource in ask.get("/").json()["resources"]:
        path = resource["href"].partition("/api/v1")[2]
        yield path
        for rows in ask.get(path).json().values():
            for row in rows if isinstance(rows, list) else ():
                if "href" in row:
                    yield row["href"].partition("/api/v1")[2]
    yield f"/innovations/{record.public_id}/history"
    yield "/innovations?q=rahasia"


def test_every_list_asks_as_often_for_a_hundred_rows_as_for_one():
    indexed(100)
    for path in ("/innovations?size=", "/changes?size=", "/institutions?size="):
        counts = []
        for size in (1, 20, 100):
            ask.get(f"{path}{size}")
            with CaptureQueriesContext(connection) as asked:
                ask.get(f"{path}{size}")
            counts.append(len(asked))
        assert len(set(counts)) == 1, (path, counts)


# --- How it is told ----------------------------------------------------------------------------


def test_who_has_an_answer_already_is_told_only_that():
    first = ask.get("/vocabularies?lang=id")
    again = ask.get("/vocabularies?lang=id", **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert ask.get("/vocabularies?lang=en")["ETag"] != first["ETag"]


def test_the_language_is_that_of_the_address_else_of_the_header_else_of_the_site():
    named = ask.get("/vocabularies?lang=en", **{"Accept-Language": "id"})
    asked = ask.get("/vocabularies", **{"Accept-Language": "fr, en-GB;q=0.8, id;q=0.2"})
    plain = ask.get("/vocabularies", **{"Accept-Language": "fr"})

    languages = [answer["Content-Language"] for answer in (named, asked, plain)]
    assert languages == ["en", "en", "id"]
    assert "Accept-Language" in asked["Vary"]


def test_limits_are_told_and_kept(settings):
    settings.LIMITS = {**settings.LIMITS, "api_reader": (3, 60)}
    answers = [ask.get("/regions") for _number in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert answers[0]["RateLimit"].startswith('"minute";r=2;t=')
    assert int(answers[3]["Retry-After"]) > 0
    assert answers[3]["Content-Type"] == "application/problem+json"


def test_a_network_that_changes_addresses_is_counted_once(settings):
    settings.LIMITS = {**settings.LIMITS, "api_reader": (2, 60)}
    places = ("2001:db8:7::1", "2001:db8:7::2", "2001:db8:7:0:1::9", "2001:db8:8::1")

    answers = [
        ask.client.get("/api/v1/regions", REMOTE_ADDR=place, secure=True) for place in places
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 200]


def test_pages_of_other_sites_may_read_without_cookies():
    answer = ask("OPTIONS", "/innovations", Origin="https://lain.example")

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Authorization" in answer["Access-Control-Allow-Headers"]


def test_a_method_nobody_knows_here_is_refused_with_those_that_are_known():
    answer = ask("DELETE", "/innovations")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert ask("HEAD", "/innovations").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/innovations?sector=%00",
        "/innovations?q=%ff%fe",
        "/innovations?size=1e9",
        "/innovations?lat=nan&lng=inf",
        "/innovations?updated_since=2026-99-99",
        "/innovations?updated_since=0001-01-01T00:00:00%2B23:59",
        "/innovations?updated_since=9999-12-31T23:59:59-23:59",
        "/innovations?provinsi=35",
        "/innovations?size=5&size=6",
        "/changes?after=-1",
        "/changes?after=99999999999999999999999",
        "/statements?year=0",
        "/institutions?q=" + "a" * 300,
        "/competitions/iga/99999999999999999999",
        "/innovations/%00%00%00%00%00%00%00%00%00%00",
        "/regions/%E2%80%AE",
    ],
)
def test_no_address_however_odd_makes_it_fail(path):
    answer = ask.get(path)

    assert 200 <= answer.status_code < 500
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_a_filter_value_of_no_list_is_left_out_and_named_as_on_screen():
    told = ask.get("/innovations?sector=tidak-ada").json()

    assert [one["name"] for one in told["problems"]] == ["sector"]


def test_the_filters_are_those_of_the_screen():
    assert set(FILTERS) <= set(Asked.model_fields)
    for name, form in FILTERS.items():
        pattern = Asked.model_json_schema()["properties"][name]["items"]["pattern"]
        for code in ("35", "35.01", "1", "17", "18", "2021", "1899", "1.02", "listed", "kipp_top9"):
            assert bool(re.search(pattern, code)) == bool(form.fullmatch(code)), (name, code)
