"""The drawing of a tree: a row for each knot, however many there are, with the arithmetic only."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from simpul.replication.queries.lineage.graph import CONFIRMED, Node, Tree

# A tree of at most so many adoptions is drawn whole; a larger one shows the first of each knot.
WHOLE = 60
ROW, STEP, LEFT, KNOT = 46, 30, 20, 9
# Beyond it deeper generations are set no further in: a phone is narrow.
DEEPEST = 7
TEXT = 620


@dataclass(frozen=True)
class Line:
    """One row as drawn: a knot with its words, or how many more hang there."""

    node: Node
    y: int
    depth: int
    # The row of the knot it hangs from, where that is drawn.
    above: int | None = None
    # How many adoptions below ``node`` this row stands for, instead of the knot itself.
    hidden: int = 0

    @property
    def x(self) -> int:
        return LEFT + STEP * min(self.depth, DEEPEST)

    @property
    def text_x(self) -> int:
        return self.x + 2 * KNOT

    @property
    def knot(self) -> str:
        return f"M{self.x} {self.y - KNOT}l{KNOT} {KNOT} -{KNOT} {KNOT} -{KNOT} -{KNOT}z"

    @property
    def half(self) -> str:
        """The left half of the knot: what one side only says is half full."""
        return f"M{self.x} {self.y - KNOT}l-{KNOT} {KNOT} {KNOT} {KNOT}z"

    @property
    def thread(self) -> str:
        """The thread from the knot above, down and across."""
        if self.above is None:
            return ""
        across = STEP if self.depth <= DEEPEST else 0
        return f"M{self.x - across} {self.above}V{self.y}H{self.x}"


@dataclass(frozen=True)
class Drawing:
    """The rows of a tree and the box they stand in."""

    lines: Sequence[Line]
    width: int
    height: int

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"

    @property
    def drawn(self) -> list[Node]:
        """The adoptions that have a knot of their own."""
        return [line.node for line in self.lines if line.node.copy and not line.hidden]

    @property
    def hidden(self) -> int:
        return sum(line.hidden for line in self.lines)


def draw(tree: Tree, whole: int = WHOLE) -> Drawing:
    """The tree as rows, each knot before what was copied from it."""
    shown = _shown(tree, whole)
    below = _sizes(tree) if len(shown) < len(tree.places) else Counter[str]()
    lines: list[Line] = []
    rows: dict[str, int] = {}
    waiting: list[tuple[Node, int, int]] = [(tree.root, 0, 0)]
    while waiting:
        node, depth, hidden = waiting.pop()
        y = ROW * len(lines) + ROW // 2
        above = node.parent if not hidden else node
        lines.append(Line(node, y, depth, rows.get(above.key) if above else None, hidden))
        if hidden:
            continue
        rows[node.key] = y
        left_out = sum(below[child.key] for child in node.children if child.key not in shown)
        if left_out:
            waiting.append((node, depth + 1, left_out))
        waiting += [
            (child, depth + 1, 0) for child in reversed(node.children) if child.key in shown
        ]
    widest = max(line.text_x for line in lines)
    return Drawing(lines, widest + TEXT, ROW * len(lines))


def _shown(tree: Tree, whole: int) -> Collection[str]:
    """The knots to draw: all, or turn by turn one more of every knot, the surest first."""
    if len(tree.places) - 1 <= whole:
        return tree.places
    shown = {tree.root.key}
    queues = {tree.root.key: iter(_surest(tree.root))}
    while queues and len(shown) <= whole:
        for key in list(queues):
            child = next(queues[key], None)
            if child is None:
                del queues[key]
            elif len(shown) <= whole:
                shown.add(child.key)
                queues[child.key] = iter(_surest(child))
    return shown


def _surest(node: Node) -> list[Node]:
    """Its copies: confirmed ones first, then those from which most was copied."""
    return sorted(
        node.children, key=lambda child: (child.state != CONFIRMED, -len(child.children), child.key)
    )


def _sizes(tree: Tree) -> Counter[str]:
    """How many adoptions each knot stands for, itself among them."""
    sizes: Counter[str] = Counter()
    for node in reversed(list(tree.root.walk())):
        sizes[node.key] += 1
        if node.parent is not None:
            sizes[node.parent.key] += sizes[node.key]
    return sizes
