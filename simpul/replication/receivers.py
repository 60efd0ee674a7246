"""What is learned here from lower rooms: of letters, and of who works where."""

from django.dispatch import receiver

from simpul.core import outbox
from simpul.core.workflow import step_taken
from simpul.documents.models import Document
from simpul.organisations.models import Membership
from simpul.replication.services.cases import agreeing, standing
from simpul.replication.services.continuity import leaving


@receiver(step_taken, sender=Document, dispatch_uid="replication.agreement")
def follow_agreement(sender, obj, step, **kwargs) -> None:
    """An agreement that is extended counts longer; one that is revoked holds a case up."""
    if step.name == "extend":
        agreeing.note_term(obj)
    elif step.name == "revoke":
        standing.lapse_of(obj)


@receiver(step_taken, sender=Membership, dispatch_uid="replication.continuity")
def somebody_left(sender, obj, step, **kwargs) -> None:
    """Whoever leaves an institution hands over at once what they had in hand."""
    if step.name == "end":
        # The offices end after it, in the same transaction: the worker sees them together.
        outbox.later(leaving.LOOK, queue=outbox.LONG)
