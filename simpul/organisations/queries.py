"""Questions about institutions: who is meant, who came before, who took over."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from simpul.geography import queries as geography

from .models import Kind, NameKind, Organisation, Status, Succession, name_key

GOVERNMENTS = (Kind.PROVINCE, Kind.REGENCY, Kind.CITY, Kind.ADMINISTRATIVE)

BRACKETS = re.compile(r"\(([^()]*)\)")
GOVERNMENT_OF = re.compile(
    r"^(?:the )?(?:provincial |regency |city )?government of (?:the )?", re.I
)


def resolve(text: str, year: int | None = None) -> Organisation | None:
    """The institution that ``text`` names, or None when none or several could be meant.

    With ``year`` a name borne by several bodies one after the other means the one of that year;
    without it, the one that stands today. A body is also found by the name of its offices
    ("Polres Jember") and a government by its region ("Kab. Jeneponto", "Bantul Regency").
    """
    for form in _forms(text):
        key = name_key(form)
        if not key:
            continue
        named = list(Organisation.objects.filter(names__key=key).distinct())
        found = _meant(named, year) if named else _of_office(key) or government_named(form)
        if found or len(named) > 1:
            return found
    return None


def _forms(text: str) -> Iterable[str]:
    """The text, then what is left without brackets, before a comma, and inside the brackets."""
    text = " ".join(text.split())
    bare = " ".join(BRACKETS.sub(" ", text).split())
    return dict.fromkeys([text, bare, bare.partition(",")[0], *BRACKETS.findall(text)])


def _meant(named: list[Organisation], year: int | None) -> Organisation | None:
    if len(named) > 1:
        fits = (lambda body: body.existed_in(year)) if year else (lambda body: body.is_active)
        named = [body for body in named if fits(body)]
    return named[0] if len(named) == 1 else None


def _of_office(key: str) -> Organisation | None:
    """The body whose offices are called by the first word or two of ``key``."""
    words = key.split()
    starts = {" ".join(words[:size]) for size in (1, 2) if len(words) > size}
    bodies = Organisation.objects.filter(names__key__in=starts, names__kind=NameKind.UNIT)
    found = list(bodies.distinct()[:2])
    return found[0] if len(found) == 1 else None


def government_named(text: str) -> Organisation | None:
    """The government of the region that ``text`` names, however the words for it are written."""
    region = geography.resolve(GOVERNMENT_OF.sub("", " ".join(text.split())))
    if region is None:
        return None
    return Organisation.objects.filter(region=region, kind__in=GOVERNMENTS).first()


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
