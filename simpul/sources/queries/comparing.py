"""How likely two mentions name one innovation: comparisons, their levels, and a probability.

Scored by splink on DuckDB. What is compared is declared here; how much each level says, and from
which probability on a pair is joined or shown to a person, is data in ``data/matching``.
"""

import csv
import logging
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

# splink and DuckDB are an extra of the lock; without them nothing is scored.
try:
    import duckdb
    import splink.comparison_level_library as levels
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink.comparison_library import CustomComparison
    from splink.internals.comparison_level_creator import ComparisonLevelCreator
except ImportError:
    duckdb = None  # type: ignore[assignment]

logging.getLogger("splink").setLevel(logging.ERROR)

FOLDER = settings.DATA_DIR / "matching"

_SHARED_WORDS = "len(list_intersect(words_l, words_r))"
_FEWER_WORDS = "least(len(words_l), len(words_r))"
_WITHIN = (
    "len(list_filter(forms_l, lambda x: len(x) >= 8 and len(list_filter(forms_r, lambda y:"
    " len(y) >= 8 and (contains(y, x) or contains(x, y)))) > 0)) > 0"
)
_NAMES_ALIKE = (
    "len(list_filter(names_l, lambda x: len(list_filter(names_r, lambda y: contains(x, y)"
    " or contains(y, x) or jaro_winkler_similarity(x, y) >= 0.9)) > 0)) > 0"
)
_SHARED_UNIT = "len(list_intersect(unit_l, unit_r)) >= 0.5 * least(len(unit_l), len(unit_r))"

# Every comparison with its levels from the strongest down, each with the condition in SQL; the
# last level, which has none, is everything else.
COMPARISONS: Mapping[str, Sequence[tuple[str, str]]] = {
    "naming": (
        ("same writing", "list_has_any(forms_l, forms_r)"),
        ("same but for a letter", "list_has_any(skeletons_l, skeletons_r)"),
        ("one within the other", _WITHIN),
        ("same acronym", "list_has_any(acronyms_l, acronyms_r)"),
        ("most words", f"{_SHARED_WORDS} >= 3 and {_SHARED_WORDS} >= 0.75 * {_FEWER_WORDS}"),
        ("many words", f"{_SHARED_WORDS} >= 2 and {_SHARED_WORDS} >= 0.6 * {_FEWER_WORDS}"),
        ("some words", f"{_SHARED_WORDS} >= 1"),
        ("different", ""),
    ),
    "short_name": (("alike", _NAMES_ALIKE), ("different", "")),
    "owner": (
        ("same", "owner_l = owner_r"),
        ("predecessor or successor", "list_has_any(family_l, family_r)"),
        ("same region", "region_l = region_r"),
        ("same province", "province_l = province_r"),
        ("different", ""),
    ),
    "year": (
        ("same", "year_l = year_r"),
        ("up to 2 years", "abs(year_l - year_r) <= 2"),
        ("up to 5 years", "abs(year_l - year_r) <= 5"),
        ("more", ""),
    ),
    "unit": (("same", _SHARED_UNIT), ("different", "")),
    "sector": (("same", "sector_l = sector_r"), ("different", "")),
}
# When a comparison says nothing: one of the two does not tell.
_SILENT = {
    "short_name": "len(names_l) = 0 or len(names_r) = 0",
    "owner": "owner_l is null or owner_r is null",
    "year": "year_l is null or year_r is null",
    "unit": "len(unit_l) = 0 or len(unit_r) = 0",
    "sector": "sector_l is null or sector_r is null",
}
_COLUMNS = (
    "unique_id varchar, pair varchar, forms varchar[], skeletons varchar[], words varchar[],"
    " acronyms varchar[], names varchar[], owner varchar, family varchar[], region varchar,"
    " province varchar, year integer, unit varchar[], sector varchar"
)


class MatchingMissing(Exception):
    """The packages that score pairs are not installed."""


@dataclass(frozen=True)
class Score:
    """What the comparisons say of one pair: the level of each, and the calibrated probability."""

    probability: float
    levels: Mapping[str, str]


