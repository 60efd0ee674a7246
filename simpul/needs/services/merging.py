"""Say that ideas are equal, and take it back exactly: only edges come and go."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, outbox
from simpul.needs.models import Idea, MergeEdge
from simpul.needs.services.asking import ask_permission, without
from simpul.needs.services.ideas import await_decision, settle

ALREADY_MERGED = _("This idea is already merged into another. End that merge first.")
ONE_ALREADY = _("These two are one idea already.")
NOT_MERGED = _("This idea is not merged into another.")
OTHER_QUESTION = _("Only ideas to the same need or challenge, or free ones, can be merged.")
DECIDED = _("An idea that became an innovation cannot be merged into another.")


@transaction.atomic
def merge_ideas(kept: Idea, *, absorbed: Idea, by, note: str = "") -> MergeEdge:
    """Say that two ideas are equal: nothing moves, readers see the kept one with all supports.

    Undone exactly by ``unmerge_idea``. Raises ``PermissionDenied`` or ``ValidationError``.
    """
    for idea in (kept, absorbed):
        ask_permission("needs.merge_idea", idea, by)
    _check(kept, absorbed)
    edge = MergeEdge.objects.create(
        absorbed=absorbed, kept=kept, note=note, by=by, merged_at=clock.now()
    )
    _recompute([absorbed.pk, kept.pk])
    settle(absorbed, by=by)
    journal.record(absorbed, "merge", by=by, note=note, details={"into": kept.public_id})
    if absorbed.author:
        outbox.tell_all(
            f"idea-merged-{edge.pk}",
            without([absorbed.author], by),
            outbox.Message(
                "idea",
                lambda: (
                    str(_("Your idea was joined with an equal one: %(idea)s"))
                    % {"idea": kept.title}
                ),
                note,
                kept.get_absolute_url(),
            ),
        )
    for idea in (kept, absorbed):
        idea.refresh_from_db(fields=["canonical"])
    return edge


@transaction.atomic
def unmerge_idea(absorbed: Idea, *, by, note: str = "") -> Idea:
    """Let a merged idea stand for itself again, with the supports it was given."""
    edge = MergeEdge.objects.filter(absorbed=absorbed).select_related("kept").first()
    if edge is None:
        raise ValidationError(NOT_MERGED, code="not_merged")
    for idea in (edge.kept, absorbed):
        ask_permission("needs.merge_idea", idea, by)
    kept = edge.kept
    edge.delete()
    _recompute([absorbed.pk, kept.pk])
    journal.record(absorbed, "unmerge", by=by, note=note, details={"from": kept.public_id})
    absorbed.refresh_from_db()
    if absorbed.state == "open":
        await_decision(absorbed)
    return absorbed


def _check(kept: Idea, absorbed: Idea) -> None:
    if MergeEdge.objects.filter(absorbed=absorbed).exists():
        raise ValidationError(ALREADY_MERGED, code="already_merged")
    if _root(kept.pk, _edges()) == absorbed.pk:
        raise ValidationError(ONE_ALREADY, code="one_already")
    if (kept.need_id, kept.challenge_id) != (absorbed.need_id, absorbed.challenge_id):
        raise ValidationError(OTHER_QUESTION, code="other_question")
    if absorbed.became_id is not None:
        raise ValidationError(DECIDED, code="decided")


def _recompute(touched: Iterable[int]) -> None:
    """Set ``canonical`` of every idea connected with the touched ones, from the living edges."""
    edges = _edges()
    roots = Idea.objects.filter(pk__in=touched).values_list("canonical_id", flat=True)
    kin = Idea.objects.filter(canonical__in=set(roots))
    for pk, standing in kin.values_list("pk", "canonical_id"):
        root = _root(pk, edges)
        if root != standing:
            Idea.objects.filter(pk=pk).update(canonical=root)


def _edges() -> dict[int, int]:
    return dict(MergeEdge.objects.values_list("absorbed_id", "kept_id"))


def _root(pk: int, edges: dict[int, int]) -> int:
    while pk in edges:
        pk = edges[pk]
    return pk
