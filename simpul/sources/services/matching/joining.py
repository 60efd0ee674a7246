"""Join what surely is one innovation, as soon as it is listed, and let one record stand for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from simpul.innovations.models import Innovation, State
from simpul.innovations.services import bulk
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.mentions import Mention
from simpul.innovations.services.merging import join_matched, separated
from simpul.sources.models import MatchKey
from simpul.sources.queries.kinship import Kin
from simpul.sources.queries.likeness import Named
from simpul.sources.queries.portraits import names_of, portraits
from simpul.sources.queries.weighing import Model, model


class Edge(NamedTuple):
    """Two records that are joined without asking, and how likely they are one."""

    probability: float
    one: int
    other: int


def named(mention: Mention) -> Named | None:
    """How a mention calls the innovation and whose it says it is; None when it names no owner."""
    said = {statement.field: statement.value for statement in mention.statements}
    if "owner" not in said or "title" not in said:
        return None
    return Named(mention.record_key, (said["title"],), said["owner"])


def match(
    new: Mapping[int, Named | None], changed: Collection[int], ledger: Ledger, kin: Kin
) -> list[int]:
    """Group new and changed records, and all they may belong to, anew.

    ``new`` tells how records that were just made are called. Answers whose standing changed.
    """
    names = {pk: name for pk, name in new.items() if name is not None}
    _insert_keys((pk, key) for pk, name in names.items() for key in _own_keys(name, kin))
    old = names_of(_with_their_groups(changed))
    rekey(changed, kin)
    names |= old
    sharing = _sharing_keys(names, kin) - names.keys()
    names |= names_of(_with_their_groups(sharing))
    keys = {pk: name.record_key for pk, name in names.items()}
    standing = group(keys, _edges(names, kin))
    return join_matched(standing, among={*names, *new, *changed}, ledger=ledger)


def rekey(pks: Collection[int], kin: Kin | None = None) -> None:
    """Write the keys by which these records are found, where they changed."""
    if not pks:
        return
    kin = kin or Kin.read()
    wanted = {(pk, key) for pk, name in names_of(pks).items() for key in _own_keys(name, kin)}
    rows = MatchKey.objects.filter(innovation__in=pks).values_list("pk", "innovation_id", "key")
    kept = {(record, key): pk for pk, record, key in rows}
    gone = [pk for pair, pk in kept.items() if pair not in wanted]
    if gone:
        MatchKey.objects.filter(pk__in=gone).delete()
    _insert_keys(wanted - kept.keys())


def group(keys: Mapping[int, str], edges: Iterable[Edge]) -> dict[int, int]:
    """For each record that another stands for, which one that is.

    ``keys`` are the numbers of the records at their sources. The surest edges are drawn first, and
    none that would bring together what a person keeps apart.
    """
    roots = {pk: pk for pk in keys}
    members = {pk: {pk} for pk in keys}
    foes = _foes(keys)
    for edge in sorted(edges, key=lambda edge: _order(edge, keys)):
        one, other = _root(edge.one, roots), _root(edge.other, roots)
        if one == other or any(foes[pk] & members[other] for pk in members[one]):
            continue
        roots[one] = other
        members[other] |= members.pop(one)
    return _standing({pk: _root(pk, roots) for pk in roots}, keys)


def _order(edge: Edge, keys: Mapping[int, str]) -> tuple:
    return (-edge.probability, *sorted((keys[edge.one], keys[edge.other])))


def _foes(pks: Collection[int]) -> Mapping[int, set[int]]:
    """For each record those that a person keeps apart from it."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in separated(pks):
        found[one].add(other)
        found[other].add(one)
    return found


def _own_keys(name: Named, kin: Kin) -> set[int]:
    return name.keys(kin.chain(name.owner))


def _insert_keys(pairs: Iterable[tuple[int, int]]) -> None:
    bulk.insert(MatchKey, ("innovation_id", "key"), sorted(pairs))


def _sharing_keys(names: Mapping[int, Named], kin: Kin) -> set[int]:
    """The records that have a key in common with one of these."""
    keys = {key for name in names.values() for key in name.keys(kin.of(name.owner))}
    rows = MatchKey.objects.filter(key__in=keys).values_list("innovation_id", flat=True)
    return set(rows)


def _with_their_groups(pks: Collection[int]) -> set[int]:
    """These records and all that stand with them."""
    if not pks:
        return set()
    canonical = Innovation.objects.filter(pk__in=pks).values_list("canonical_id", flat=True)
    members = Innovation.objects.filter(canonical__in=set(canonical))
    return set(members.values_list("pk", flat=True))


def _edges(names: Mapping[int, Named], kin: Kin) -> list[Edge]:
    """What is joined without asking among records that share a key; no others are compared."""
    pairs = _sharing(names, kin)
    rows = portraits({pk for pair in pairs for pk in pair}, kin)
    using: Model | None = None
    edges = []
    for one, other in pairs:
        if one in rows and other in rows:
            using = using or model()
            score = using.score(rows[one], rows[other])
            if score.is_automatic(using):
                edges.append(Edge(score.probability, one, other))
    return edges


def _sharing(names: Mapping[int, Named], kin: Kin) -> set[tuple[int, int]]:
    by_key: dict[int, list[int]] = defaultdict(list)
    for pk, name in names.items():
        for key in name.keys(kin.of(name.owner)):
            by_key[key].append(pk)
    return {
        (min(one, other), max(one, other))
        for pks in by_key.values()
        for place, one in enumerate(pks)
        for other in pks[:place]
    }


def _root(pk: int, roots: dict[int, int]) -> int:
    while roots[pk] != pk:
        roots[pk] = roots[roots[pk]]
        pk = roots[pk]
    return pk


def _standing(roots: Mapping[int, int], keys: Mapping[int, str]) -> dict[int, int]:
    """Which record stands for which: a verified one, else the one with the lowest number."""
    groups: dict[int, list[int]] = defaultdict(list)
    for pk, root in roots.items():
        groups[root].append(pk)
    several = [pks for pks in groups.values() if len(pks) > 1]
    verified = _verified([pk for pks in several for pk in pks])
    standing: dict[int, int] = {}
    for pks in several:
        kept = min(pks, key=lambda pk: (pk not in verified, keys[pk], pk))
        standing.update((pk, kept) for pk in pks if pk != kept)
    return standing


def _verified(pks: Sequence[int]) -> set[int]:
    if not pks:
        return set()
    found = Innovation.objects.filter(pk__in=pks, state=State.PUBLISHED)
    return set(found.values_list("pk", flat=True))
