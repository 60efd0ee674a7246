"""Say that records are one innovation, and take it back exactly: only edges come and go."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.models import Innovation, MergeEdge, MergeReason, Separation
from simpul.innovations.policies import may_merge
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger

ALREADY_MERGED = _("This record is already merged into another. End that merge first.")
ONE_ALREADY = _("These two are one innovation already.")
NOT_MERGED = _("This record is not merged into another.")


@transaction.atomic
def merge_innovations(kept: Innovation, *, absorbed: Innovation, by, note: str = "") -> MergeEdge:
    """Say that two records are one innovation: nothing moves, readers see the kept one.

    Undone exactly by ``unmerge_innovation``. Raises ``PermissionDenied``, or ``ValidationError``
    when ``absorbed`` is merged already or both are one.
    """
    _ask(by, kept, absorbed)
    if MergeEdge.objects.filter(absorbed=absorbed).exists():
        raise ValidationError(ALREADY_MERGED, code="already_merged")
    if _root(kept.pk, _edges_from([kept.pk])) == absorbed.pk:
        raise ValidationError(ONE_ALREADY, code="one_already")
    edge = MergeEdge.objects.create(
        absorbed=absorbed,
        kept=kept,
        reason=MergeReason.DECIDED,
        by=by,
        note=note,
        merged_at=clock.now(),
    )
    Separation.objects.filter(**_ordered(absorbed.pk, kept.pk)).delete()
    journal.record(absorbed, "merge", by=by, note=note, details={"into": kept.public_id})
    _settle([absorbed.pk, kept.pk], Ledger())
    return edge


@transaction.atomic
def unmerge_innovation(absorbed: Innovation, *, by, note: str = "") -> Innovation:
    """Let a merged record stand for itself again, with all that stood for it before.

    What a rule joined, it will not join again. Raises ``PermissionDenied`` or ``ValidationError``.
    """
    edge = MergeEdge.objects.filter(absorbed=absorbed).select_related("kept").first()
    if edge is None:
        raise ValidationError(NOT_MERGED, code="not_merged")
    _ask(by, edge.kept, absorbed)
    if edge.reason == MergeReason.MATCHED:
        Separation.objects.get_or_create(
            **_ordered(absorbed.pk, edge.kept_id),
            defaults={"by": by, "note": note, "decided_at": clock.now()},
        )
    kept = edge.kept
    edge.delete()
    journal.record(absorbed, "unmerge", by=by, note=note, details={"from": kept.public_id})
    _settle([absorbed.pk, kept.pk], Ledger())
    absorbed.refresh_from_db()
    return absorbed


@transaction.atomic
def join_matched(groups: Mapping[int, int], *, among: Collection[int], ledger: Ledger) -> list[int]:
    """Make the edges that a rule drew among the records ``among`` equal to ``groups``.

    ``groups`` maps a record to the one that stands for it. Edges decided by a person stay, and a
    rule never closes a circle with them. Answers the records whose standing changed.
    """
    edges = MergeEdge.objects.filter(absorbed__in=among)
    drawn = {edge.absorbed_id: edge.kept_id for edge in edges if edge.by_rule}
    decided = {edge.absorbed_id for edge in edges if not edge.by_rule}
    ended = [pk for pk, kept in drawn.items() if groups.get(pk) != kept]
    MergeEdge.objects.filter(absorbed__in=ended).delete()
    wanted = {
        pk: kept for pk, kept in groups.items() if pk not in decided and drawn.get(pk) != kept
    }
    new = _without_circles(wanted)
    now = clock.now()
    MergeEdge.objects.bulk_create(
        MergeEdge(absorbed_id=pk, kept_id=kept, reason=MergeReason.MATCHED, merged_at=now)
        for pk, kept in sorted(new.items())
    )
    touched = sorted({*ended, *(drawn[pk] for pk in ended), *new, *new.values()})
    if touched:
        if ended:
            journal.record_batch("unmerge", Innovation, ended)
        if new:
            journal.record_batch("merge", Innovation, new)
        _settle(touched, ledger)
    return touched


def _without_circles(wanted: Mapping[int, int]) -> dict[int, int]:
    """The wanted edges, but for those that would lead back to where they start."""
    edges = _edges_from(set(wanted.values()))
    new: dict[int, int] = {}
    for pk, kept in sorted(wanted.items()):
        if _root(kept, {**edges, **new}) != pk:
            new[pk] = kept
    return new


@transaction.atomic
def keep_apart(one: Innovation, other: Innovation, *, by, note: str = "") -> Separation:
    """Say that two records are two innovations; no rule joins them from now on.

    Undone exactly by ``end_separation``. Raises ``PermissionDenied``, or ``ValidationError`` while
    both are merged into one.
    """
    _ask(by, one, other)
    if _same_group(one, other):
        raise ValidationError(ONE_ALREADY, code="one_already")
    separation, is_new = Separation.objects.get_or_create(
        **_ordered(one.pk, other.pk),
        defaults={"by": by, "note": note, "decided_at": clock.now()},
    )
    if is_new:
        journal.record(one, "keep_apart", by=by, note=note, details={"from": other.public_id})
    return separation


@transaction.atomic
def end_separation(one: Innovation, other: Innovation, *, by, note: str = "") -> None:
    """Take back that two records are two innovations; rules may join them again."""
    _ask(by, one, other)
    gone, _models = Separation.objects.filter(**_ordered(one.pk, other.pk)).delete()
    if gone:
        journal.record(one, "end_separation", by=by, note=note, details={"from": other.public_id})


def _same_group(one: Innovation, other: Innovation) -> bool:
    found = Innovation.objects.filter(pk__in=[one.pk, other.pk]).values_list("canonical_id")
    return len(set(found)) == 1


def separated(pks: Collection[int]) -> set[tuple[int, int]]:
    """The pairs among these records that a person keeps apart, lower key first."""
    rows = Separation.objects.filter(first__in=pks, second__in=pks)
    return set(rows.values_list("first_id", "second_id"))


def _ask(by, *records: Innovation) -> None:
    if not may_merge(by, *records):
        raise PermissionDenied(_("Merge records"))


def _ordered(one: int, other: int) -> dict[str, int]:
    return {"first_id": min(one, other), "second_id": max(one, other)}


def _settle(touched: Sequence[int], ledger: Ledger) -> None:
    """Compute anew who stands for whom around the touched records, and what they show."""
    moved = recompute_canonical(touched)
    projection.reproject({*touched, *moved}, ledger, also=moved)


def recompute_canonical(touched: Iterable[int]) -> list[int]:
    """Set ``canonical`` of every record connected with the touched ones, from the living edges."""
    roots = Innovation.objects.filter(pk__in=touched).values_list("canonical_id", flat=True)
    rows = Innovation.objects.filter(canonical__in=set(roots)).values_list("pk", "canonical_id")
    standing = dict(rows)
    edges = _edges_from(standing)
    by_root: dict[int, list[int]] = {}
    for pk, canonical in standing.items():
        root = _root(pk, edges)
        if root != canonical:
            by_root.setdefault(root, []).append(pk)
    for root, pks in by_root.items():
        Innovation.objects.filter(pk__in=pks).update(canonical=root)
    return [pk for pks in by_root.values() for pk in pks] + list(by_root)


def _edges_from(pks: Iterable[int]) -> dict[int, int]:
    """Every edge on the ways that start at these records."""
    edges: dict[int, int] = {}
    ahead = set(pks)
    while ahead:
        rows = MergeEdge.objects.filter(absorbed__in=ahead)
        found = dict(rows.values_list("absorbed_id", "kept_id"))
        edges.update(found)
        ahead = set(found.values()) - edges.keys()
    return edges


def _root(pk: int, edges: Mapping[int, int]) -> int:
    while pk in edges:
        pk = edges[pk]
    return pk
