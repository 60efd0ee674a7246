"""Who came before an institution, who took over, and whose works went where."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from simpul.organisations.models import Organisation, Status, Succession


def family(organisation: Organisation) -> QuerySet[Organisation]:
    """``organisation``, the ended bodies it stems from and, once it ended, those that took over.

    A body that lives on beside its offspring, such as a province that was split, keeps its own
    works: such an edge is history, not inheritance.
    """
    back, onward = _inheritance()
    kin = {organisation.pk} | _reach(organisation.pk, back) | _reach(organisation.pk, onward)
    return Organisation.objects.filter(pk__in=kin)


def heirs(organisation: Organisation) -> QuerySet[Organisation]:
    """The bodies of today that took over from ``organisation``; empty while it stands itself."""
    onward = _inheritance()[1]
    return Organisation.objects.filter(pk__in=_reach(organisation.pk, onward), status=Status.ACTIVE)


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
    return start == goal or goal in _reach(start, onward)


def _inheritance() -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    ended = Succession.objects.exclude(predecessor__status=Status.ACTIVE)
    pairs = list(ended.values_list("predecessor_id", "successor_id"))
    return _edges((after, before) for before, after in pairs), _edges(pairs)


def _edges(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    edges: dict[int, set[int]] = defaultdict(set)
    for start, end in pairs:
        edges[start].add(end)
    return edges


def _reach(start: int, edges: dict[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        for step in edges.get(waiting.pop(), set()) - seen:
            seen.add(step)
            waiting.append(step)
    return seen
