"""Who gets what answer where: every route, against rows written by hand.

``tests/matrix/<room>.csv`` holds the rows: route, method, state of the object, arguments as
``key=value;key=value`` (``?`` before a key puts it into the query, ``+`` into the form that is
sent), then one column per person with the status expected. A room may leave out people its pages
make no difference to, but never the visitor. ``tests/matrix/<room>.py``, where there is one, has
``build()``, which makes the objects that its room's rows name; ``people.py`` makes the people.

The first row of each route and method is part of ``make test``, the others of ``make check-full``.
"""

import csv
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.http import urlencode
from django.utils.translation import override

from simpul.config import views
from simpul.core import mandates
from tests.matrix import hostile, people
from tests.test_house import HEIGHT

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent
COLUMNS = ["route", "method", "state", "arguments"]


def rows():
    for path in sorted(HERE.glob("*.csv")):
        with path.open(newline="") as file:
            yield from csv.DictReader(file)


ROWS = list(rows())


def routes(patterns=None, namespace=""):
    """The name of every address the router knows."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)


def title(row):
    return " ".join(row[column] or "-" for column in COLUMNS)


def asked(row):
    """Who a row expects what answer for."""
    return {column: answer for column, answer in row.items() if column not in COLUMNS}


def cases():
    """Every row; all but the first of a route and method are slow."""
    seen = set()
    for row in ROWS:
        kind = (row["route"], row["method"])
        yield pytest.param(row, id=title(row), marks=[pytest.mark.slow] if kind in seen else [])
        seen.add(kind)


@contextmanager
def undone():
    """Whatever is written inside is forgotten."""
    with ExitStack() as stack:
        for alias in connections:
            block = transaction.atomic(using=alias)
            block._from_testcase = True  # wraps whole requests, as Django's own test cases do
            stack.enter_context(block)
            stack.callback(lambda alias=alias: transaction.set_rollback(True, using=alias))
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The objects and people all rows name, made once, gone at the end; answers the sessions."""
    with django_db_blocker.unblock(), undone(), pytest.MonkeyPatch.context() as patch:
        rooms = {path.stem for path in HERE.glob("*.py")} & set(HEIGHT)
        for room in sorted(rooms, key=HEIGHT.get):
            import_module(f"tests.matrix.{room}").build()
        people.appoint()
        patch.setattr(views, "_failed", each_once(views._failed))
        # On a slow machine the rows take longer than a proof of who one is lasts.
        patch.setattr(settings, "ACCOUNT_REAUTHENTICATION_TIMEOUT", 24 * 60 * 60)
        # Who holds which mandate is asked once for all rows: no row leaves anything behind.
        with mandates.asked_once():
            yield {column: session_of(column) for column in people.COLUMNS}


def each_once(failed):
    """Let a page about an error be written once for each person; after that its status is enough.

    Half of all answers are such pages, and for one person they differ in nothing that is asked.
    """
    written = set()

    def answer(request, status, context=None):
        key = (request.COOKIES.get(settings.SESSION_COOKIE_NAME), status, context is None)
        if key in written:
            return HttpResponse(status=status)
        written.add(key)
        return failed(request, status, context)

    return answer


def session_of(column):
    if column == people.VISITOR:
        return None
    client = Client()
    client.force_login(people.person(column))
    # Everybody has just proved who they are: the matrix asks who may, not how lately they came.
    session = client.session
    request = HttpRequest()
    request.session = session
    record_authentication(request, people.person(column), "password", reauthenticated=True)
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_every_route_stands_in_the_matrix_and_nothing_else_does():
    assert {row["route"] for row in ROWS} == set(routes())


def test_no_row_stands_twice_and_every_person_is_known_and_answered():
    titles = [title(row) for row in ROWS]

    assert len(titles) == len(set(titles))
    assert {title(row) for row in ROWS if not set(asked(row)) <= set(people.COLUMNS)} == set()
    assert {title(row) for row in ROWS if not all(asked(row).values())} == set()
    assert {title(row) for row in ROWS if people.VISITOR not in row} == set()


@pytest.mark.parametrize("row", list(cases()))
def test_the_answer_is_the_expected_one(row, world):
    answers = {column: str(answer(row, world[column])) for column in asked(row)}

    assert answers == asked(row)


def readable():
    """A row of each address with somebody who can read it; all but public lists are slow."""
    found = {}
    for row in ROWS:
        readers = [who for who, status in asked(row).items() if status == "200"]
        if row["method"] == "GET" and readers and row["route"] not in found:
            found[row["route"]] = (row, readers[0])
    for route, (row, who) in found.items():
        is_quick = who == people.VISITOR and not row["arguments"] and ":" in route
        marks = [] if is_quick else [pytest.mark.slow]
        yield pytest.param(row, who, id=route, marks=marks)


@pytest.mark.parametrize(("row", "who"), list(readable()))
def test_no_value_breaks_a_page(row, who, world, monkeypatch):
    _names, faults = hostile_answer(row, world[who], monkeypatch, hostile.HUGE)
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize(("row", "who"), list(readable()))
def test_no_value_in_any_place_breaks_a_page(row, who, world, monkeypatch):
    names, found = set(), []
    for value in hostile.VALUES.values():
        looked_for, faults = hostile_answer(row, world[who], monkeypatch, value)
        names, found = names | looked_for, found + faults
    for name in sorted(names):
        for value in hostile.VALUES.values():
            found += hostile_answer(row, world[who], monkeypatch, value, only=name)[1]
    assert found == []


def hostile_answer(row, session, monkeypatch, value, only=None):
    """The names a page looks for, and what broke where they all, or ``only`` one, are hostile."""
    looked_for, faults = set(), []

    def query(request):
        given = request.META.get("QUERY_STRING", "")
        return hostile.Hostile(given, value, only=only, looked_for=looked_for)

    monkeypatch.setattr(WSGIRequest, "GET", property(query))
    try:
        if answer(row, session) >= 500:
            faults.append((only, value[:20], "server error"))
    except Exception as fault:  # noqa: BLE001 -- whatever it is, it must not reach a visitor
        faults.append((only, value[:20], repr(fault)[:300]))
    return looked_for, faults


def answer(row, session):
    """The status with which the site answers the holder of a session; nothing stays of it."""
    given = {"?": {}, "+": {}, "": {}}
    for pair in filter(None, row["arguments"].split(";")):
        key, value = pair.split("=", 1)
        mark = key[0] if key[0] in given else ""
        given[mark][key.removeprefix(mark)] = value
    with override("id"):
        address = reverse(row["route"], kwargs=given[""])
    if given["?"]:
        address = f"{address}?{urlencode(given['?'])}"
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    with undone():
        if row["method"] == "POST":
            return client.post(address, given["+"], secure=True).status_code
        return client.generic(row["method"], address, secure=True).status_code
