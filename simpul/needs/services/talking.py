"""Questions and words about a need or an idea, and reporting what should not stand there."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.core import limits, outbox, threads
from simpul.core.models import Message, Report
from simpul.core.models.threads import Visibility as Readers
from simpul.needs.models import Idea, Need, Visibility
from simpul.needs.queries.talk import TALK
from simpul.needs.services.asking import ask_permission, people_for, without

OWN_HOUSE = _("Only your institution reads this need, so nobody outside decides about it.")
NOT_SHOWN = _("This is not shown any more, so nothing can be said about it.")


@transaction.atomic
def ask(subject: Need | Idea, *, by, body: str, reply_to: Message | None = None) -> Message:
    """Ask or say something about a need or an idea; whoever can read it reads that."""
    name = "need" if isinstance(subject, Need) else "idea"
    ask_permission(f"needs.ask_{name}", subject, by)
    if reply_to is not None and not reply_to.is_shown:
        raise ValidationError(NOT_SHOWN, code="not_shown")
    limits.spend("question", f"user:{by.pk}")
    message = threads.say(
        subject,
        topic=TALK,
        body=body,
        by=by,
        reply_to=reply_to and (reply_to.reply_to or reply_to),
        visibility=Readers.PUBLIC,
    )
    _tell(message, subject, by=by)
    return message


@transaction.atomic
def edit_message(message: Message, *, by, body: str) -> Message:
    """Change one's own words; what they said before is kept for those who moderate."""
    if not by.has_perm("core.change_message", message):
        raise PermissionDenied
    return threads.edit(message, body, by=by)


def take_back_message(message: Message, *, by) -> Message:
    """Withdraw one's own words."""
    return threads.take_back(message, by=by)


def report(subject: Need | Idea | Message, *, by, reason: str, details: str = "") -> Report:
    """Report a need, an idea or words about them to those who moderate its hub.

    Raises ``ValidationError`` for what the hub must not read either.
    """
    about = threads.root(subject)
    need = about if isinstance(about, Need) else about.need if isinstance(about, Idea) else None
    if need is not None and need.visibility == Visibility.PRIVATE:
        raise ValidationError(OWN_HOUSE, code="private")
    limits.spend("report", f"user:{by.pk}")
    return threads.report(subject, reason=reason, by=by, details=details)


def _tell(message: Message, subject: Need | Idea, *, by) -> None:
    """Tell those who answer for it, and who said something before."""
    if isinstance(subject, Need):
        people = people_for(subject.organisation) + ([subject.by] if subject.by else [])
    else:
        people = people_for(subject.sponsor) + ([subject.author] if subject.author else [])
    if message.reply_to and message.reply_to.author:
        people.append(message.reply_to.author)
    view = f"needs.view_{subject._meta.model_name}"
    title = subject.title
    outbox.tell_all(
        f"needs-talk-{message.pk}",
        [person for person in without(people, by) if person.has_perm(view, subject)],
        outbox.Message(
            "question",
            lambda: gettext("Somebody wrote about “%(title)s”") % {"title": title},
            message.body,
            f"{reverse_of(subject)}#p{message.pk}",
        ),
    )


def reverse_of(subject: Need | Idea) -> str:
    """The page where words about it stand."""
    route = "needs:detail" if isinstance(subject, Need) else "needs:idea"
    return reverse(route, args=[subject.slug])
