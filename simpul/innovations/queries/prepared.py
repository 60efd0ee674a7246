"""Lists of values by key, whose SQL is composed once.

Django takes longer to compose such a statement than the database to answer it; what never changes
but the keys is composed once for each number of them.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Ask = Callable[[Sequence[int]], QuerySet[Any, tuple]]


class Statement(NamedTuple):
    """A composed question; below zero stand the places of the keys."""

    database: str
    sql: str
    parameters: tuple
    compiler: SQLCompiler
    # What turns a column of the database into a value, by place.
    converters: dict[int, Any]


def values(ask: Ask, keys: Sequence[int]) -> list[Sequence[Any]]:
    """What ``ask(keys)`` answers. ``ask`` is a function of a module and depends on nothing else."""
    if not keys:
        return []
    # Rounded up, so that few statements serve lists of any length.
    places = 1 << (len(keys) - 1).bit_length()
    statement = _composed(ask, places)
    filled = [*keys, *[keys[-1]] * (places - len(keys))]
    parameters = [
        filled[~value] if isinstance(value, int) and value < 0 else value
        for value in statement.parameters
    ]
    with connections[statement.database].cursor() as cursor:
        cursor.execute(statement.sql, parameters)
        rows = cursor.fetchall()
    return list(statement.compiler.apply_converters(rows, statement.converters))


@lru_cache(maxsize=64)
def _composed(ask: Ask, places: int) -> Statement:
    rows = ask([~place for place in range(places)])
    compiler = rows.query.get_compiler(using=rows.db)
    sql, parameters = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    return Statement(rows.db, sql, tuple(parameters), compiler, converters)
