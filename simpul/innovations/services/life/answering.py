"""The owner answers by a signed link: one button, no account, and a way back for a while."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.models import LifeStatement, Reconfirmation
from simpul.innovations.queries.asking import standing
from simpul.innovations.queries.living import INSTITUTIONALISED, RUNNING
from simpul.innovations.services.voices import owner_voice

from .saying import said_now, take_back

ANSWERED = _("This question was answered already.")
EXPIRED = _("This link no longer works. Ask for a new one below.")
TOO_LATE = _("Your answer can no longer be taken back here. Say anew how it is.")


@transaction.atomic
def answer(
    question: Reconfirmation,
    status: str,
    *,
    as_of: date | None = None,
    reason: str = "",
    said_by: str = "",
) -> LifeStatement:
    """Take the answer of whoever holds the newest link of this question; it counts once.

    Whoever says that an institutionalised innovation still runs keeps it institutionalised.
    Raises ``ValidationError`` where the question is answered, closed or too old.
    """
    fresh = Reconfirmation.objects.select_for_update().get(pk=question.pk)
    if fresh.closed_at is not None or fresh.token != question.token:
        raise ValidationError(ANSWERED, code="answered")
    if standing(fresh).has_expired:
        raise ValidationError(EXPIRED, code="expired")
    record = fresh.innovation.canonical or fresh.innovation
    if status == RUNNING and record.life_status_id == INSTITUTIONALISED:
        status = INSTITUTIONALISED
    statement = said_now(
        record,
        status,
        as_of=as_of,
        reason=reason,
        voice=owner_voice(record),
        said_by=said_by.strip() or fresh.asked_to,
    )
    question.refresh_from_db()
    return statement


@transaction.atomic
def undo(question: Reconfirmation) -> Reconfirmation:
    """Take the answer back and ask again, by the same link.

    Raises ``ValidationError`` once the time for it is over.
    """
    fresh = Reconfirmation.objects.select_for_update().get(pk=question.pk)
    if not standing(fresh).may_be_undone or fresh.statement is None:
        raise ValidationError(TOO_LATE, code="too_late")
    statement = fresh.statement
    if Reconfirmation.objects.open().filter(innovation=fresh.innovation_id).exists():
        raise ValidationError(TOO_LATE, code="asked_anew")
    Reconfirmation.objects.filter(pk=fresh.pk).update(
        statement=None, answered_at=None, closed_at=None
    )
    take_back(statement, said_by=statement.said_by)
    journal.record(fresh, "reopen", details={"at": clock.now().isoformat()})
    question.refresh_from_db()
    return question
