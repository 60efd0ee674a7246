"""What a regency or city does with its part: lines, and handing it in."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.innovations.models import Innovation
from simpul.learning.models import Mentor
from simpul.needs.models import Need
from simpul.organisations.policies import ADMIN
from simpul.replication.models import Fund, PlanLine, PlanPart
from simpul.replication.services.plans.conducting import WRITE_PART, evening
from simpul.vocabularies.models import Goal

NO_GAP = _("Say which need or gap it answers: choose a need or a goal, or write it in words.")
NO_FUND = _("Say where the money comes from.")
TWICE = _("Your part has this innovation already.")
NOT_THEIRS = _("This need is another institution's.")
NOTHING = _("Your part has no line yet. Add one, or leave the part as it is.")


@dataclass(frozen=True)
class LineIn:
    """A line as typed."""

    innovation: Innovation
    unit: str
    need: Need | None = None
    goal: Goal | None = None
    gap: str = ""
    local_name: str = ""
    budget: int | None = None
    fund: Fund | None = None
    mentor: Mentor | None = None
    mentoring_body: str = ""


@transaction.atomic
def add_line(part: PlanPart, said: LineIn, *, by) -> PlanLine:
    """Propose an innovation to replicate. Raises ``PermissionDenied`` or ``ValidationError``."""
    _ask(part, by)
    _check(part, said)
    line = PlanLine.objects.create(part=part, added_at=clock.now(), **_fields(said))
    journal.record(part.plan, "add_line", by=by, details=_details(line))
    return line


@transaction.atomic
def change_line(line: PlanLine, said: LineIn, *, by) -> PlanLine:
    """Write a line anew."""
    _ask(line.part, by)
    _check(line.part, said, line)
    for name, value in _fields(said).items():
        setattr(line, name, value)
    line.save(update_fields=list(_fields(said)))
    journal.record(line.part.plan, "change_line", by=by, details=_details(line))
    return line


@transaction.atomic
def remove_line(line: PlanLine, *, by) -> None:
    """Take a proposed line out again."""
    _ask(line.part, by)
    journal.record(line.part.plan, "remove_line", by=by, details=_details(line))
    line.delete()


@transaction.atomic
def hand_in(part: PlanPart, *, by, signer_name: str, signer_office: str) -> PlanPart:
    """Say that the part is whole, and who will sign for it."""
    _ask(part, by)
    if not part.lines.exists():
        raise ValidationError(NOTHING, code="nothing")
    part.handed_in_at = clock.now()
    part.signer_name, part.signer_office = signer_name.strip(), signer_office.strip()
    part.save(update_fields=["handed_in_at", "signer_name", "signer_office"])
    duties.settle(WRITE_PART, part, by=by)
    journal.record(part.plan, "hand_in", by=by, details={"body": part.organisation.code})
    return part


@transaction.atomic
def take_back(part: PlanPart, *, by) -> PlanPart:
    """Go on writing a part that was handed in, while the plan is drafted."""
    _ask(part, by)
    part.handed_in_at = None
    part.save(update_fields=["handed_in_at"])
    assignee = duties.office_key(ADMIN, part.organisation)
    duties.expect(WRITE_PART, part, of=assignee, due=evening(part.plan.lines_due_on))
    journal.record(part.plan, "take_back", by=by, details={"body": part.organisation.code})
    return part


def _ask(part: PlanPart, by) -> None:
    part.plan.refresh_from_db(fields=["state"])
    if not by.has_perm("replication.write_planpart", part):
        raise PermissionDenied


def _check(part: PlanPart, said: LineIn, line: PlanLine | None = None) -> None:
    if not (said.need or said.goal or said.gap.strip()):
        raise ValidationError({"gap": NO_GAP}, code="no_gap")
    if said.budget is not None and said.fund is None:
        raise ValidationError({"fund": NO_FUND}, code="no_fund")
    if said.need is not None and said.need.organisation.institution != part.organisation:
        raise ValidationError({"need": NOT_THEIRS}, code="need")
    others = part.lines.filter(innovation__canonical=said.innovation.canonical_id)
    if (others.exclude(pk=line.pk) if line else others).exists():
        raise ValidationError({"innovation": TWICE}, code="twice")


def _fields(said: LineIn) -> dict:
    return {
        "innovation": said.innovation,
        "unit": said.unit.strip(),
        "need": said.need,
        "goal": said.goal,
        "gap": said.gap.strip(),
        "local_name": said.local_name.strip(),
        "budget": said.budget,
        "fund": said.fund,
        "mentor": said.mentor,
        "mentoring_body": said.mentoring_body.strip(),
    }


def _details(line: PlanLine) -> dict:
    return {"body": line.part.organisation.code, "innovation": line.innovation.public_id}
