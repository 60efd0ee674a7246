"""What a person asked and reported, and where it is."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core.models import Message, Report
from simpul.core.models.threads import MessageState, ReportState
from simpul.forum.queries.moderation import name_of, with_subjects
from simpul.forum.queries.talk import QUESTIONS, record_of
from simpul.innovations.models import Innovation

MOST_SENT = 5


@dataclass(frozen=True)
class Sent:
    """Something a person sent, where it is, and when it was sent."""

    words: str
    state: str
    tone: str
    url: str
    at: datetime


def sent_by(person) -> list[Sent]:
    """The last questions and reports of ``person``, newest first."""
    found = [*_questions(person), *_reports(person)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST_SENT]


def _questions(person) -> list[Sent]:
    kind = ContentType.objects.get_for_model(Innovation)
    answers = Message.objects.filter(reply_to=OuterRef("pk"), state=MessageState.SHOWN)
    asked = Message.objects.filter(
        author=person, topic=QUESTIONS, subject_type=kind, reply_to=None
    ).annotate(is_answered=Exists(answers.exclude(author=F("reply_to__author"))))
    newest = asked.prefetch_related("subject__canonical").order_by("-pk")[:MOST_SENT]
    return [_question(message) for message in newest if message.subject is not None]


def _question(message) -> Sent:
    record = record_of(message)
    if not message.is_shown:
        state, tone = message.get_state_display(), "stop"
    elif message.is_answered:
        state, tone = _("answered"), "ok"
    else:
        state, tone = _("waits for an answer"), "wait"
    return Sent(
        _("Question about %(record)s") % {"record": record.name},
        state,
        tone,
        f"{reverse('forum:questions', args=[record.slug])}#p{message.pk}",
        message.said_at,
    )


def _reports(person) -> list[Sent]:
    made = Report.objects.filter(by=person).select_related("decision").order_by("-pk")[:MOST_SENT]
    return [
        Sent(
            _("Report about %(record)s") % {"record": name_of(report.subject)},
            report.get_state_display(),
            "wait" if report.state == ReportState.OPEN else "ok",
            reverse("forum:decision", args=[report.decision_id]) if report.decision_id else "",
            report.at,
        )
        for report in with_subjects(made)
        if report.subject is not None
    ]
