"""So that nothing waits where nobody checks: drafts move on when an office has nobody left."""

from django.db import transaction

from simpul.core import duties, journal
from simpul.innovations.models import CHECKED, Draft, DraftState
from simpul.innovations.policies import checkers
from simpul.innovations.queries import chain
from simpul.innovations.services.submission import VERIFY, await_desk, keep, place


def find_another_desk(draft: Draft, *, by=None) -> bool:
    """Move a draft on from an office where nobody is left who may check it; says whether it did.

    One that a checker had taken up stays taken up: whoever holds the new office may let it go.
    """
    if draft.state not in CHECKED or checkers(draft, draft.office, draft.desk).exists():
        return False
    desk = chain.desk_again(draft)
    if desk is None or (desk.office, desk.scope) == (draft.office, draft.desk):
        return False
    duties.settle(VERIFY, draft, by=by)
    keep(draft, **place(desk))
    journal.record(draft, "move", by=by, details={"office": desk.office})
    await_desk(draft)
    return True


def move_on_what_was_left() -> int:
    """Find a checker for what lies where nobody checks any more; answers how many moved.

    A mandate may end by its date alone, so nobody does anything that could move it.
    """
    waiting = Draft.objects.filter(state__in=CHECKED).order_by("pk").values_list("pk", flat=True)
    return sum(_move_on(pk) for pk in waiting.iterator())


@transaction.atomic
def _move_on(pk: int) -> bool:
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=pk)
    taken = draft.state == DraftState.IN_VERIFICATION
    if taken and (draft.verifier is None or _may_check(draft.verifier, draft)):
        return False
    moved = find_another_desk(draft)
    if taken and not moved:
        await_desk(draft)
    return moved


def _may_check(person, draft: Draft) -> bool:
    return checkers(draft, draft.office, draft.desk).filter(person=person).exists()
