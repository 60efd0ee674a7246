from datetime import date

from simpul.core import clock
from simpul.core.models import Message
from simpul.hubs.models import Hub
from simpul.needs.models import Benchmark, IdeaDecision
from tests.factories.innovations import InnovationFactory
from tests.factories.needs import ChallengeFactory, IdeaFactory, NeedFactory
from tests.matrix.people import owner, person


def build():
    now, hub, body = clock.now(), Hub.objects.get(slug="jipp-matriks"), owner()
    for number, visibility in enumerate(("public", "hub", "private")):
        number_of = f"need00000{number}"
        NeedFactory(
            public_id=number_of, slug=f"matriks-{number_of}", organisation=body, hub=hub,
            visibility=visibility, title=f"Kebutuhan {visibility}",
        )  # fmt: skip
    closed = NeedFactory(
        public_id="need000009", slug="matriks-need000009", organisation=body, hub=hub,
        state="closed", solution="Loket kedua.", closed_at=now,
    )  # fmt: skip
    for state in ("announced", "draft"):
        ChallengeFactory(
            public_id=f"chal{state[:6]:0<6}", slug=f"matriks-chal{state[:6]:0<6}", sponsor=body,
            hub=hub, state=state, opens_on=date(2026, 1, 1), closes_on=date(2099, 1, 1),
        )  # fmt: skip
    author = person("author")
    fields = {"author": author, "hub": hub, "sponsor": body}
    open_idea = IdeaFactory(public_id="idea000000", slug="matriks-idea000000", **fields)
    IdeaFactory(public_id="idea000001", slug="matriks-idea000001", **fields, state="hidden")
    taken = IdeaFactory(public_id="idea000002", slug="matriks-idea000002", **fields)
    taken.state = "taken_up"
    taken.save()
    IdeaDecision.objects.create(idea=taken, outcome="taken_up", reason="Ya.", at=now)
    free = {**fields, "sponsor": None}
    IdeaFactory(public_id="idea000003", slug="matriks-idea000003", **free)
    IdeaFactory(public_id="idea000004", slug="matriks-idea000004", **fields, canonical=open_idea)
    said = {"topic": "needs", "author": author, "visibility": "public", "said_at": now}
    Message.objects.create(pk=9501, subject=open_idea, body="Berapa?", **said)
    Message.objects.create(pk=9502, subject=closed, body="Siapa?", state="hidden", **said)
    InnovationFactory(public_id="solver0000", slug="matriks-solver0000", owner=body, hub=hub)
    Benchmark.objects.create(
        key="matriks-tolok", family="spm", label_id="Tolok", label_en="Mark", source="Uji"
    )
