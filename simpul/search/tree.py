"""The query tree: what a search asks, in finished tokens and codes.

A backend sees only this: no raw text, no labels, no HTML. Text leaves score by BM25, ``Filter``,
``Range`` and ``Ids`` match without scoring, ``Constant`` gives a fixed score.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class All:
    """Every document, score 0."""


@dataclass(frozen=True, slots=True)
class Term:
    """Documents that hold ``token`` in ``field``."""

    field: str
    token: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents that hold ``tokens`` in ``field`` next to each other, in this order."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Documents that match every item; scores are added."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that match at least ``min_match`` items; scores are added."""

    items: tuple["Node", ...]
    min_match: int = 1


@dataclass(frozen=True, slots=True)
class Best:
    """Documents that match any item; the best score counts, not the sum."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Prefer:
    """Documents that match ``item``; those that also match ``bonus`` score more."""

    item: "Node"
    bonus: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not match ``item``; score 0."""

    item: "Node"


@dataclass(frozen=True, slots=True)
class Filter:
    """Documents with one of ``values`` in the facet ``field``; score 0."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Documents whose number ``field`` lies from ``low`` to ``high``, both included; score 0."""

    field: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Ids:
    """Documents with one of these keys; score 0."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Boost:
    """The scores of ``item`` times ``factor``."""

    item: "Node"
    factor: float


@dataclass(frozen=True, slots=True)
class Constant:
    """Documents that match ``item``, each with exactly ``score``."""

    item: "Node"
    score: float


Node = (
    All | Term | Phrase | And | Or | Best | Prefer | Not | Filter | Range | Ids | Boost | Constant
)

NOTHING = Or(())


def both(first: Node, *others: Node) -> Node:
    """All of the given nodes at once, without a needless ``And``."""
    items = tuple(node for node in (first, *others) if not isinstance(node, All))
    if not items:
        return All()
    return items[0] if len(items) == 1 else And(items)


def matching(node: Node) -> Node:
    """The same documents as ``node`` without anything that only scores: quicker to count."""
    match node:
        case Prefer(item=item) | Boost(item=item) | Constant(item=item):
            return matching(item)
        case Not(item=item):
            return Not(matching(item))
        case And(items=items):
            return And(tuple(map(matching, items)))
        case Best(items=items):
            return matching(Or(items))
        case Or(items=items, min_match=least):
            plain = tuple(map(matching, items))
            return Or(plain, least) if least > 1 else Or(tuple(_spread(plain)))
        case _:
            return node


def _spread(items: Iterable[Node]) -> Iterable[Node]:
    """The alternatives of alternatives, each once."""
    found: dict[Node, None] = {}
    for item in items:
        inner = item.items if isinstance(item, Or) and item.min_match <= 1 else (item,)
        found |= dict.fromkeys(inner)
    return found
