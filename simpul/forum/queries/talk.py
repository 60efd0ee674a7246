"""What people think of a record, and what they asked its owner."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q, QuerySet

from simpul.core import duties
from simpul.core.models import Message
from simpul.core.models.threads import MessageState, Visibility
from simpul.forum.models import Opinion
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import PUBLIC_STATES, Innovation
from simpul.organisations.models import Membership
from simpul.organisations.policies import ADMIN
from simpul.organisations.queries import deciding_offices

QUESTIONS = "questions"
SHOWN_ON_RECORD = 3
SHOWN_ON_PAGE = 20
MOST_REASONS = 200


@dataclass(frozen=True)
class Opinions:
    """How many found a record useful, of how many who said anything."""

    useful: int
    said: int


@dataclass(frozen=True)
class Question:
    """A question with what was answered, oldest first."""

    message: Message
    answers: Sequence[Message] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Say whether anybody but the asker has answered."""
        asker = self.message.author_id
        return any(answer.is_shown and answer.author_id != asker for answer in self.answers)


def opinions_of(record: Innovation) -> Opinions:
    """What people said of ``record`` and of those merged into it; one person counts once."""
    said = Opinion.objects.filter(innovation__canonical=record.pk)
    counted = said.aggregate(
        useful=Count("person", filter=Q(is_useful=True), distinct=True),
        said=Count("person", distinct=True),
    )
    return Opinions(counted["useful"], counted["said"])


def opinion_by(person, record: Innovation) -> Opinion | None:
    """What ``person`` said of ``record``."""
    return Opinion.objects.filter(person=person, innovation__canonical=record.pk).first()


def reasons_for(record: Innovation) -> QuerySet[Opinion]:
    """Opinions with a reason, for the owner and the hub, newest first."""
    return Opinion.objects.filter(innovation__canonical=record.pk).exclude(reason="")


def questions_about(record: Innovation) -> QuerySet[Message]:
    """Questions put to the owner of ``record``, newest first; hidden ones keep their place."""
    return _talk().filter(subject_id__in=_kin(record), reply_to=None).order_by("-said_at", "-id")


def with_answers(questions: Iterable[Message]) -> list[Question]:
    """Each question with its answers, in one question to the database."""
    asked = list(questions)
    answers: dict[int, list[Message]] = defaultdict(list)
    for answer in _talk().filter(reply_to__in=[message.pk for message in asked]):
        answers[answer.reply_to_id or 0].append(answer)
    return [Question(message, answers[message.pk]) for message in asked]


def message_at(pk: int) -> Message | None:
    """A public message about a public record, with whom and what it is about."""
    found = _talk().filter(pk=pk).first()
    record = found.subject if found else None
    return found if record is not None and record.state in PUBLIC_STATES else None


def record_of(message: Message) -> Innovation:
    """The record a message is about, as readers see it now."""
    record = message.subject
    if not isinstance(record, Innovation):
        raise TypeError("Only questions to owners are told of records.")
    return record.canonical or record


def who_answer(record: Innovation) -> list[str]:
    """Those whose duty it is to answer for ``record``: the owner's admins, else its hub."""
    if record.owner is None:
        return _hub_of(record)
    offices = deciding_offices(record.owner)
    admins = [key for key in offices if key.startswith(f"{ADMIN}@")]
    return admins or _hub_of(record) or offices


def people_of(assignees: Iterable[str]) -> list:
    """The people behind these assignees, each once."""
    found = {
        person.pk: person for people in duties.holders(assignees).values() for person in people
    }
    return list(found.values())


def colleagues_of(record: Innovation) -> set[int]:
    """Keys of the people who work for the owner of a record or its units, to mark their answers."""
    if record.owner_id is None:
        return set()
    works = Q(organisation=record.owner_id) | Q(organisation__parent=record.owner_id)
    return set(Membership.objects.confirmed().filter(works).values_list("person", flat=True))


def asked() -> int:
    """How many questions were asked and are shown."""
    return _talk().filter(state=MessageState.SHOWN, reply_to=None).count()


def answered() -> int:
    """How many of the shown questions have an answer by somebody else."""
    shown = _talk().filter(state=MessageState.SHOWN, reply_to__state=MessageState.SHOWN)
    by_others = shown.exclude(author=F("reply_to__author"))
    return by_others.order_by().values("reply_to").distinct().count()


def useful() -> int:
    """How often somebody said that a record was useful."""
    return Opinion.objects.filter(is_useful=True).count()


def _talk() -> QuerySet[Message]:
    kind = ContentType.objects.get_for_model(Innovation)
    messages = Message.objects.filter(
        subject_type=kind, topic=QUESTIONS, visibility=Visibility.PUBLIC
    )
    return messages.select_related("author").order_by("said_at", "id")


def _kin(record: Innovation):
    return Innovation.objects.filter(canonical=record.pk).values("pk")


def _hub_of(record: Innovation) -> list[str]:
    return [duties.office_key(COORDINATOR, record.hub)] if record.hub else []
