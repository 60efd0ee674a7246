"""Reports, decisions and appeals, and who is told of them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core import limits, outbox, threads
from simpul.core.models import Appeal, Decision, Message, Report
from simpul.core.models.threads import Outcome
from simpul.forum.queries.moderation import name_of


def report(subject, *, reason: str, details: str = "", by=None, address: str = "") -> Report:
    """Report a record or a message, with an account or, from some ``address``, without one."""
    if by is not None:
        limits.spend("report", f"user:{by.pk}")
    else:
        limits.spend("anonymous_report", address)
    return threads.report(subject, reason=reason, by=by, details=details)


@transaction.atomic
def decide(report: Report, *, decision: str, reason: str, by) -> Decision:
    """Decide about what was reported; its author and everybody who reported it are told."""
    made = threads.decide(report, decision=decision, reason=reason, by=by)
    _tell_author(made)
    _tell_reporters(made)
    return made


@transaction.atomic
def hide(message: Message, *, reason: str, by) -> Decision:
    """Hide a message that nobody reported; its author is told and may appeal."""
    made = threads.hide(message, reason=reason, by=by)
    _tell_author(made)
    _tell_reporters(made)
    return made


@transaction.atomic
def appeal(decision: Decision, *, words: str, by) -> Appeal:
    """Ask that somebody else looks at the decision about one's own message."""
    if not by.has_perm("core.appeal_decision", decision):
        raise PermissionDenied
    limits.spend("appeal", f"user:{by.pk}")
    return threads.appeal(decision, by=by, words=words)


@transaction.atomic
def answer_appeal(appeal: Appeal, *, lift: bool, reason: str, by) -> Appeal:
    """Lift a decision or let it stand; the author and those who reported are told."""
    answered = threads.answer(appeal, lift=lift, reason=reason, by=by)
    decision = answered.decision
    people = [answered.by, *(report.by for report in decision.reports.select_related("by"))]
    name = name_of(decision.subject)

    def subject() -> str:
        if lift:
            return _("The decision about a message on %(record)s was lifted") % {"record": name}
        return _("The decision about a message on %(record)s stands") % {"record": name}

    outbox.tell_all(
        f"appeal-{answered.pk}",
        {person.pk: person for person in people if person is not None}.values(),
        outbox.Message("appeal", subject, link=reverse("forum:decision", args=[decision.pk])),
    )
    return answered


def _tell_author(decision: Decision) -> None:
    subject = decision.subject
    taken = decision.outcome in {Outcome.HIDE, Outcome.REMOVE}
    if not taken or not isinstance(subject, Message) or subject.author is None:
        return
    name = name_of(subject)
    outbox.tell(
        f"decision-{decision.pk}-author",
        subject.author,
        outbox.Message(
            "moderation",
            lambda: _("Your message about %(record)s is not shown any more") % {"record": name},
            lambda: _("The reason and how to appeal stand on the page of the decision."),
            reverse("forum:decision", args=[decision.pk]),
        ),
    )


def _tell_reporters(decision: Decision) -> None:
    name = name_of(decision.subject)
    people = [report.by for report in decision.reports.select_related("by") if report.by]
    outbox.tell_all(
        f"decision-{decision.pk}",
        {person.pk: person for person in people}.values(),
        outbox.Message(
            "report",
            lambda: _("What you reported about %(record)s was decided") % {"record": name},
            link=reverse("forum:decision", args=[decision.pk]),
        ),
    )