@dataclass(frozen=True)
class Model:
    """How much each level says: its share among equal and among other pairs, and the prior."""

    shares: Mapping[tuple[str, str], tuple[float, float]]
    parameters: Mapping[str, float]

    @property
    def automatic(self) -> float:
        """From this probability on a pair is joined without asking anybody."""
        return self.parameters["automatic"]

    @property
    def queue(self) -> float:
        """From this probability on a pair is shown to a person."""
        return self.parameters["queue"]

    def calibrated(self, weight: float) -> float:
        """The probability that a match weight of splink (bits) has been worth on labelled pairs."""
        slope, offset = self.parameters["slope"], self.parameters["offset"]
        return 1 / (1 + math.exp(-(slope * weight + offset)))


@cache
def model(folder: Path = FOLDER) -> Model:
    """The model as the data of this installation states it."""
    with (folder / "levels.csv").open(encoding="utf-8", newline="") as file:
        shares = {
            (row["comparison"], row["level"]): (float(row["equal"]), float(row["other"]))
            for row in csv.DictReader(file)
        }
    with (folder / "parameters.csv").open(encoding="utf-8", newline="") as file:
        parameters = {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
    return Model(shares, parameters)


def scores(pairs: Iterable[tuple[str, dict, dict]], using: Model | None = None) -> dict[str, Score]:
    """Score pairs ``(key, one, other)`` of rows as ``features`` makes them, by key."""
    using = using or model()
    found = {}
    for row in _predicted(list(pairs), using):
        said = {name: _level(name, row[f"gamma_{name}"]) for name in COMPARISONS}
        found[row["pair_l"]] = Score(using.calibrated(row["match_weight"]), said)
    return found


def weights(pairs: Iterable[tuple[str, dict, dict]], using: Model) -> dict[str, float]:
    """The match weights of pairs, in bits, before calibration."""
    return {row["pair_l"]: row["match_weight"] for row in _predicted(list(pairs), using)}


def _predicted(pairs: list[tuple[str, dict, dict]], using: Model) -> list[dict[str, Any]]:
    if duckdb is None:
        raise MatchingMissing
    if not pairs:
        return []
    with duckdb.connect() as connection:
        _table(connection, "one", ((key, one) for key, one, _other in pairs))
        _table(connection, "other", ((key, other) for key, _one, other in pairs))
        api = DuckDBAPI(connection)
        sides = [api.register("one"), api.register("other")]
        linker = Linker(sides, _settings(using), log_level=logging.ERROR, validate_settings=False)
        return linker.inference.predict().as_record_list()


def _table(connection, table: str, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    connection.execute(f"create table {table} ({_COLUMNS})")
    marks = ", ".join("?" * len(_COLUMNS.split(",")))
    # A mention may stand in several pairs, so the pair is what names the row.
    named = ({**row, "unique_id": key, "pair": key} for key, row in rows)
    values = [list(row.values()) for row in named]
    connection.executemany(f"insert into {table} values ({marks})", values)  # noqa: S608 - ours


def _settings(using: Model):
    return SettingsCreator(
        link_type="link_only",
        comparisons=[_comparison(name, using) for name in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on("pair")],
        probability_two_random_records_match=using.parameters["prior"],
        additional_columns_to_retain=["pair"],
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,
    )


def _comparison(name: str, using: Model):
    made: list[ComparisonLevelCreator | dict[str, Any]] = []
    if name in _SILENT:
        silent = levels.CustomLevel(_SILENT[name], "not told")
        made.append(silent.configure(is_null_level=True))
    for label, condition in COMPARISONS[name]:
        equal, other = using.shares[name, label]
        level = levels.CustomLevel(condition, label) if condition else levels.ElseLevel()
        made.append(level.configure(m_probability=equal, u_probability=other))
    return CustomComparison(output_column_name=name, comparison_levels=made)


def _level(name: str, gamma: int) -> str:
    """The level a number of splink stands for: the strongest has the highest."""
    return "not told" if gamma < 0 else COMPARISONS[name][len(COMPARISONS[name]) - 1 - gamma][0]
