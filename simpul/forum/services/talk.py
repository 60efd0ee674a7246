"""Questions to the owner of a record and their answers, and whether a record was useful."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core import clock, duties, journal, limits, outbox, threads
from simpul.core.models import Message
from simpul.core.models.threads import Visibility
from simpul.forum.models import Follow, Opinion
from simpul.forum.queries.talk import QUESTIONS, people_of, record_of, who_answer
from simpul.innovations.models import Innovation

# What waits for those who answer for a record.
QUESTION = "question"


@transaction.atomic
def ask(innovation: Innovation, *, by, body: str) -> Message:
    """Put a question to the owner of a record; it is public and waits for an answer."""
    _allow("forum.ask_innovation", innovation, by)
    limits.spend("question", f"user:{by.pk}")
    message = threads.say(
        innovation, topic=QUESTIONS, body=body, by=by, visibility=Visibility.PUBLIC
    )
    due = clock.now() + timedelta(days=settings.QUESTION_DAYS)
    assignees = who_answer(innovation)
    for assignee in assignees:
        duties.expect(QUESTION, message, of=assignee, due=due)
    outbox.tell_all(
        f"question-{message.pk}",
        [person for person in people_of(assignees) if person != by],
        outbox.Message(
            "question",
            lambda: _("Somebody asks about %(record)s") % {"record": innovation.name},
            body,
            reverse("forum:answer", args=[message.pk]),
        ),
    )
    return message


@transaction.atomic
def answer(message: Message, *, by, body: str) -> Message:
    """Answer a question; the first answer by the owner's people settles the duty."""
    _allow("core.answer_message", message, by)
    limits.spend("answer", f"user:{by.pk}")
    question, record = message.reply_to or message, record_of(message)
    said = threads.say(
        threads.root(message),
        topic=QUESTIONS,
        body=body,
        by=by,
        reply_to=question,
        visibility=Visibility.PUBLIC,
    )
    if by.pk != question.author_id:
        duties.settle(QUESTION, question, by=by)
    _tell_of_answer(said, question, record, by=by)
    return said


@transaction.atomic
def edit(message: Message, *, by, body: str) -> Message:
    """Change one's own words; what they said before is kept for those who moderate."""
    _allow("core.change_message", message, by)
    return threads.edit(message, body, by=by)


@transaction.atomic
def take_back(message: Message, *, by) -> Message:
    """Withdraw one's own words; a question nobody sees any more waits for nobody."""
    taken = threads.take_back(message, by=by)
    duties.settle(QUESTION, message, by=by)
    return taken


@transaction.atomic
def rate(innovation: Innovation, *, by, is_useful: bool, reason: str = "") -> Opinion:
    """Say whether a record was useful; saying it again replaces what was said before."""
    _allow("forum.rate_innovation", innovation, by)
    limits.spend("opinion", f"user:{by.pk}")
    opinion, _created = Opinion.objects.update_or_create(
        person=by,
        innovation=innovation,
        defaults={"is_useful": is_useful, "reason": reason.strip(), "given_at": clock.now()},
    )
    # No reason in the journal: it is the person's own, and is erased with the account.
    journal.record(opinion, "rate", by=by)
    return opinion


@transaction.atomic
def take_opinion_back(innovation: Innovation, *, by) -> bool:
    """Forget what one said of a record; answers whether there was anything."""
    said = Opinion.objects.filter(person=by, innovation__canonical=innovation.pk)
    keys = list(said.values_list("pk", flat=True))
    if keys:
        said.delete()
        journal.record_batch("take_back", Opinion, keys, by=by)
    return bool(keys)


def _tell_of_answer(said: Message, question: Message, record: Innovation, *, by) -> None:
    """Tell the asker and those who follow the record; a word of the asker goes to the owner too."""
    follows = Follow.objects.filter(innovation__canonical=record.pk).select_related("person")
    people = [follow.person for follow in follows]
    people += [question.author] if question.author else []
    people += people_of(who_answer(record)) if by.pk == question.author_id else []
    told = {person.pk: person for person in people if person.pk != by.pk}
    outbox.tell_all(
        f"answer-{said.pk}",
        told.values(),
        outbox.Message(
            "answer",
            lambda: _("A question about %(record)s has a new answer") % {"record": record.name},
            link=f"{reverse('forum:questions', args=[record.slug])}#p{said.pk}",
        ),
    )


def _allow(permission: str, thing, by) -> None:
    if not by.has_perm(permission, thing):
        raise PermissionDenied(permission)
