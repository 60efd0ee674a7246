"""What cases keep about people: their copy of it; it stays, as acts of an office."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core.personal import PersonalData, Row, rows
from simpul.replication.models import (
    Adoption,
    BackReport,
    Case,
    CaseDocument,
    ChecklistItem,
    Dispute,
    LearningSession,
    Obligation,
    Result,
)


def _copy(person) -> Iterator[Row]:
    opened = Case.objects.filter(opened_by=person)
    yield from rows("case opened", opened, "number", "local_name", "contact", "opened_at")
    sessions = LearningSession.objects.filter(by=person)
    yield from rows("learning session", sessions, "case__number", "kind", "planned_on", "report")
    done = Obligation.objects.filter(done_by=person)
    yield from rows("obligation fulfilled", done, "case__number", "text", "note", "done_at")
    papers = CaseDocument.objects.filter(by=person)
    yield from rows("paper added", papers, "case__number", "title", "at")
    ticked = ChecklistItem.objects.filter(done_by=person)
    yield from rows("step ticked", ticked, "case__number", "label_id", "note", "done_at")
    results = Result.objects.filter(by=person)
    yield from rows("result", results, "measure__case__number", "value", "measured_on", "at")
    reports = BackReport.objects.filter(by=person)
    yield from rows("report back", reports, "case__number", "summary", "answered_at")
    yield from _said(person)


def _said(person) -> Iterator[Row]:
    raised = Dispute.objects.filter(raised_by=person)
    yield from rows("dispute raised", raised, "case__number", "about", "raised_at")
    decided = Dispute.objects.filter(decided_by=person)
    yield from rows("dispute decided", decided, "case__number", "end", "reason", "decided_at")
    recorded = Adoption.objects.filter(recorded_by=person)
    yield from rows("past replication recorded", recorded, "origin__title", "recorded_at", "state")
    answered = Adoption.objects.filter(answered_by=person)
    yield from rows("past replication answered", answered, "origin__title", "answer", "state")


PERSONAL = PersonalData(
    room="replication",
    label=_("Replication cases you opened and what you wrote in them"),
    copy=_copy,
    relations=(
        "replication.Adoption.answered_by",
        "replication.Adoption.recorded_by",
        "replication.BackReport.by",
        "replication.Case.opened_by",
        "replication.CaseDocument.by",
        "replication.ChecklistItem.done_by",
        "replication.Dispute.decided_by",
        "replication.Dispute.raised_by",
        "replication.LearningSession.by",
        "replication.Obligation.done_by",
        "replication.Result.by",
    ),
)
