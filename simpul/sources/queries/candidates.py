"""Which records are compared at all: those of one place that share a key."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from simpul.sources.queries.features import FEWEST_WORDS, owners_of
from simpul.sources.queries.levels import Row

# Beginnings and endings of so many letters: a misspelling leaves one of them whole.
ENDS = 6
# Of each title the so many rarest words make pairs.
WORDS = 5
# A key that more records of one place have says nothing about any two of them.
CROWD = 40
# A name that more bodies of one province use is a programme they share.
SHARED_BY = 3
ABROAD = "abroad "
_LEAST_ABROAD = 12

Pair = tuple[int, int]


def places(row: Row) -> tuple[str, ...]:
    """Where a record may meet others: its regency or province, else its owner and kin."""
    if row["region"]:
        return (row["region"],)
    return tuple(row["family"])


def keys(row: Row) -> set[str]:
    """The keys of a record, the same in every place."""
    found = {f"form {form}" for form in row["forms"]}
    found |= {f"bones {skeleton}" for skeleton in row["skeletons"]}
    for form in row["forms"]:
        if len(form) > ENDS:
            found |= {f"begins {form[:ENDS]}", f"ends {form[-ENDS:]}"}
    found |= {f"name {name}" for name in (*row["callings"], *row["acronyms"], *row["names"])}
    found |= {f"rare {word}" for word in row["rare"]}
    rarest = sorted(row["words"], key=lambda word: (owners_of(word), word))[:WORDS]
    found |= {f"words {one} {other}" for one, other in combinations(sorted(rarest), 2)}
    # A name and the words it stands for begin with one letter and are of one sector.
    begins = {text[0] for text in (*row["callings"], *row["letters"])}
    found |= {f"sounds {letter} {row['sector'] or ''}" for letter in begins}
    if not row["sector"] or len(row["words"]) < FEWEST_WORDS:
        found |= {f"sounds {text[:2]}" for text in (*row["callings"], *row["letters"])}
    return found


def placed_keys(row: Row) -> Iterator[str]:
    """The keys of a record in each of its places, and its longer writings in its province."""
    for place in places(row):
        for key in keys(row):
            yield f"{place} {key}"
    if row["province"]:
        for form in row["forms"]:
            if len(form) >= _LEAST_ABROAD:
                yield f"{ABROAD}{row['province']} {form}"


def telling_keys(rows: Mapping[int, Row]) -> dict[int, list[str]]:
    """The keys of each record that others have too, but for those that a crowd has."""
    by_key = _by_key(rows)
    found: dict[int, list[str]] = {pk: [] for pk in rows}
    for key, pks in by_key.items():
        for pk in pks:
            found[pk].append(key)
    return found


def pairs_among(rows: Mapping[int, Row], about: Collection[int] | None = None) -> set[Pair]:
    """Pairs of records that share a key, lower number first; only those ``about`` some records."""
    wanted = None if about is None else set(about)
    found: set[Pair] = set()
    for pks in _by_key(rows).values():
        if wanted is None or not wanted.isdisjoint(pks):
            found.update(
                (one, other)
                for one, other in combinations(pks, 2)
                if wanted is None or one in wanted or other in wanted
            )
    return found


def _by_key(rows: Mapping[int, Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for pk in sorted(rows):
        for key in set(placed_keys(rows[pk])):
            found[key].append(pk)
    return {key: pks for key, pks in found.items() if 1 < len(pks) <= _most(key, pks, rows)}


def _most(key: str, pks: Sequence[int], rows: Mapping[int, Row]) -> int:
    """How many records may share a key that says something."""
    if key.startswith(ABROAD) and len({rows[pk]["owner"] for pk in pks}) > SHARED_BY:
        return 0
    return CROWD


def share_a_key(one: Row, other: Row) -> bool:
    """Say whether two mentions would meet if they stood in one place."""
    return not keys(one).isdisjoint(keys(other))
