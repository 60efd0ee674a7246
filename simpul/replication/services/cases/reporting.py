"""Reporting back: the case ends, and the catalogue has one record more, linked to its origin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.innovations.models import Innovation, RelationKind
from simpul.innovations.services import Mention, Statement, list_record
from simpul.innovations.services.relating import keep_agreed
from simpul.innovations.services.voices import voice_of_institution
from simpul.replication.models import BackReport, Case
from simpul.replication.queries.cases.record import TEXTS, record_of
from simpul.replication.services.cases import waiting
from simpul.replication.services.cases.asking import ask, locked
from simpul.replication.services.cases.moving import move

SCHEME = "case-result"
NO_SUMMARY = _("Say what came of it, in a sentence or more.")
NO_LESSONS = _("Say what the next one should know.")
ANSWERED = _("This report was given already.")
_FIELDS = (
    "summary", "lessons", "failures", "life_status", "legal_basis", "people_reached", "teaches",
)  # fmt: skip


@transaction.atomic
def report_back(case: Case, *, by, note: str = "", **said: Any) -> Case:
    """Close a completed case with what came of it; its record is listed and linked at once.

    ``said``: summary, lessons, failures, life_status, legal_basis, people_reached, teaches.
    """
    locked(case)
    report = BackReport.objects.get(case=case, months=0)
    ask(by, "replication.report_back_case", case)
    _write(report, said, by)
    record = _list(case, report, by)
    case = move(case, "report_back", by=by, note=note, result=record)
    if case.origin is not None and record.canonical_id != case.origin.canonical_id:
        keep_agreed(record, case.origin, RelationKind.REPLICATES, by=by, note=case.number)
    return case


@transaction.atomic
def answer_later_report(report: BackReport, *, by, **said: Any) -> BackReport:
    """Say what became of it some months after."""
    case = locked(report.case)
    ask(by, "replication.answer_back_report", case)
    if report.answered_at is not None:
        raise ValidationError(ANSWERED, code="answered")
    _write(report, said, by)
    journal.record(case, "later_report", by=by, details={"months": report.months})
    duties.settle(waiting.LATER_REPORT, report, by=by)
    return report


def _write(report: BackReport, said: dict[str, Any], by) -> None:
    if not str(said.get("summary", "")).strip():
        raise ValidationError({"summary": NO_SUMMARY}, code="no_summary")
    if report.months == 0 and not str(said.get("lessons", "")).strip():
        raise ValidationError({"lessons": NO_LESSONS}, code="no_lessons")
    for name in _FIELDS:
        if name in said:
            value = said[name]
            setattr(report, name, value.strip() if isinstance(value, str) else value)
    report.answered_at, report.by = clock.now(), by
    report.save()


def _list(case: Case, report: BackReport, by) -> Innovation:
    """The adopter's own record, in its own words and under its own name."""
    voice = voice_of_institution(case.adopter)
    return list_record(
        Mention(
            scheme=SCHEME,
            record_key=case.number,
            authority=voice,
            statements=tuple(
                Statement(
                    case.number,
                    name,
                    value,
                    voice.pk,
                    language="id" if name in TEXTS else "",
                    asserted_on=clock.today(),
                )
                for name, value in record_of(case, report).items()
            ),
        ),
        by=by,
    )
