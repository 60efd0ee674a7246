"""Many plain rows at once: the columns as they are, without building an object for each."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connections, models, router, transaction

Row = Sequence[Any]

# So many entries of each index are looked at; more would tell nothing new about it.
LOOKED_AT = 1_000


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows to the table of ``model``; ``columns`` are names of fields, ``_id`` after relations.

    Values of JSON fields are given as they are. The database's own rules hold; nothing else is
    checked, so this is for rows that were checked while they were read.
    """
    quote, fields = _named(model, columns)
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    # Names come from our own models; every value is a parameter.
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    _execute(model, sql, fields, rows)


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Set ``columns`` of the rows whose key stands last in each of ``rows``."""
    quote, fields = _named(model, columns)
    changes = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = model._meta.pk
    table, place = quote(model._meta.db_table), f"{quote(key.column)} = %s"
    _execute(model, f"UPDATE {table} SET {changes} WHERE {place}", [*fields, key], rows)  # noqa: S608


def take_stock(model: type[models.Model]) -> None:
    """Let the database of ``model`` note how full its tables are: by that it chooses its indexes.

    PostgreSQL would do so by itself a little later. SQLite never does, and reads all public records
    to find the twenty of a page, because every table is small to it until it has been told.
    """
    using = router.db_for_write(model)
    with transaction.atomic(using), connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        cursor.execute("ANALYZE")


def _named(model: type[models.Model], columns: Sequence[str]):
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    connection = connections[router.db_for_write(model)]
    return connection.ops.quote_name, [by_name[name] for name in columns]


def _execute(model: type[models.Model], sql: str, fields: Sequence, rows: Iterable[Row]) -> None:
    connection = connections[router.db_for_write(model)]
    written: list[tuple[int, Callable]] = []
    for place, field in enumerate(fields):
        if isinstance(field, models.JSONField):
            written.append((place, _json))
        elif isinstance(field, models.DateTimeField):
            # All rows of a batch carry the same instant.
            written.append((place, cache(connection.ops.adapt_datetimefield_value)))
        elif isinstance(field, models.DateField):
            written.append((place, connection.ops.adapt_datefield_value))
    ready = [_ready(row, written) for row in rows]
    if ready:
        with connection.cursor() as cursor:
            cursor.executemany(sql, ready)


def _ready(row: Row, written: Sequence[tuple[int, Callable]]) -> list[Any]:
    values = list(row)
    for place, write in written:
        values[place] = write(values[place])
    return values


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
