"""Scoring many pairs at once: splink on DuckDB.

The same levels and weights as ``weighing`` gives pair by pair in Python; a test holds them equal.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simpul.sources.queries.candidates import telling_keys
from simpul.sources.queries.levels import COMPARISONS, NOT_TOLD, Row
from simpul.sources.queries.weighing import Model, Score, model

# splink and DuckDB are an extra of the lock; without them pairs are scored one by one.
try:
    import duckdb
    import pyarrow
    import splink.comparison_level_library as levels
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink.comparison_library import CustomComparison
    from splink.internals.comparison_level_creator import ComparisonLevelCreator
except ImportError:
    duckdb = None  # type: ignore[assignment]

logging.getLogger("splink").setLevel(logging.ERROR)

_LISTS = (
    "forms", "skeletons", "words", "rare", "acronyms", "names", "long", "callings", "spellings",
    "letters", "subsets", "numbers", "family", "chain", "unit", "goals", "story", "keys",
)  # fmt: skip
_TYPES: Mapping[str, str] = {
    "unique_id": "varchar",
    "pair": "varchar",
    "owner": "varchar",
    "region": "varchar",
    "province": "varchar",
    "year": "integer",
    "sector": "varchar",
    **dict.fromkeys(_LISTS, "varchar[]"),
}
_ARROW: Mapping[str, Any] = (
    {}
    if duckdb is None
    else {
        "varchar": pyarrow.string(),
        "integer": pyarrow.int32(),
        "varchar[]": pyarrow.list_(pyarrow.string()),
    }
)
AT_ONCE = 10_000

Pairs = Iterable[tuple[str, Row, Row]]
Found = tuple[int, int, Score]


class MatchingMissing(Exception):
    """The packages that score many pairs at once are not installed."""


def is_installed() -> bool:
    return duckdb is not None


@contextmanager
def workbench(memory: str = "1GB", folder: Path | None = None) -> Iterator[Any]:
    """A connection to DuckDB that keeps to so much memory and spills into ``folder`` beyond."""
    if duckdb is None:
        raise MatchingMissing
    config: dict[str, Any] = {"memory_limit": memory, "threads": "2"}
    if folder is not None:
        config["temp_directory"] = str(folder)
    with duckdb.connect(config=config) as connection:
        connection.execute("set enable_progress_bar = false")
        yield connection


def scores(pairs: Pairs, using: Model | None = None) -> dict[str, Score]:
    """Score pairs ``(key, one, other)`` of rows as ``features`` makes them, by key."""
    using = using or model()
    found = {}
    for row in _predicted(list(pairs), using):
        said = {name: _level(name, row[f"gamma_{name}"]) for name in COMPARISONS}
        found[row["pair_l"]] = Score(using.calibrated(row["match_weight"]), said)
    return found


def scored_within(rows: Mapping[int, Row], using: Model, connection) -> Iterator[Found]:
    """Pairs of records that share a key, lower number first, with their scores, from the queue up.

    ``connection`` is a ``workbench``.
    """
    keys = telling_keys(rows)
    held = {pk: row for pk, row in rows.items() if keys[pk]}
    if not held:
        return
    write(
        connection,
        "record",
        ({**row, "unique_id": str(pk), "pair": "", "keys": keys[pk]} for pk, row in held.items()),
    )
    rule = block_on("keys", arrays_to_explode=["keys"])
    linker = _linker(connection, ["record"], using, "dedupe_only", [rule])
    least = using.weight_of(using.queue)
    table = linker.inference.predict(threshold_match_weight=least).physical_name
    gammas = ", ".join(f"gamma_{name}" for name in COMPARISONS)
    asked = f"select unique_id_l, unique_id_r, match_weight, {gammas} from {table}"  # noqa: S608
    result = connection.execute(asked)
    while some := result.fetchmany(AT_ONCE):
        for left, right, weight, *found in some:
            one, other = sorted((int(left), int(right)))
            names = zip(COMPARISONS, found, strict=True)
            said = {name: _level(name, gamma) for name, gamma in names}
            yield one, other, Score(using.calibrated(weight), said)


def _predicted(pairs: list[tuple[str, Row, Row]], using: Model) -> list[dict[str, Any]]:
    if duckdb is None:
        raise MatchingMissing
    if not pairs:
        return []
    with workbench() as connection:
        # A mention may stand in several pairs, so the pair is what names the row.
        write(connection, "one", ({**one, "unique_id": key, "pair": key} for key, one, _ in pairs))
        write(
            connection,
            "other",
            ({**other, "unique_id": key, "pair": key} for key, _, other in pairs),
        )
        linker = _linker(connection, ["one", "other"], using, "link_only", [block_on("pair")])
        return linker.inference.predict().as_record_list()


def write(connection, table: str, rows: Iterable[Row]) -> None:
    """Make a table of rows of features."""
    columns = ", ".join(f"{name} {kind}" for name, kind in _TYPES.items())
    connection.execute(f"create or replace table {table} ({columns})")
    add(connection, table, rows)


def add(connection, table: str, rows: Iterable[Row]) -> None:
    """Add rows of features to their table."""
    fields = [(name, _ARROW[kind]) for name, kind in _TYPES.items()]
    values = pyarrow.Table.from_pylist(list(rows), schema=pyarrow.schema(fields))
    connection.register("added", values)
    connection.execute(f"insert into {table} select * from added")  # noqa: S608 - ours
    connection.unregister("added")


def _linker(connection, tables: Sequence[str], using: Model, link: Any, rules):
    api = DuckDBAPI(connection)
    settings = SettingsCreator(
        link_type=link,
        comparisons=[_comparison(name, using) for name in COMPARISONS],
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=using.parameters["prior"],
        additional_columns_to_retain=["pair"],
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,
    )
    sides = [api.register(table) for table in tables]
    return Linker(sides, settings, log_level=logging.ERROR, validate_settings=False)


def _comparison(name: str, using: Model):
    made: list[ComparisonLevelCreator | dict[str, Any]] = []
    comparison = COMPARISONS[name]
    if comparison.silent_sql:
        silent = levels.CustomLevel(comparison.silent_sql, NOT_TOLD)
        made.append(silent.configure(is_null_level=True))
    for label, condition, _holds in comparison.levels:
        equal, other = using.shares[name, label]
        level = levels.CustomLevel(condition, label) if condition else levels.ElseLevel()
        made.append(level.configure(m_probability=equal, u_probability=other))
    return CustomComparison(output_column_name=name, comparison_levels=made)


def _level(name: str, gamma: int) -> str:
    """The level a number of splink stands for: the strongest has the highest."""
    steps = COMPARISONS[name].levels
    return NOT_TOLD if gamma < 0 else steps[len(steps) - 1 - gamma].label
