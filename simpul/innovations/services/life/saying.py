"""Say in which state an innovation is, as of a day; and take such a word back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, mandates
from simpul.innovations.models import (
    Authority,
    Claim,
    Innovation,
    InstitutionalTest,
    LifeStatement,
    PassedTest,
    Reconfirmation,
)
from simpul.innovations.queries.living import ANSWERABLE, FIELD, INSTITUTIONALISED, UNKNOWN
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.voices import hub_voice, owner_voice
from simpul.vocabularies.models import Life, Stage

# What waits: for the owner a word about one record, for a hub the questions nobody answers.
LIFE, SILENT = "life", "life_silent"

EARLIEST = date(1945, 8, 17)

NOT_YOURS = _("Its owner or its hub says whether it still runs.")
NO_STAGE = _("Choose in which state it is.")
LATER = _("This day has not come yet. Write the day as of which you know it.")
TOO_EARLY = _("Write a day after 17 August 1945.")
NO_REASON = _("Say why it does not run; others learn most from this.")
NOT_EARNED = _(
    "It is institutionalised once a verifier accepted all four tests. Still missing: %(missing)s."
)


def say(
    innovation: Innovation, status: str, *, as_of: date | None = None, reason: str = "", by
) -> LifeStatement:
    """Let the owner or the hub say in which state an innovation is; readers see it at once.

    Raises ``PermissionDenied``, or ``ValidationError`` for a day to come, a stop without a reason,
    or a record that is to be institutionalised without its four tests.
    """
    innovation = innovation.canonical or innovation
    under = mandates.allowed(by, "innovations.say_life_innovation", innovation)
    if under is None:
        raise PermissionDenied(NOT_YOURS)
    owns = by.has_perm("innovations.show_test_innovation", innovation)
    voice = owner_voice(innovation) if owns else hub_voice(innovation)
    return said_now(innovation, status, as_of=as_of, reason=reason, voice=voice, by=by, under=under)


@transaction.atomic
def said_now(
    innovation: Innovation,
    status: str,
    *,
    as_of: date | None = None,
    reason: str = "",
    voice: Authority,
    by=None,
    said_by: str = "",
    under: Mapping[str, Any] | None = None,
) -> LifeStatement:
    """Write a word about its life in the name of ``voice``; who may is asked before."""
    day, reason = as_of or clock.today(), reason.strip()
    _check(innovation, status, day, reason)
    Innovation.objects.select_for_update().get(pk=innovation.pk)
    claim = _claim(innovation, status, day, voice)
    statement = LifeStatement.objects.create(
        innovation=innovation,
        status_id=status,
        as_of=day,
        reason=reason,
        by=by,
        said_by=said_by[:200],
        said_at=claim.recorded_at,
        claim=claim,
    )
    told = {"status": status, "as_of": day.isoformat(), **(under or {})}
    told |= {"said_by": said_by} if said_by else {}
    journal.record(innovation, "say_life", by=by, note=reason, details=told)
    _close_question(innovation, statement)
    duties.settle(LIFE, innovation, by=by)
    projection.reproject([innovation.pk], Ledger(), by=by)
    return statement


def _check(innovation: Innovation, status: str, day: date, reason: str) -> None:
    stage = Stage.objects.filter(code=status).exclude(life=Life.UNKNOWN).first()
    if stage is None or status == UNKNOWN:
        raise ValidationError(NO_STAGE, code="no_stage")
    if day > clock.today():
        raise ValidationError(LATER, code="later")
    if day <= EARLIEST:
        raise ValidationError(TOO_EARLY, code="too_early")
    if stage.life in {Life.DORMANT, Life.STOPPED} and not reason:
        raise ValidationError(NO_REASON, code="no_reason")
    if status == INSTITUTIONALISED and (missing := missing_tests(innovation)):
        names = ", ".join(str(test.label) for test in missing)
        raise ValidationError(NOT_EARNED, code="not_earned", params={"missing": names})


def missing_tests(innovation: Innovation) -> list[InstitutionalTest]:
    """The tests of an institutionalised innovation that no verifier accepted yet."""
    accepted = PassedTest.objects.filter(
        innovation__canonical=innovation, accepted_at__isnull=False
    )
    passed = set(accepted.values_list("test", flat=True))
    return [test for test in InstitutionalTest if test.value not in passed]


def _claim(innovation: Innovation, status: str, day: date, voice: Authority) -> Claim:
    """Put the word in the place of every older one; beside a newer one it stands as history."""
    now = clock.now()
    living = _answerable(innovation)
    newer = living.filter(asserted_on__gt=day).exists()
    living.exclude(asserted_on__gt=day).update(retired_at=now)
    return Claim.objects.create(
        innovation=innovation,
        authority=voice,
        record_key=innovation.public_id,
        field=FIELD,
        value=status,
        asserted_on=day,
        recorded_at=now,
        retired_at=now if newer else None,
    )


def _answerable(innovation: Innovation):
    return Claim.objects.filter(
        innovation__canonical=innovation,
        field=FIELD,
        retired_at=None,
        authority__kind__in=ANSWERABLE,
    )


def _close_question(innovation: Innovation, statement: LifeStatement) -> None:
    now = statement.said_at
    asked = Reconfirmation.objects.open().filter(innovation__canonical=innovation)
    for question in asked.select_related("innovation__hub"):
        first = not Reconfirmation.objects.filter(statement=statement).exists()
        Reconfirmation.objects.filter(pk=question.pk, closed_at=None).update(
            closed_at=now, answered_at=now, statement=statement if first else None
        )
    settle_silence(innovation.hub)


def settle_silence(hub) -> None:
    """Close what waits for a hub once none of its questions is left unanswered too long."""
    if hub is None:
        return
    silent = Reconfirmation.objects.open().filter(escalated_at__isnull=False, innovation__hub=hub)
    if not silent.exists():
        duties.settle(SILENT, hub)


@transaction.atomic
def take_back(statement: LifeStatement, *, by=None, said_by: str = "") -> LifeStatement:
    """Let a word about its life not have been said: what it took the place of counts again."""
    now, claim = clock.now(), statement.claim
    fresh = LifeStatement.objects.filter(pk=statement.pk, taken_back_at=None)
    if not fresh.update(taken_back_at=now):
        return statement
    statement.taken_back_at = now
    if claim is not None:
        _restore(claim, now)
    details = {"status": statement.status_id} | ({"said_by": said_by} if said_by else {})
    journal.record(statement.innovation, "take_back_life", by=by, details=details)
    projection.reproject([statement.innovation_id], Ledger(), by=by)
    return statement


def _restore(claim: Claim, now) -> None:
    """Retire a claim and say again what it had retired; nothing where a newer word came since."""
    replaced = Claim.objects.filter(
        innovation__canonical=claim.innovation_id,
        field=FIELD,
        retired_at=claim.recorded_at,
        authority__kind__in=ANSWERABLE,
    ).exclude(pk=claim.pk)
    if not Claim.objects.filter(pk=claim.pk, retired_at=None).update(retired_at=now):
        return
    for old in replaced:
        old.pk, old.recorded_at, old.retired_at = None, now, None
        old.save(force_insert=True)
