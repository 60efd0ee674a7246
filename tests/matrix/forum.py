from datetime import timedelta

from simpul.core import clock
from simpul.core.models import Appeal, Decision, Message, Report
from simpul.hubs.models import Hub
from tests.factories.forum import ShelfFactory
from tests.factories.innovations import InnovationFactory
from tests.matrix.people import owner, person


def build():
    now, resident = clock.now(), person("resident")
    hub, due = Hub.objects.get(slug="jipp-matriks"), clock.now() + timedelta(days=3)
    record = InnovationFactory(
        public_id="forum00000", slug="matriks-forum00000", owner=owner(), hub=hub
    )
    said = {"subject": record, "topic": "questions", "author": resident, "visibility": "public"}
    asked = Message.objects.create(pk=9001, body="Berapa?", said_at=now, **said)
    hidden = Message.objects.create(pk=9002, body="Kasar", said_at=now, state="hidden", **said)
    Report.objects.create(pk=9101, subject=asked, reason="abuse", at=now, due_at=due)
    decided = Decision.objects.create(
        pk=9201, subject=hidden, outcome="hide", reason="Menghina", at=now
    )
    Appeal.objects.create(
        pk=9301, decision=decided, by=resident, words="Kutipan", at=now, due_at=due
    )
    ShelfFactory(pk=9401, person=resident, token="matriks-token", is_shared=True)
