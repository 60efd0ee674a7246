"""Find the mentions that name one innovation and let one record stand for them.

The edges drawn here are a function of the mentions alone: whatever the order of arrival, the same
mentions end in the same groups, and the same record stands for each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from simpul.innovations.models import Claim, Innovation, State
from simpul.innovations.services import bulk
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.mentions import Mention
from simpul.innovations.services.merging import join_matched, separated
from simpul.organisations import queries as organisations
from simpul.organisations.models import Organisation, Succession
from simpul.sources.models import MatchKey
from simpul.sources.queries.likeness import Named, same_innovation


class Kin:
    """Who counts as one owner: a body, those it took over from and those that took over."""

    def __init__(self, bodies: Mapping[str, Organisation]) -> None:
        self._bodies = bodies
        pairs = Succession.objects.values_list("predecessor_id", "successor_id")
        self._related = {pk for pair in pairs for pk in pair}
        self._known: dict[str, frozenset[str]] = {}

    def of(self, code: str) -> frozenset[str]:
        if code not in self._known:
            body = self._bodies[code]
            alone = body.pk not in self._related
            family = [code] if alone else _codes(organisations.family(body))
            self._known[code] = frozenset(family)
        return self._known[code]

    def are(self, one: str, other: str) -> bool:
        return other in self.of(one) or one in self.of(other)


def _codes(bodies) -> list[str]:
    return list(bodies.values_list("code", flat=True))


def named(mention: Mention) -> Named | None:
    """How a mention calls the innovation and whose it says it is; None when it names no owner."""
    said = {statement.field: statement.value for statement in mention.statements}
    if "owner" not in said:
        return None
    return Named(mention.record_key, (said["title"],), said["owner"])


def match(
    new: Mapping[int, Named | None], changed: Collection[int], ledger: Ledger, kin: Kin
) -> list[int]:
    """Group new and changed records, and all they may belong to, anew.

    ``new`` tells how records that were just made are called. Answers whose standing changed.
    """
    names = {pk: name for pk, name in new.items() if name is not None}
    _insert_keys((pk, key) for pk, name in names.items() for key in _own_keys(name))
    old = _names(_with_their_groups(changed))
    rekey(changed)
    names |= old
    sharing = _sharing_keys(names, kin) - names.keys()
    names |= _names(_with_their_groups(sharing))
    joined = _components(names, kin)
    among = {*names, *new, *changed}
    return join_matched(_standing(joined, names), among=among, ledger=ledger)


def rekey(pks: Collection[int]) -> None:
    """Write the keys by which these records are found, where they changed."""
    if not pks:
        return
    wanted = {(pk, key) for pk, name in _names(pks).items() for key in _own_keys(name)}
    rows = MatchKey.objects.filter(innovation__in=pks).values_list("pk", "innovation_id", "key")
    kept = {(record, key): pk for pk, record, key in rows}
    gone = [pk for pair, pk in kept.items() if pair not in wanted]
    if gone:
        MatchKey.objects.filter(pk__in=gone).delete()
    _insert_keys(wanted - kept.keys())


def _own_keys(name: Named) -> set[int]:
    return name.keys(frozenset({name.owner}))


def _insert_keys(pairs: Iterable[tuple[int, int]]) -> None:
    bulk.insert(MatchKey, ("innovation_id", "key"), sorted(pairs))


def _sharing_keys(names: Mapping[int, Named], kin: Kin) -> set[int]:
    """The records that have a key in common with one of these."""
    keys = {key for name in names.values() for key in name.keys(kin.of(name.owner))}
    rows = MatchKey.objects.filter(key__in=keys).values_list("innovation_id", flat=True)
    return set(rows)


def _names(pks: Collection[int]) -> dict[int, Named]:
    """How the records are called and whose they are; those without an owner cannot be matched."""
    if not pks:
        return {}
    titles: dict[int, list[str]] = defaultdict(list)
    owners: dict[int, tuple[str, str]] = {}
    rows = Claim.objects.filter(
        innovation__in=set(pks), field__in=["title", "owner"], retired_at=None
    ).order_by("record_key", "pk")
    for pk, name, record_key, value in rows.values_list(
        "innovation_id", "field", "record_key", "value"
    ):
        if name == "title":
            titles[pk].append(value)
        else:
            owners.setdefault(pk, (record_key, value))
    return {
        pk: Named(record_key, tuple(titles[pk]), owner)
        for pk, (record_key, owner) in owners.items()
        if pk in titles
    }


def _with_their_groups(pks: Collection[int]) -> set[int]:
    """These records and all that stand with them."""
    if not pks:
        return set()
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
    standing: dict[int, int] = {}
    for pks in groups.values():
        kept = min(pks, key=lambda pk: (pk not in verified, names[pk].record_key, pk))
        standing.update((pk, kept) for pk in pks if pk != kept)
    return standing
