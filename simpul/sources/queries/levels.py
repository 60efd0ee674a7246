"""What is compared between two mentions, and the levels of each comparison.

Every level stands here once in SQL, for many pairs on DuckDB, and once in Python, for a few pairs
anywhere; a test holds the two together.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein

from simpul.sources.queries.features import LEAST_FOR_SUBSET, holds, spells

Row = Mapping[str, Any]
Test = Callable[[Row, Row], bool]

NOT_TOLD = "not told"
# A shorter writing within another says nothing.
_LEAST_WITHIN = 8
# One letter of so many may differ.
_LETTERS_FOR_ONE = 8
_LEAST_NAME = 4
_ALIKE = 0.9


class Level(NamedTuple):
    """One level: its name, and when a pair has it; the last of a comparison is everything else."""

    label: str
    sql: str = ""
    holds: Test = lambda one, other: True


class Comparison(NamedTuple):
    """Levels from the strongest down, and when one of the two does not tell."""

    levels: Sequence[Level]
    silent_sql: str = ""
    silent: Test = lambda one, other: False


def _share(name: str) -> Test:
    return lambda one, other: not frozenset(one[name]).isdisjoint(other[name])


def _shared(name: str, one: Row, other: Row) -> int:
    return len(frozenset(one[name]).intersection(other[name]))


def _of_fewer(name: str, least: int, share: float) -> Test:
    """At least so many in common, and this share of the shorter list."""

    def holds(one: Row, other: Row) -> bool:
        shared = _shared(name, one, other)
        return shared >= least and shared >= share * min(len(one[name]), len(other[name]))

    return holds


def _of_fewer_sql(name: str, least: int, share: float) -> str:
    shared = f"len(list_intersect({name}_l, {name}_r))"
    return f"{shared} >= {least} and {shared} >= {share} * least(len({name}_l), len({name}_r))"


def _near(one: Row, other: Row) -> bool:
    """One letter differs, or two in a long writing."""
    for x in one["forms"]:
        for y in other["forms"]:
            most = min(len(x), len(y)) // _LETTERS_FOR_ONE
            if most and Levenshtein.distance(x, y, score_cutoff=most) <= most:
                return True
    return False


def _within(one: Row, other: Row) -> bool:
    return any(
        (x in y or y in x)
        for x in one["forms"]
        if len(x) >= _LEAST_WITHIN
        for y in other["forms"]
        if len(y) >= _LEAST_WITHIN
    )


def _spelled(one: Row, other: Row) -> bool:
    return any(
        spells(name, phrase)
        for mine, theirs in ((one, other), (other, one))
        for name in mine["callings"]
        for phrase in theirs["phrases"]
    )


def _loosely(one: Row, other: Row) -> bool:
    return any(
        holds(text, name)
        for mine, theirs in ((one, other), (other, one))
        for name in mine["callings"]
        if len(name) >= LEAST_FOR_SUBSET
        for text in theirs["letters"]
    )


def _names_near(one: Row, other: Row) -> bool:
    return any(
        min(len(x), len(y)) >= _LEAST_NAME and Levenshtein.distance(x, y, score_cutoff=1) <= 1
        for x in one["callings"]
        for y in other["callings"]
    )


def _names_alike(one: Row, other: Row) -> bool:
    return any(
        x in y or y in x or JaroWinkler.similarity(x, y) >= _ALIKE
        for x in one["names"]
        for y in other["names"]
    )


def _unsaid(name: str) -> Test:
    return lambda one, other: not one[name] or not other[name]


def _owner_unsaid(one: Row, other: Row) -> bool:
    """One is not known, or is known by its wording alone and the other is worded otherwise."""
    mine, theirs = one["owner"], other["owner"]
    if not mine or not theirs:
        return True
    return mine != theirs and (mine.startswith("?") or theirs.startswith("?"))


def _same(name: str) -> Test:
    return lambda one, other: one[name] is not None and one[name] == other[name]


def _national(one: Row, other: Row) -> bool:
    """Both of a body without a region, whose branches each have works of their own."""
    return one["region"] is None and other["region"] is None


def _years(most: int) -> Test:
    return lambda one, other: abs(one["year"] - other["year"]) <= most


def _any(condition: str, left: str, right: str) -> str:
    """SQL: some ``x`` of one list and some ``y`` of another hold the condition."""
    inner = f"len(list_filter({right}, lambda y: {condition})) > 0"
    # The columns stand by themselves too: splink does not see those inside an inner function.
    told = f"len({left}) > 0 and len({right}) > 0"
    return f"({told} and len(list_filter({left}, lambda x: {inner})) > 0)"


_DISTANCE = (
    f"least(len(x), len(y)) >= {_LETTERS_FOR_ONE}"
    f" and levenshtein(x, y) <= least(len(x), len(y)) // {_LETTERS_FOR_ONE}"
)
_HOLDS = (
    f"len(x) >= {_LEAST_WITHIN} and len(y) >= {_LEAST_WITHIN}"
    " and (contains(y, x) or contains(x, y))"
)
_JARO = f"contains(x, y) or contains(y, x) or jaro_winkler_similarity(x, y) >= {_ALIKE}"
_SPELLED = (
    f"{_any('regexp_full_match(x, y)', 'callings_l', 'spellings_r')} or "
    f"{_any('regexp_full_match(x, y)', 'callings_r', 'spellings_l')}"
)
_LOOSE = (
    f"{_any('regexp_full_match(x, y)', 'letters_l', 'subsets_r')} or "
    f"{_any('regexp_full_match(x, y)', 'letters_r', 'subsets_l')}"
)
_ONE_LETTER = f"least(len(x), len(y)) >= {_LEAST_NAME} and levenshtein(x, y) <= 1"
_NAMES_NEAR = _any(_ONE_LETTER, "callings_l", "callings_r")


def _has_any(name: str) -> str:
    return f"list_has_any({name}_l, {name}_r)"


def _empty(name: str) -> str:
    return f"len({name}_l) = 0 or len({name}_r) = 0"


def _null(name: str) -> str:
    return f"{name}_l is null or {name}_r is null"


COMPARISONS: Mapping[str, Comparison] = {
    "naming": Comparison(
        (
            Level("same writing", _has_any("forms"), _share("forms")),
            Level("same but for vowels", _has_any("skeletons"), _share("skeletons")),
            Level("same but for a letter", _any(_DISTANCE, "forms_l", "forms_r"), _near),
            Level("short for the other", _SPELLED, _spelled),
            Level("short names but for a letter", _NAMES_NEAR, _names_near),
            Level("one within the other", _any(_HOLDS, "forms_l", "forms_r"), _within),
            Level("same acronym", _has_any("acronyms"), _share("acronyms")),
            Level("most words", _of_fewer_sql("words", 3, 0.75), _of_fewer("words", 3, 0.75)),
            Level("many words", _of_fewer_sql("words", 2, 0.6), _of_fewer("words", 2, 0.6)),
            Level("letters of the other", _LOOSE, _loosely),
            Level("a rare word", _has_any("rare"), _share("rare")),
            Level("some words", _has_any("words"), _share("words")),
            Level("different"),
        )
    ),
    "short_name": Comparison(
        (
            Level("alike", _any(_JARO, "names_l", "names_r"), _names_alike),
            Level("different"),
        ),
        _empty("names"),
        _unsaid("names"),
    ),
    "long_form": Comparison(
        (
            Level("alike", _of_fewer_sql("long", 1, 0.6), _of_fewer("long", 1, 0.6)),
            Level("a word in common", _has_any("long"), _share("long")),
            Level("different"),
        ),
        _empty("long"),
        _unsaid("long"),
    ),
    "numbers": Comparison(
        (Level("same", _has_any("numbers"), _share("numbers")), Level("different")),
        _empty("numbers"),
        _unsaid("numbers"),
    ),
    "owner": Comparison(
        (
            Level("same", "owner_l = owner_r", _same("owner")),
            Level("predecessor or successor", _has_any("family"), _share("family")),
            Level("part of the other", _has_any("chain"), _share("chain")),
            Level("same region", "region_l = region_r", _same("region")),
            Level("same province", "province_l = province_r", _same("province")),
            Level("different"),
        ),
        "owner_l is null or owner_r is null or (owner_l <> owner_r"
        " and (starts_with(owner_l, '?') or starts_with(owner_r, '?')))",
        _owner_unsaid,
    ),
    "year": Comparison(
        (
            Level("same", "year_l = year_r", _years(0)),
            Level("up to 2 years", "abs(year_l - year_r) <= 2", _years(2)),
            Level("up to 5 years", "abs(year_l - year_r) <= 5", _years(5)),
            Level("more"),
        ),
        _null("year"),
        lambda one, other: one["year"] is None or other["year"] is None,
    ),
    "unit": Comparison(
        (
            Level("same", _of_fewer_sql("unit", 1, 0.8), _of_fewer("unit", 1, 0.8)),
            Level("other branch", "region_l is null and region_r is null", _national),
            Level("different"),
        ),
        _empty("unit"),
        _unsaid("unit"),
    ),
    "subject": Comparison(
        (
            Level("same sector", "sector_l = sector_r", _same("sector")),
            Level("a goal in common", _has_any("goals"), _share("goals")),
            Level("different"),
        ),
        _null("sector"),
        lambda one, other: one["sector"] is None or other["sector"] is None,
    ),
    "story": Comparison(
        (
            Level("much alike", _of_fewer_sql("story", 3, 0.5), _of_fewer("story", 3, 0.5)),
            Level("alike", _of_fewer_sql("story", 2, 0.25), _of_fewer("story", 2, 0.25)),
            Level("different"),
        ),
        _empty("story"),
        _unsaid("story"),
    ),
}  # fmt: skip

# Ways of naming by which records find each other as soon as they are listed.
SURE_NAMING = frozenset({"same writing", "same but for vowels"})
ONE_OWNER = frozenset({"same", "predecessor or successor", "part of the other"})


def prepared(row: Row) -> Row:
    """The same row with its lists as sets, for one that is compared with many."""
    return {
        name: frozenset(value) if isinstance(value, list) else value for name, value in row.items()
    }


def levels_of(one: Row, other: Row) -> dict[str, str]:
    """The level of every comparison for one pair."""
    return {name: _level(comparison, one, other) for name, comparison in COMPARISONS.items()}


def _level(comparison: Comparison, one: Row, other: Row) -> str:
    if comparison.silent(one, other):
        return NOT_TOLD
    return next(level.label for level in comparison.levels if level.holds(one, other))


def asks_first(levels: Mapping[str, str]) -> bool:
    """Say whether a person is asked about such a pair, however likely it is.

    Nothing is joined unasked but what one owner calls the same, and with no other
    number, long form or branch.
    """
    return not (
        levels["naming"] in SURE_NAMING
        and levels["owner"] in ONE_OWNER
        and levels["numbers"] != "different"
        and levels["long_form"] in {NOT_TOLD, "alike"}
        and levels["unit"] != "other branch"
    )
