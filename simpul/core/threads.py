"""Threads: what people say about any object, and what happens when somebody finds it wrong.

Saying and editing ask no permission: the service of a higher room does. What is decided about a
message, a report or an appeal walks the tables below, whose permissions a higher room states.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.core.hooks import MODERATORS
from simpul.core.models import Appeal, Decision, File, Message, MessageEdit, Report
from simpul.core.models.threads import (
    AppealState,
    MessageState,
    Outcome,
    Reason,
    ReportState,
    Visibility,
)
from simpul.core.workflow import Step, StepNotOpen, Workflow

LONGEST = 10_000

# What waits on the desks of those who moderate.
MODERATION, APPEAL = "moderation", "appeal"

EMPTY = _("Write a message.")
TOO_LONG = _("A message holds at most %(most)s characters. Yours has %(count)s.")
ELSEWHERE = _("This answers a message of another thread.")
WIDER = _("An answer cannot be read by more people than what it answers.")
NOT_A_MESSAGE = _("Only a message can be hidden or removed.")
NOT_A_RECORD = _("A message is kept, hidden or removed.")
NO_REASON = _("Say why in a note.")
APPEALED = _("This decision was appealed already.")

MESSAGES = Workflow(
    "core.Message",
    [
        Step("take_back", {MessageState.SHOWN}, MessageState.TAKEN_BACK, _("Take back")),
        Step("hide", {MessageState.SHOWN}, MessageState.HIDDEN, _("Hide"), needs_note=True),
        Step(
            "remove",
            {MessageState.SHOWN, MessageState.HIDDEN},
            MessageState.REMOVED,
            _("Remove"),
            needs_note=True,
        ),
        Step(
            "restore",
            {MessageState.HIDDEN, MessageState.REMOVED},
            MessageState.SHOWN,
            _("Show again"),
            needs_note=True,
        ),
    ],
)
REPORTS = Workflow(
    "core.Report",
    [Step("decide", {ReportState.OPEN}, ReportState.DECIDED, _("Decide"), needs_note=True)],
)
APPEALS = Workflow(
    "core.Appeal",
    [
        Step("uphold", {AppealState.OPEN}, AppealState.UPHELD, _("Let it stand"), needs_note=True),
        Step("overturn", {AppealState.OPEN}, AppealState.OVERTURNED, _("Lift it"), needs_note=True),
    ],
)


# --- Saying ------------------------------------------------------------------------------------


@transaction.atomic
def say(
    subject: models.Model,
    *,
    topic: str,
    body: str,
    by,
    reply_to: Message | None = None,
    files: Iterable[File] = (),
    visibility: str = Visibility.PARTIES,
) -> Message:
    """Say something about ``subject``; raises ``ValidationError`` for words that cannot stand."""
    message = Message(
        subject=subject,
        topic=topic,
        author=by,
        body=_clean(body),
        visibility=Visibility(visibility),
        reply_to=reply_to,
        said_at=clock.now(),
    )
    if reply_to is not None:
        _check_answer(message, reply_to)
    message.save(force_insert=True)
    message.files.set(files)
    journal.record(message, "say", by=by, details={"topic": topic, "about": _about(subject)})
    return message


def of(subject: models.Model, *, topic: str) -> models.QuerySet[Message]:
    """What was said about ``subject`` under ``topic``, oldest first, hidden messages too.

    Pages show ``message.text``, which is empty where the words may not be read.
    """
    messages = Message.objects.about(subject).filter(topic=topic)
    return messages.select_related("author").prefetch_related("files").order_by("said_at", "id")


@transaction.atomic
def edit(message: Message, body: str, *, by) -> Message:
    """Change the words of a message that is shown; what it said before is kept."""
    words, before = _clean(body), message.body
    if words == before:
        return message
    now = clock.now()
    rows = Message.objects.filter(pk=message.pk, state=MessageState.SHOWN, body=before)
    if not rows.update(body=words, edited_at=now):
        raise StepNotOpen("the message was changed or is not shown any more")
    MessageEdit.objects.create(message=message, body=before, by=by, at=now)
    message.body, message.edited_at = words, now
    journal.record(message, "edit", by=by)
    return message


def take_back(message: Message, *, by) -> Message:
    """Let an author withdraw their own words."""
    return MESSAGES.take("take_back", message, by=by)


# --- Reporting ---------------------------------------------------------------------------------


@transaction.atomic
def report(subject: models.Model, *, reason: str, by=None, details: str = "") -> Report:
    """Report a message or any other object; who did so already is told of the open report."""
    kind = ContentType.objects.get_for_model(subject)
    now = clock.now()
    row = {
        "reason": Reason(reason),
        "details": details.replace("\0", "").strip()[:LONGEST],
        "at": now,
        "due_at": now + timedelta(days=settings.MODERATION_DAYS),
    }
    about = {"subject_type": kind, "subject_id": subject.pk, "by": by}
    if by is None:
        made, created = Report.objects.create(**about, **row), True
    else:
        made, created = Report.objects.get_or_create(**about, state=ReportState.OPEN, defaults=row)
    if created:
        journal.record(made, "report", by=by, details={"about": _about(subject)})
        # However many report one thing, it is one duty: that of the first report.
        if not _open_reports(subject).exclude(pk=made.pk).exists():
            _await(MODERATION, made, subject, made.due_at)
    return made


def reports_open() -> models.QuerySet[Report]:
    """Reports that wait for a decision, those due first at the top."""
    waiting = Report.objects.filter(state=ReportState.OPEN)
    return waiting.select_related("by", "subject_type").order_by("due_at", "id")


@transaction.atomic
def decide(report: Report, *, decision: str, reason: str, by) -> Decision:
    """Decide about what was reported: every open report of it is answered at once.

    Raises ``PermissionDenied``, ``StepNotOpen`` when somebody else was faster, or
    ``ValidationError``.
    """
    subject, outcome = report.subject, Outcome(decision)
    _check_outcome(subject, outcome, reason)
    now = clock.now()
    made = Decision.objects.create(
        subject_type=report.subject_type,
        subject_id=report.subject_id,
        outcome=outcome,
        reason=reason.strip(),
        by=by,
        at=now,
    )
    _close(report, made, by=by)
    for other in reports_open().filter(
        subject_type=report.subject_type, subject_id=report.subject_id
    ):
        _close(other, made, by=by)
    if isinstance(subject, Message) and _hides(outcome, subject):
        MESSAGES.take(outcome.value, subject, by=by, note=reason)
    return made


@transaction.atomic
def hide(message: Message, *, reason: str, by) -> Decision:
    """Hide a message that nobody has reported; its author may appeal as after any decision."""
    if not reason.strip():
        raise ValidationError(NO_REASON, code="note_needed")
    MESSAGES.take("hide", message, by=by, note=reason)
    made = Decision.objects.create(
        subject=message, outcome=Outcome.HIDE, reason=reason.strip(), by=by, at=clock.now()
    )
    for waiting in _open_reports(message):
        # Some may hide who do not decide about reports; those stay for whoever does.
        if by.has_perm("core.decide_report", waiting):
            _close(waiting, made, by=by)
    return made


# --- Appealing ---------------------------------------------------------------------------------


@transaction.atomic
def appeal(decision: Decision, *, by, words: str) -> Appeal:
    """Ask once that somebody else looks at the decision; raises ``ValidationError`` if asked."""
    now = clock.now()
    made, created = Appeal.objects.get_or_create(
        decision=decision,
        defaults={
            "by": by,
            "words": _clean(words),
            "at": now,
            "due_at": now + timedelta(days=settings.MODERATION_DAYS),
        },
    )
    if not created:
        raise ValidationError(APPEALED, code="appealed")
    journal.record(made, "appeal", by=by)
    _await(APPEAL, made, decision.subject, made.due_at)
    return made


@transaction.atomic
def answer(appeal: Appeal, *, lift: bool, reason: str, by) -> Appeal:
    """Answer an appeal: lift the decision and show the message again, or let it stand."""
    step = "overturn" if lift else "uphold"
    APPEALS.take(
        step,
        appeal,
        by=by,
        note=reason,
        answer=reason.strip(),
        answered_by=by,
        answered_at=clock.now(),
    )
    message = appeal.decision.subject
    if lift and isinstance(message, Message) and not message.is_shown:
        MESSAGES.take("restore", message, by=by, note=reason)
    duties.settle(APPEAL, appeal, by=by)
    return appeal


def root(subject: models.Model) -> models.Model:
    """What it is about in the end: the object a message was said of, or the object itself."""
    while isinstance(subject, Message) and subject.subject is not None:
        subject = subject.subject
    return subject


# --- Checking ----------------------------------------------------------------------------------


def _clean(body: str) -> str:
    words = body.replace("\0", "").replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError(EMPTY, code="empty")
    if len(words) > LONGEST:
        raise ValidationError(
            TOO_LONG, code="too_long", params={"most": LONGEST, "count": len(words)}
        )
    return words


def _check_answer(message: Message, reply_to: Message) -> None:
    same = (message.subject_type_id, message.subject_id, message.topic)
    if same != (reply_to.subject_type_id, reply_to.subject_id, reply_to.topic):
        raise ValidationError(ELSEWHERE, code="elsewhere")
    if message.visibility == Visibility.PUBLIC and reply_to.visibility != Visibility.PUBLIC:
        raise ValidationError(WIDER, code="wider")


def _check_outcome(subject, outcome: Outcome, reason: str) -> None:
    if not reason.strip():
        raise ValidationError(NO_REASON, code="note_needed")
    is_message = isinstance(subject, Message)
    if outcome in {Outcome.HIDE, Outcome.REMOVE} and not is_message:
        raise ValidationError(NOT_A_MESSAGE, code="not_a_message")
    if outcome == Outcome.MENDED and is_message:
        raise ValidationError(NOT_A_RECORD, code="not_a_record")


def _hides(outcome: Outcome, message: Message) -> bool:
    step = MESSAGES.steps.get(outcome.value)
    return step is not None and message.state != step.target


def _close(report: Report, decision: Decision, *, by) -> None:
    REPORTS.take("decide", report, by=by, note=decision.reason, decision=decision)
    duties.settle(MODERATION, report, by=by)


def _open_reports(subject: models.Model) -> models.QuerySet[Report]:
    kind = ContentType.objects.get_for_model(subject)
    return reports_open().filter(subject_type=kind, subject_id=subject.pk)


def _about(subject: models.Model) -> str:
    return f"{subject._meta.label_lower}:{subject.pk}"


def _await(topic: str, subject: models.Model, about: models.Model | None, due) -> None:
    """Put it on the desks of those whom the rooms name for what it is about."""
    if about is None:
        return
    for name in MODERATORS:
        for assignee in name(topic, root(about)):
            duties.expect(topic, subject, of=assignee, due=due)
