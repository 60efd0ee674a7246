"""What another installation decided about its own records, followed here for those it told us of.

Nobody here decides, so nobody's permission is asked; whoever decided something here is not
overruled: such a case is answered with the reason why it waits.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.models import Innovation, MergeEdge, MergeReason, Separation, State
from simpul.innovations.queries.detail import WITHDRAWING
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.merging import recompute_canonical
from simpul.innovations.workflow import RECORD

STANDS_FOR_OTHERS = _("other records stand behind it here; a person decides")
VERIFIED_HERE = _("a hub verified it here; a person decides")
JOINED_HERE = _("somebody here merged it otherwise")
APART_HERE = _("somebody here decided that they are two innovations")
CIRCLE = _("it would close a circle")


class Waits(Exception):
    """It is not followed, for something here stands against it; the message says what."""


@transaction.atomic
def follow_withdrawal(record: Innovation, *, note: str) -> bool:
    """Withdraw a record as its own hub did; answers whether that was news. Raises ``Waits``."""
    if record.state == State.WITHDRAWN:
        return False
    if record.state != State.LISTED:
        raise Waits(VERIFIED_HERE)
    if record.absorbed_records.exclude(pk=record.pk).exclude(state=State.WITHDRAWN).exists():
        raise Waits(STANDS_FOR_OTHERS)
    RECORD.take("follow_withdrawal", record, by=None, note=note)
    projection.reproject([record.pk], Ledger())
    return True


@transaction.atomic
def follow_return(record: Innovation) -> bool:
    """List a record again as its own hub does, unless somebody here withdrew it."""
    last = journal.entries_about(record).filter(verb__in=WITHDRAWING).first()
    if record.state != State.WITHDRAWN or last is None or last.verb != "follow_withdrawal":
        return False
    RECORD.take("follow_return", record, by=None)
    projection.reproject([record.pk], Ledger())
    return True


@transaction.atomic
def follow_merge(absorbed: Innovation, *, kept: Innovation, note: str) -> bool:
    """Merge two records as their own hub did; undone exactly by ``follow_unmerge``.

    Answers whether that was news. Raises ``Waits``.
    """
    edge = MergeEdge.objects.filter(absorbed=absorbed).first()
    if edge is not None and edge.kept_id == kept.pk:
        return False
    if edge is not None and not (edge.by_rule or is_followed(edge)):
        raise Waits(JOINED_HERE)
    if Separation.objects.filter(
        first=min(absorbed.pk, kept.pk), second=max(absorbed.pk, kept.pk)
    ).exists():
        raise Waits(APART_HERE)
    if _leads_to(kept.pk, absorbed.pk):
        raise Waits(CIRCLE)
    touched = {absorbed.pk, kept.pk}
    if edge is not None:
        touched.add(edge.kept_id)
        edge.delete()
    MergeEdge.objects.create(
        absorbed=absorbed,
        kept=kept,
        reason=MergeReason.DECIDED,
        note=note,
        merged_at=clock.now(),
    )
    journal.record(absorbed, "merge", note=note, details={"into": kept.public_id})
    _settle(touched)
    return True


@transaction.atomic
def follow_unmerge(absorbed: Innovation, *, note: str) -> bool:
    """End a merge that was followed; one that was made here stays."""
    edge = MergeEdge.objects.filter(absorbed=absorbed).select_related("kept").first()
    if edge is None or not is_followed(edge):
        return False
    kept = edge.kept
    edge.delete()
    journal.record(absorbed, "unmerge", note=note, details={"from": kept.public_id})
    _settle({absorbed.pk, kept.pk})
    return True


def is_followed(edge: MergeEdge) -> bool:
    """Say whether an edge was drawn by another installation, not by a rule or a person here."""
    return edge.reason == MergeReason.DECIDED and edge.by_id is None


def _leads_to(start: int, end: int) -> bool:
    at: int | None = start
    while at is not None and at != end:
        at = MergeEdge.objects.filter(absorbed=at).values_list("kept_id", flat=True).first()
    return at == end


def _settle(touched: Collection[int]) -> None:
    moved = recompute_canonical(touched)
    projection.reproject({*touched, *moved}, Ledger(), also=moved)
