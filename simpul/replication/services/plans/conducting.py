"""What the hub does with a plan: opens it, calls the meeting, has it signed, ends it."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.documents.models import State as LetterState
from simpul.hubs.models import Hub
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN
from simpul.replication.models import Plan, PlanLine, PlanPart
from simpul.replication.queries.plans import bodies_of
from simpul.replication.services.plans import papers, telling
from simpul.replication.workflow.plans import LINE, PLAN, LineState, PlanState

# Topics of duties: a part is awaited, signatures are awaited.
WRITE_PART = "plan_part"

NO_BODIES = _("This hub serves no regency or city on record, so nobody could write a part.")
TWICE = _("There is a plan of this hub for %(year)d already.")
NO_LINES = _("No regency has proposed a line yet. There would be nothing to determine.")
PAST = _("This day is past already.")
UNDECIDED = _("%(n)d lines are not decided yet. Determine or drop each of them first.")
NOTHING_KEPT = _("At least one line must be determined; otherwise withdraw the plan.")
NOT_SIGNED = _("The commitment is not in force yet: not everybody has signed.")
HAS_LINES = _("This part has lines. Its own people remove them first.")


@transaction.atomic
def open_plan(hub: Hub, *, year: int, by, lines_due_on: date | None = None) -> Plan:
    """Begin the plan of a hub for a year and ask every regency and city it serves for its part."""
    if not by.has_perm("replication.add_plan", hub):
        raise PermissionDenied
    bodies = bodies_of(hub)
    if not bodies:
        raise ValidationError(NO_BODIES, code="no_bodies")
    if lines_due_on is not None and lines_due_on < clock.today():
        raise ValidationError({"lines_due_on": PAST}, code="past")
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                hub=hub, year=year, lines_due_on=lines_due_on, opened_at=clock.now()
            )
    except IntegrityError as error:
        raise ValidationError({"year": TWICE % {"year": year}}, code="twice") from error
    journal.record(plan, "open", by=by, details={"hub": hub.code, "year": year})
    PlanPart.objects.bulk_create(PlanPart(plan=plan, organisation=body) for body in bodies)
    await_parts(plan)
    return plan


def await_parts(plan: Plan) -> None:
    """Let the part of each regency wait for its admin, until the day lines are due."""
    for part in plan.parts.select_related("organisation").filter(handed_in_at=None):
        assignee = duties.office_key(ADMIN, part.organisation)
        duties.expect(WRITE_PART, part, of=assignee, due=evening(plan.lines_due_on))


def evening(day: date | None) -> datetime | None:
    """The end of a working day, where the office is."""
    zone = timezone.get_default_timezone()
    return None if day is None else datetime.combine(day, time(16), tzinfo=zone)


@transaction.atomic
def add_body(plan: Plan, organisation: Organisation, *, by) -> PlanPart:
    """Let one more regency or city take part."""
    _ask(by, "replication.change_plan", plan)
    part, created = PlanPart.objects.get_or_create(plan=plan, organisation=organisation)
    if created:
        journal.record(plan, "add_body", by=by, details={"body": organisation.code})
        await_parts(plan)
    return part


@transaction.atomic
def remove_body(part: PlanPart, *, by) -> None:
    """Leave a regency out that has proposed nothing."""
    _ask(by, "replication.change_plan", part.plan)
    if part.lines.exists():
        raise ValidationError(HAS_LINES, code="has_lines")
    duties.settle(WRITE_PART, part, by=by)
    journal.record(part.plan, "remove_body", by=by, details={"body": part.organisation.code})
    part.delete()


# --- The meeting -------------------------------------------------------------------------------


@transaction.atomic
def call_meeting(plan: Plan, *, by, meets_on: date, place: str) -> Plan:
    """End the drafting: what stands now is determined at the meeting."""
    if not PlanLine.objects.filter(part__plan=plan).exists():
        raise ValidationError(NO_LINES, code="no_lines")
    PLAN.take("call_meeting", plan, by=by, meets_on=meets_on, place=place.strip()[:200])
    for part in plan.parts.all():
        duties.settle(WRITE_PART, part, by=by)
    telling.tell_bodies(plan, "call_meeting", by=by)
    return plan


@transaction.atomic
def draft_again(plan: Plan, *, by, note: str) -> Plan:
    """Let the regencies write again; letters that were drafted already are discarded."""
    papers.discard(plan, by=by)
    PLAN.take("draft_again", plan, by=by, note=note, minutes=None, commitment=None)
    await_parts(plan)
    telling.tell_bodies(plan, "draft_again", by=by, note=note)
    return plan


@transaction.atomic
def decide(line: PlanLine, *, keep: bool, by, note: str = "") -> PlanLine:
    """Write down what the meeting decides about a line; until it closes, this may change."""
    if keep:
        return LINE.take("keep", line, by=by, note=note, reason="")
    return LINE.take("drop", line, by=by, note=note, reason=note.strip()[:300])


@transaction.atomic
def determine(
    plan: Plan, *, by, words: Mapping[str, str], signers: Mapping[int, tuple[str, str]]
) -> Plan:
    """Close the meeting: minutes and commitment become drafts of letters of the hub.

    ``words`` are the course of the meeting and its follow-up; ``signers`` names who signs for each
    part with a determined line, by the key of the part: name and office.
    """
    lines = PlanLine.objects.filter(part__plan=plan)
    waiting = lines.filter(state=LineState.PROPOSED).count()
    if waiting:
        raise ValidationError(UNDECIDED % {"n": waiting}, code="undecided")
    if not lines.filter(state=LineState.DETERMINED).exists():
        raise ValidationError(NOTHING_KEPT, code="nothing_kept")
    for part in plan.parts.all():
        name, office = signers.get(part.pk, (part.signer_name, part.signer_office))
        PlanPart.objects.filter(pk=part.pk).update(signer_name=name, signer_office=office)
    minutes, commitment = papers.draft_both(plan, by=by, words=words)
    PLAN.take("determine", plan, by=by, minutes=minutes, commitment=commitment)
    telling.tell_bodies(plan, "determine", by=by)
    return plan


@transaction.atomic
def commit(plan: Plan, *, by) -> Plan:
    """Say that all have signed: the commitment is in force, the plan is public."""
    letter = plan.commitment
    if letter is None or letter.state != LetterState.IN_FORCE:
        raise ValidationError(NOT_SIGNED, code="not_signed")
    PLAN.take("commit", plan, by=by, committed_at=clock.now())
    telling.tell_bodies(plan, "commit", by=by)
    return plan


@transaction.atomic
def close(plan: Plan, *, by, note: str) -> Plan:
    """End the plan; what its lines became stays readable."""
    PLAN.take("close", plan, by=by, note=note, closed_at=clock.now())
    telling.tell_bodies(plan, "close", by=by, note=note)
    return plan


@transaction.atomic
def withdraw(plan: Plan, *, by, note: str) -> Plan:
    """Give a plan up before it was committed to."""
    papers.discard(plan, by=by)
    PLAN.take("withdraw", plan, by=by, note=note, closed_at=clock.now())
    for part in plan.parts.all():
        duties.settle(WRITE_PART, part, by=by)
    telling.tell_bodies(plan, "withdraw", by=by, note=note)
    return plan


def _ask(by, permission: str, plan: Plan) -> None:
    if not by.has_perm(permission, plan) or plan.state not in {
        PlanState.DRAFTING,
        PlanState.MEETING,
    }:
        raise PermissionDenied
