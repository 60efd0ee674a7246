"""What the calendar brings: agreements that end soon, reports that are due."""

from datetime import timedelta

from simpul.core import clock, duties
from simpul.core.models import Duty
from simpul.replication.models import BackReport, Case, Side
from simpul.replication.queries.cases import terms
from simpul.replication.queries.cases.turns import assignees
from simpul.replication.services.cases.waiting import EXPIRING, LATER_REPORT
from simpul.replication.workflow import UNDER_AGREEMENT


def warn_of_expiry() -> int:
    """Let an agreement that ends soon wait on the desks of both sides, until it is extended."""
    ahead = timedelta(days=terms.days_of(terms.EXPIRY_NOTICE, 60) or 60)
    today = clock.today()
    soon = Case.objects.filter(
        state__in=UNDER_AGREEMENT, agreed_until__gte=today, agreed_until__lte=today + ahead
    )
    warned = 0
    for case in soon:
        ends = terms.evening(case.agreed_until or today)
        keys = assignees(case, Side.ADOPTER) | assignees(case, Side.ORIGIN)
        for assignee in sorted(keys):
            warned += _expect(EXPIRING, case, assignee, ends)
    return warned


def ask_for_reports() -> int:
    """Let the reports of later months wait on the desk of the adopter, ahead of their day."""
    ahead = timedelta(days=terms.days_of(terms.REPORT_NOTICE, 30) or 30)
    due = BackReport.objects.filter(
        answered_at=None,
        months__gt=0,
        due_on__lte=clock.today() + ahead,
        case__completed_at__isnull=False,
    )
    asked = 0
    for report in due.select_related("case__adopter", "case__opened_by"):
        for assignee in sorted(assignees(report.case, Side.ADOPTER)):
            asked += _expect(LATER_REPORT, report, assignee, terms.evening(report.due_on))
    return asked


def _expect(topic: str, subject, assignee: str, due) -> int:
    """Open the duty; answers 1 where it is new or has another day."""
    open_one = Duty.objects.filter(
        topic=topic, subject_id=subject.pk, assignee=assignee, closed_at=None, due_at=due
    )
    is_known = open_one.filter(subject_type__model=subject._meta.model_name).exists()
    if not is_known:
        duties.expect(topic, subject, of=assignee, due=due)
    return 0 if is_known else 1
