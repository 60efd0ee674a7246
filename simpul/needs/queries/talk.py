"""What people asked and said about a need or an idea."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType

from simpul.core import threads
from simpul.core.models import Message
from simpul.core.models.threads import MessageState
from simpul.needs.models import Idea, Need

TALK = "needs"


@dataclass(frozen=True)
class Said:
    """Something that was said, with what was answered, oldest first."""

    message: Message
    answers: Sequence[Message] = field(default_factory=list)


def talk_about(subject: Need | Idea) -> list[Said]:
    """Everything said about it, oldest first; of an idea also what was said of those merged."""
    answers: dict[int, list[Message]] = defaultdict(list)
    first: list[Message] = []
    for message in _messages(subject):
        if message.reply_to_id:
            answers[message.reply_to_id].append(message)
        else:
            first.append(message)
    return [Said(message, answers[message.pk]) for message in first]


def message_at(pk: int, user) -> tuple[Message, Need | Idea] | None:
    """A message of this room with what it is about, if ``user`` may read that."""
    message = Message.objects.filter(pk=pk, topic=TALK).select_related("author").first()
    subject = message and message.subject
    if message is None or not isinstance(subject, (Need, Idea)):
        return None
    view = f"needs.view_{subject._meta.model_name}"
    return (message, subject) if user.has_perm(view, subject) else None


def count_of_talk(subject: Need | Idea) -> int:
    """How many messages about it are shown."""
    return _messages(subject).filter(state=MessageState.SHOWN).count()


def _messages(subject: Need | Idea):
    if isinstance(subject, Need):
        return threads.of(subject, topic=TALK)
    kin = Idea.objects.filter(canonical=subject.canonical_id).values("pk")
    kind = ContentType.objects.get_for_model(Idea)
    found = Message.objects.filter(subject_type=kind, subject_id__in=kin, topic=TALK)
    return found.select_related("author").order_by("said_at", "pk")
