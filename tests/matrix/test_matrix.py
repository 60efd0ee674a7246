"""Who gets what answer where: every route, against rows written by hand.

``tests/matrix/<room>.csv`` holds the rows: route, method, state of the object, arguments as
``key=value;key=value`` (``?`` before a key puts it into the query), then one column per person
with the status expected. ``tests/matrix/<room>.py``, where there is one, has ``build()``, which
makes the objects that its room's rows name.
"""

import csv
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils.http import urlencode
from django.utils.translation import override

from tests.test_house import HEIGHT

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent
COLUMNS = ["route", "method", "state", "arguments"]
PEOPLE = ["visitor"]


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


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The objects all rows name, made once, gone at the end."""
    from django.db import connections, transaction

    with django_db_blocker.unblock():
        whole = [transaction.atomic(using=alias) for alias in connections]
        for transaction_ in whole:
            transaction_.__enter__()
        rooms = {path.stem for path in HERE.glob("*.py")} & set(HEIGHT)
        for room in sorted(rooms, key=HEIGHT.get):
            import_module(f"tests.matrix.{room}").build()
        yield
        for alias, transaction_ in zip(connections, whole, strict=True):
            transaction.set_rollback(True, using=alias)
            transaction_.__exit__(None, None, None)


def test_every_route_stands_in_the_matrix_and_nothing_else_does():
    assert {row["route"] for row in ROWS} == set(routes())


def test_no_row_stands_twice_and_every_person_is_answered():
    titles = [title(row) for row in ROWS]

    assert len(titles) == len(set(titles))
    assert {title(row) for row in ROWS if set(row) != {*COLUMNS, *PEOPLE}} == set()


@pytest.mark.parametrize("row", ROWS, ids=title)
def test_the_answer_is_the_expected_one(row, world, client):
    pairs = dict(pair.split("=", 1) for pair in row["arguments"].split(";") if pair)
    query = {key[1:]: value for key, value in pairs.items() if key.startswith("?")}
    kwargs = {key: value for key, value in pairs.items() if not key.startswith("?")}
    with override("id"):
        address = reverse(row["route"], kwargs=kwargs)
    if query:
        address = f"{address}?{urlencode(query)}"

    response = client.generic(row["method"], address, secure=True)

    assert response.status_code == int(row["visitor"])
