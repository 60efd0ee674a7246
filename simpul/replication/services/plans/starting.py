"""A line of a plan becomes a case."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from simpul.core import journal
from simpul.replication.models import Case, Mode, Plan, PlanLine
from simpul.replication.services.cases.opening import open_case
from simpul.replication.workflow.plans import PLAN, PlanState

NOT_PUBLIC = _("Stated in a need of the institution that is not public.")
RUNS_ALREADY = _("A case was opened for this line already: %(number)s.")


@transaction.atomic
def start_case(line: PlanLine, *, by) -> Case:
    """Send the interest of the regency, with all that the line says already.

    The first case of a plan sets it running. Raises ``PermissionDenied`` or ``ValidationError``.
    """
    if not by.has_perm("replication.open_case_planline", line):
        raise PermissionDenied
    before = line.case
    if before is not None and (before.is_active or before.completed_at):
        raise ValidationError(RUNS_ALREADY % {"number": before.number}, code="twice")
    body, origin = line.part.organisation, line.record
    own = origin.owner is not None and origin.owner.institution == body.institution
    case = open_case(
        adopter=body,
        adopter_unit=line.unit,
        origin=origin,
        mode=Mode.SCALE_UP if own else Mode.ADAPTATION,
        local_name=line.local_name or origin.name,
        problem=_problem(line),
        need=line.need,
        facilitator=line.part.plan.hub,
        by=by,
    )
    line.case = case
    line.save(update_fields=["case"])
    plan = Plan.objects.get(pk=line.part.plan_id)
    journal.record(plan, "start_case", by=by, details={"case": case.number, "line": line.pk})
    if plan.state == PlanState.COMMITTED:
        PLAN.take("begin", plan, by=None)
    return case


def _problem(line: PlanLine) -> str:
    """What the line says of the need or gap, in words that a case can begin with."""
    if line.gap:
        return line.gap
    need = line.need
    if need is not None and need.is_public:
        return need.problem
    if line.goal is not None:
        return str(line.goal.label_id)
    if need is None:
        return ""
    # Everybody reads a case; the words of such a need stay with those who may read it.
    # What a case keeps is in the language of records, whatever its writer reads.
    with override(settings.LANGUAGE_CODE):
        return str(NOT_PUBLIC)
