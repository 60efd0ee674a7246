"""Who came before an institution, who took over, and whose works went where."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from simpul.organisations.models import Organisation, Status, Succession


class Inheritance:
    """Who inherited whose works, by key of the bodies: what ended passes on, what stands keeps."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        known = list(pairs)
        self._onward = _edges(known)
        self._back = _edges((after, before) for before, after in known)

    @classmethod
    def read(cls) -> "Inheritance":
        """As it is recorded now, with one question."""
        ended = Succession.objects.exclude(predecessor__status=Status.ACTIVE)
        return cls(ended.values_list("predecessor_id", "successor_id"))

    def kin(self, bodies: Iterable[int]) -> set[int]:
        """These bodies, those whose works they inherited and those that inherited theirs."""
        chosen = set(bodies)
        return chosen | _reach(chosen, self._back) | _reach(chosen, self._onward)

    def heirs(self, body: int) -> set[int]:
        """Those that inherited from one body, at any remove."""
        return _reach({body}, self._onward)


def family(organisation: Organisation) -> QuerySet[Organisation]:
    """``organisation``, the ended bodies it stems from and, once it ended, those that took over.

    A body that lives on beside its offspring, such as a province that was split, keeps its own
    works: such an edge is history, not inheritance.
    """
    return Organisation.objects.filter(pk__in=Inheritance.read().kin([organisation.pk]))


def heirs(organisation: Organisation) -> QuerySet[Organisation]:
    """The bodies of today that took over from ``organisation``; empty while it stands itself."""
    inherited = Inheritance.read().heirs(organisation.pk)
    return Organisation.objects.filter(pk__in=inherited, status=Status.ACTIVE)


def predecessors(organisation: Organisation) -> QuerySet[Organisation]:
    """The bodies named as direct predecessors, ended or not."""
    return Organisation.objects.filter(successions_onward__successor=organisation).order_by(
        "valid_to", "name"
    )


def successors(organisation: Organisation) -> QuerySet[Organisation]:
    """The bodies named as direct successors."""
    return Organisation.objects.filter(successions_back__predecessor=organisation).order_by(
        "valid_from", "name"
    )


def leads_to(start: int, goal: int) -> bool:
    """Say whether successions lead from the body ``start`` to the body ``goal``."""
    onward = _edges(Succession.objects.values_list("predecessor_id", "successor_id"))
    return start == goal or goal in _reach({start}, onward)


def _edges(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    edges: dict[int, set[int]] = defaultdict(set)
    for start, end in pairs:
        edges[start].add(end)
    return edges


def _reach(starts: set[int], edges: dict[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = list(starts)
    while waiting:
        for step in edges.get(waiting.pop(), set()) - seen:
            seen.add(step)
            waiting.append(step)
    return seen
