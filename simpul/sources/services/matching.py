"""Find the mentions that name one innovation and let one record stand for them.

The edges drawn here are a function of the mentions alone: whatever the order of arrival, the same
mentions end in the same groups, and the same record stands for each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from simpul.innovations.models import Claim, Innovation, State
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.merging import join_matched, separated
from simpul.organisations import queries as organisations
from simpul.organisations.models import Organisation
from simpul.sources.models import MatchKey
from simpul.sources.queries.likeness import Named, same_innovation


@dataclass
class Kin:
    """Who counts as one owner: a body, those it took over from and those that took over."""

    bodies: dict[str, Organisation]
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, code: str) -> frozenset[str]:
        if code not in self._known:
            family = organisations.family(self.bodies[code]).values_list("code", flat=True)
            self._known[code] = frozenset(family)
        return self._known[code]

    def are(self, one: str, other: str) -> bool:
        return other in self.of(one) or one in self.of(other)


def match(touched: Collection[int], ledger: Ledger, kin: Kin) -> list[int]:
    """Group the touched records, and all they may belong to, anew; answers who changed standing."""
    rekey(touched)
    near = _neighbourhood(touched, kin)
    names = _names(near)
    joined = _components(names, kin)
    return join_matched(_standing(joined, names), among=near, ledger=ledger)


def rekey(pks: Collection[int]) -> None:
    """Write the keys by which these records are found, where they changed."""
    names = _names(pks)
    wanted = {(pk, key) for pk, name in names.items() for key in name.keys(frozenset({name.owner}))}
    rows = MatchKey.objects.filter(innovation__in=pks).values_list("pk", "innovation_id", "key")
    kept = {(record, key): pk for pk, record, key in rows}
    gone = [pk for pair, pk in kept.items() if pair not in wanted]
    if gone:
        MatchKey.objects.filter(pk__in=gone).delete()
    MatchKey.objects.bulk_create(
        MatchKey(innovation_id=record, key=key) for record, key in sorted(wanted - kept.keys())
    )


def _names(pks: Iterable[int]) -> dict[int, Named]:
    """How the records are called and whose they are; those without an owner cannot be matched."""
    titles: dict[int, list[str]] = defaultdict(list)
    owners: dict[int, tuple[str, str]] = {}
    rows = Claim.objects.filter(
        innovation__in=set(pks), field__in=["title", "owner"], retired_at=None
    ).order_by("record_key", "pk")
    for claim in rows:
        if claim.field == "title":
            titles[claim.innovation_id].append(claim.value)
        else:
            owners.setdefault(claim.innovation_id, (claim.record_key, claim.value))
    return {
        pk: Named(record_key, tuple(titles[pk]), owner)
        for pk, (record_key, owner) in owners.items()
        if pk in titles
    }


def _neighbourhood(touched: Collection[int], kin: Kin) -> set[int]:
    """The touched records, those that share a key with them, and all that stand with either."""
    near = _with_their_groups(touched)
    keys: set[int] = set()
    for name in _names(near).values():
        keys |= name.keys(kin.of(name.owner))
    sharing = MatchKey.objects.filter(key__in=keys).values_list("innovation_id", flat=True)
    return _with_their_groups(near | set(sharing))


def _with_their_groups(pks: Collection[int]) -> set[int]:
    canonical = Innovation.objects.filter(pk__in=pks).values_list("canonical_id", flat=True)
    members = Innovation.objects.filter(canonical__in=set(canonical))
    return set(members.values_list("pk", flat=True))


def _components(names: dict[int, Named], kin: Kin) -> dict[int, int]:
    """For each record the root of its group; records that share a key are compared, no others."""
    roots = {pk: pk for pk in names}
    apart = separated(list(names))
    for pks in _sharing(names, kin):
        for place, one in enumerate(pks):
            for other in pks[:place]:
                if _root(one, roots) == _root(other, roots):
                    continue
                if (min(one, other), max(one, other)) in apart:
                    continue
                if kin.are(names[one].owner, names[other].owner) and same_innovation(
                    names[one], names[other]
                ):
                    roots[_root(one, roots)] = _root(other, roots)
    return {pk: _root(pk, roots) for pk in roots}


def _sharing(names: dict[int, Named], kin: Kin) -> list[list[int]]:
    """Records by shared key, in an order that does not depend on when they arrived."""
    by_key: dict[int, list[int]] = defaultdict(list)
    for pk, name in sorted(names.items(), key=lambda item: item[1].record_key):
        for key in name.keys(kin.of(name.owner)):
            by_key[key].append(pk)
    return [pks for _key, pks in sorted(by_key.items()) if len(pks) > 1]


def _root(pk: int, roots: dict[int, int]) -> int:
    while roots[pk] != pk:
        roots[pk] = roots[roots[pk]]
        pk = roots[pk]
    return pk


def _standing(roots: dict[int, int], names: dict[int, Named]) -> dict[int, int]:
    """Which record stands for which: a verified one, else the one with the lowest number."""
    groups: dict[int, list[int]] = defaultdict(list)
    for pk, root in roots.items():
        groups[root].append(pk)
    groups = {root: pks for root, pks in groups.items() if len(pks) > 1}
    grouped = [pk for pks in groups.values() for pk in pks]
    verified = set(
        Innovation.objects.filter(pk__in=grouped, state=State.PUBLISHED).values_list(
            "pk", flat=True
        )
    )
    standing = {}
    for pks in groups.values():
        kept = min(pks, key=lambda pk: (pk not in verified, names[pk].record_key, pk))
        standing.update((pk, kept) for pk in pks if pk != kept)
    return standing
