"""Decide about a pair, and take the decision back exactly."""

from typing import TypeGuard

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, outbox
from simpul.core.workflow import StepNotOpen
from simpul.innovations.models import Innovation, MergeEdge, RelationKind
from simpul.innovations.queries.audience import owners_of
from simpul.innovations.services import merge_innovations, unmerge_innovation
from simpul.innovations.services.merging import end_separation, keep_apart
from simpul.innovations.services.relating import end, relate
from simpul.sources.models import Pair
from simpul.sources.workflow import PAIRING, PairState

MERGED = _("Two records are one now: %(one)s and %(other)s")
TAKEN_APART = _("Two records are two again: %(one)s and %(other)s")
MERGE, APART, RELATE = "merge", "keep_apart", "relate"


@transaction.atomic
def settle(
    pair: Pair,
    decision: str,
    *,
    by,
    note: str = "",
    kept: Innovation | None = None,
    subject: Innovation | None = None,
    kind: str = RelationKind.PART_OF,
) -> Pair:
    """Say what two records are: one innovation, two, or two that have to do with each other.

    ``merge`` keeps ``kept`` (the left one where nothing is said); ``relate`` says what ``subject``
    is to the other; ``keep_apart`` is remembered. Raises ``PermissionDenied``, ``StepNotOpen`` or
    ``ValidationError``.
    """
    pair = _locked(pair)
    if not pair.is_open:
        raise StepNotOpen(f"{decision} is not open from {pair.state}")
    made: dict = {"decided_by": by, "decided_at": clock.now(), "why": note}
    left, right = _standing(pair.left), _standing(pair.right)
    if decision == MERGE:
        stays = right if kept is not None and kept.pk in {right.pk, pair.right_id} else left
        goes = left if stays.pk == right.pk else right
        merge_innovations(stays, absorbed=goes, by=by, note=note)
        made["absorbed"] = goes
    elif decision == APART:
        keep_apart(pair.left, pair.right, by=by, note=note)
    else:
        first = right if subject is not None and subject.pk in {right.pk, pair.right_id} else left
        second = left if first.pk == right.pk else right
        made["relation"] = relate(first, second, kind, by=by, note=note)
    PAIRING.take(decision, pair, by=by, note=note, **made)
    if decision == MERGE:
        _tell_owners(pair, MERGED, by=by, note=note)
    return pair


@transaction.atomic
def reopen(pair: Pair, *, by, note: str = "") -> Pair:
    """Take a decision back: what it made is undone, and the pair waits again."""
    pair = _locked(pair)
    if pair.state == PairState.MERGED and _is_merged(pair.absorbed):
        unmerge_innovation(pair.absorbed, by=by, note=note)
    elif pair.state == PairState.APART:
        end_separation(pair.left, pair.right, by=by, note=note)
    elif pair.state == PairState.RELATED and pair.relation is not None:
        end(pair.relation, by=by, note=note)
    nothing: dict = dict.fromkeys(("decided_by", "decided_at", "absorbed", "relation"))
    was_merged = pair.state == PairState.MERGED
    PAIRING.take("reopen", pair, by=by, note=note, **nothing, why="")
    if was_merged:
        _tell_owners(pair, TAKEN_APART, by=by, note=note)
    return pair


def _tell_owners(pair: Pair, words, *, by, note: str) -> None:
    """Tell those who answer for either record that readers see one, or two again."""
    sides = (pair.left, pair.right)
    people = {one.pk: one for side in sides for one in owners_of(side) if one.pk != by.pk}
    told = {"one": pair.left.name, "other": pair.right.name}
    kept = Innovation.objects.select_related("canonical").get(pk=pair.left_id)
    outbox.tell_all(
        f"pair-{pair.pk}-{pair.state}-{clock.now():%Y%m%d%H%M%S%f}",
        [people[pk] for pk in sorted(people)],
        outbox.Message(
            "pair", lambda: str(words) % told, note, (kept.canonical or kept).get_absolute_url()
        ),
    )


def _is_merged(absorbed: Innovation | None) -> TypeGuard[Innovation]:
    """Somebody may have ended the merge on the page of the record meanwhile."""
    return absorbed is not None and MergeEdge.objects.filter(absorbed=absorbed).exists()


def _locked(pair: Pair) -> Pair:
    rows = Pair.objects.select_for_update(of=("self",))
    return rows.select_related("left", "right", "absorbed", "relation").get(pk=pair.pk)


def _standing(record: Innovation) -> Innovation:
    return record.canonical or record
