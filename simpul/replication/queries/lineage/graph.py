"""The tree of copies: a pure reading of edges, that no wrong edge can make endless.

What is confirmed grows first, then what one side says, then what is contested, so that a weaker
word never moves what a stronger one holds. An adoption hangs at one place; other ways to it are
kept as such, and an edge that leads back is left out and told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

CONFIRMED, CLAIMED, CONTESTED = "confirmed", "claimed", "contested"
# The order in which a tree grows.
STRENGTHS = (CONFIRMED, CLAIMED, CONTESTED)


@dataclass(frozen=True)
class Copy:
    """One adoption elsewhere of the innovation ``origin``; ``result`` is its own record, if any."""

    key: str
    origin: int
    result: int | None = None
    adopter: int | None = None
    mode: str = ""
    state: str = CONFIRMED
    since: date | None = None
    # The row that says so, such as the case it came from.
    source: Any = None

    @property
    def place(self) -> str:
        """What this adoption is in the tree: its record, or itself while it has none."""
        return place_of(self.result) if self.result else self.key

    @property
    def rank(self) -> int:
        return STRENGTHS.index(self.state)


def place_of(record: int) -> str:
    """The key of a record in a tree."""
    return f"record-{record}"


@dataclass
class Node:
    """A knot of the tree: the origin, or one adoption with the copies made of it."""

    key: str
    record: int | None
    copy: Copy | None = None
    parent: "Node | None" = None
    generation: int = 0
    # How sure the whole way from the origin is: as sure as its weakest edge.
    state: str = CONFIRMED
    children: list["Node"] = field(default_factory=list)
    # Adoptions that hang elsewhere and were modelled on this one, too.
    also: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, each before its own copies."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


@dataclass
class Tree:
    """An origin with everything that was copied from it, at any remove."""

    root: Node
    # By place, the origin among them.
    places: dict[str, Node]
    # Edges to an adoption that hangs elsewhere already: it has more than one model.
    others: list[Copy]
    # Edges that lead back to where they come from.
    broken: list[Copy]

    @property
    def nodes(self) -> list[Node]:
        """Every adoption, each before the copies made of it; without the origin."""
        return [node for node in self.root.walk() if node is not self.root]

    def count(self) -> Counter[str]:
        """Adoptions by how sure they are, each counted once."""
        return Counter(node.state for node in self.nodes)

    def generations(self) -> Counter[int]:
        """Confirmed adoptions by how many removes they are from the origin."""
        return Counter(node.generation for node in self.nodes if node.state == CONFIRMED)


def grow(root: int, copies: Iterable[Copy]) -> Tree:
    """The tree under the record ``root``."""
    below = _by_origin(copies)
    start = Node(place_of(root), root)
    tree = Tree(start, {start.key: start}, [], [])
    for strength in range(len(STRENGTHS)):
        _spread(tree, below, strength)
    return tree


def _by_origin(copies: Iterable[Copy]) -> Mapping[int, list[Copy]]:
    below: dict[int, list[Copy]] = defaultdict(list)
    for copy in sorted(copies, key=_order):
        below[copy.origin].append(copy)
    return below


def _order(copy: Copy) -> tuple:
    return (copy.since or date.max, copy.key)


def _spread(tree: Tree, below: Mapping[int, list[Copy]], strength: int) -> None:
    """Grow by the edges of one strength from everything that stands, generation by generation."""
    ahead = sorted(tree.places.values(), key=lambda node: node.generation)
    while ahead:
        fresh = []
        for node in ahead:
            # A record that stands already was asked for its stronger edges before.
            wanted = range(strength + 1) if _is_new(node, strength) else (strength,)
            for copy in below.get(node.record or 0, ()):
                if copy.rank in wanted:
                    fresh += _hang(tree, node, copy)
        ahead = fresh


def _is_new(node: Node, strength: int) -> bool:
    return node.copy is not None and STRENGTHS.index(node.state) == strength


def _hang(tree: Tree, node: Node, copy: Copy) -> list[Node]:
    standing = tree.places.get(copy.place)
    if standing is None:
        weakest = max(copy.rank, STRENGTHS.index(node.state))
        child = Node(copy.place, copy.result, copy, node, node.generation + 1, STRENGTHS[weakest])
        node.children.append(child)
        tree.places[child.key] = child
        return [child]
    if _leads_to(standing, node):
        tree.broken.append(copy)
    else:
        node.also.append(standing)
        tree.others.append(copy)
    return []


def _leads_to(start: Node, goal: Node) -> bool:
    """Say whether ``goal`` is ``start`` or comes from it, by whatever way."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node is goal:
            return True
        if node.key not in seen:
            seen.add(node.key)
            waiting += [*node.children, *node.also]
    return False
