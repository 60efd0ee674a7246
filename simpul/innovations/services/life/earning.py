"""Institutionalised is earned: four tests, each with evidence and a day, accepted by a verifier."""

from datetime import date
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, mandates, outbox
from simpul.hubs.policies import VERIFIER
from simpul.innovations.models import Evidence, Innovation, InstitutionalTest, PassedTest
from simpul.innovations.queries.living import INSTITUTIONALISED
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.voices import hub_voice

from .saying import missing_tests, said_now

TEST = "institutional_test"

NOT_YOURS = _("Its owner shows what makes it part of the regular work.")
NOT_CHECKED_BY_YOU = _("A verifier of its hub who had no part in it accepts a test.")
NO_TEST = _("Choose one of the four tests.")
NO_EVIDENCE = _("Choose a file of this record as evidence.")
LATER = _("This day has not come yet.")
ACCEPTED = _("This test was accepted already.")
SAY_WHY = _("Say what is missing, so that the owner can show it.")


@transaction.atomic
def show_test(
    innovation: Innovation,
    test: str,
    *,
    shown_on: date,
    evidence: Evidence | None,
    note: str = "",
    by,
) -> PassedTest:
    """Let the owner show with a file that one of the four tests is passed since a day."""
    innovation = innovation.canonical or innovation
    if not by.has_perm("innovations.show_test_innovation", innovation):
        raise PermissionDenied(NOT_YOURS)
    _check(innovation, test, shown_on, evidence)
    shown = {"shown_on": shown_on, "evidence": evidence, "note": note.strip()[:300], "by": by}
    passed, created = PassedTest.objects.get_or_create(
        innovation=innovation, test=test, defaults=shown
    )
    if not created:
        fresh = PassedTest.objects.filter(pk=passed.pk, accepted_at=None)
        if not fresh.update(**shown):
            raise ValidationError(ACCEPTED, code="accepted")
        passed.refresh_from_db()
    journal.record(passed, "show_test", by=by, note=note, details={"test": test})
    if innovation.hub is not None:
        duties.expect(TEST, passed, of=duties.office_key(VERIFIER, innovation.hub))
    return passed


def _check(innovation: Innovation, test: str, shown_on: date, evidence: Evidence | None) -> None:
    if test not in InstitutionalTest.values:
        raise ValidationError(NO_TEST, code="no_test")
    ours = Evidence.objects.kept().filter(innovation__canonical=innovation)
    if evidence is None or not ours.filter(pk=evidence.pk).exists():
        raise ValidationError(NO_EVIDENCE, code="no_evidence")
    if shown_on > clock.today():
        raise ValidationError(LATER, code="later")


@transaction.atomic
def accept_test(passed: PassedTest, *, by) -> PassedTest:
    """Accept one test; with the fourth the innovation is institutionalised as of today."""
    under = _check_may_decide(passed, by)
    now = clock.now()
    fresh = PassedTest.objects.filter(pk=passed.pk, accepted_at=None)
    if not fresh.update(accepted_at=now, accepted_by=by):
        raise ValidationError(ACCEPTED, code="accepted")
    passed.refresh_from_db()
    journal.record(passed, "accept_test", by=by, details={"test": passed.test, **under})
    duties.settle(TEST, passed, by=by)
    record = passed.innovation.canonical or passed.innovation
    if not missing_tests(record):
        said_now(record, INSTITUTIONALISED, voice=hub_voice(record), by=by, under=under)
    return passed


@transaction.atomic
def turn_down_test(passed: PassedTest, *, note: str, by) -> None:
    """Say that a test is not shown, or no longer; the owner reads why and may show it anew."""
    under = _check_may_decide(passed, by)
    if not note.strip():
        raise ValidationError(SAY_WHY, code="note_needed")
    record, owner, test = passed.innovation, passed.by, passed.test
    details = {"test": passed.test, **under}
    journal.record(passed, "turn_down_test", by=by, note=note, details=details)
    duties.settle(TEST, passed, by=by)
    key = f"test-{passed.pk}-{passed.test}-{clock.now().timestamp():.0f}"
    passed.delete()
    projection.reproject([record.pk], Ledger(), by=by)
    if owner is not None:
        subject = partial(_not_shown, test, record.name)
        outbox.tell(key, owner, outbox.Message(TEST, subject, note, record.get_absolute_url()))


def _not_shown(test: str, name: str) -> str:
    told = {"test": InstitutionalTest(test).label, "name": name}
    return gettext("Not shown yet: %(test)s (%(name)s)") % told


def _check_may_decide(passed: PassedTest, by) -> dict:
    """Refuse who may not; answers by which mandate it is decided."""
    under = mandates.allowed(by, "innovations.accept_passedtest", passed)
    if under is None:
        raise PermissionDenied(NOT_CHECKED_BY_YOU)
    return under
