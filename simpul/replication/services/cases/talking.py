"""What the three sides say to each other."""

from django.db import transaction

from simpul.core import threads
from simpul.core.models import Message
from simpul.replication.models import Case
from simpul.replication.services.cases import telling
from simpul.replication.services.cases.asking import ask

TOPIC = "case"


@transaction.atomic
def talk(case: Case, body: str, *, by) -> Message:
    """Say something to the other sides; nobody else reads it."""
    ask(by, "replication.talk_case", case)
    said = threads.say(case, topic=TOPIC, body=body, by=by)
    telling.tell_of_word(case, said, by=by)
    return said
