"""How often pages ask the database as what they list grows."""

import re
from collections import Counter

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

FEW, MANY = 2, 6
GIVEN = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|(?:%s|NULL)(?:, (?:%s|NULL))+")


def grown(grow, addresses):
    """What each page asks, with few and with many of everything ``grow`` makes.

    ``addresses`` answers, for every name, whose session it is and the address.
    """
    found = {}
    for size, steps in ((FEW, FEW), (MANY, MANY - FEW)):
        for _step in range(steps):
            grow()
        for name, (client, address) in addresses().items():
            if size == FEW:  # What a process remembers, it remembers from here on.
                _read(client, address)
            found.setdefault(name, {})[size] = questions(client, address)
    return found


def questions(client, address):
    """Each question a page asks while nothing is cached, without its values, and how often."""
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        _read(client, address)
    return Counter(_shape(query["sql"]) for query in captured)


def _read(client, address):
    answer = client.get(address, secure=True)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.getvalue()


def _shape(sql):
    shape = GIVEN.sub("?", sql)
    return re.sub(r"\(\?(?:, \?)*\)", "(?)", shape)


def more(asked):
    """The questions a page asks more often where it lists more."""
    grew = asked[MANY] - asked[FEW]
    return [f"{count} more: {sql}" for sql, count in grew.most_common()]


def assert_steady(asked):
    few, many = asked[FEW].total(), asked[MANY].total()
    assert many <= few, "\n".join([f"{few} questions became {many}", *more(asked)])
