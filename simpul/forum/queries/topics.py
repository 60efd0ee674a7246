"""How the duties of this room read on a desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import DutyTopic
from simpul.forum.queries import moderation


def _record_name(subject) -> str:
    return moderation.name_of(subject)


def _asker(message) -> str:
    return str(message.author or "")


def _reporter(report) -> str:
    return str(report.by or _("A visitor"))


def _appellant(appeal) -> str:
    return str(appeal.by or "")


TOPICS = {
    "question": DutyTopic(
        _("Answer a question"),
        url=lambda duty: reverse("forum:answer", args=[duty.subject_id]),
        what=_record_name,
        origin=_asker,
        kind=_("Question"),
        icon="message-circle",
        load=moderation.load_messages,
    ),
    "moderation": DutyTopic(
        _("Decide about a report"),
        url=lambda duty: reverse("forum:case", args=[duty.subject_id]),
        what=lambda report: moderation.name_of(report.subject),
        origin=_reporter,
        kind=_("Moderation"),
        icon="flag",
        load=moderation.load_reports,
    ),
    "appeal": DutyTopic(
        _("Answer an appeal"),
        url=lambda duty: reverse("forum:appeal", args=[duty.subject_id]),
        what=lambda appeal: moderation.name_of(appeal.decision.subject),
        origin=_appellant,
        kind=_("Moderation"),
        icon="gavel",
        load=moderation.load_appeals,
    ),
}
