"""Names planted in everything private are looked for in everything others can read.

Somebody without an account, somebody with one, and the admin of another institution follow every
link, form, feed, file and picture from the front page on, search for each name, and try the
addresses of what is private. A name planted in the open shows that the crawl would have seen it.
"""

import gzip
import io
import re
import zipfile
from collections import Counter
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from simpul.core import journal, threads
from simpul.core.models import OutboxMessage
from simpul.documents.models import Document
from simpul.documents.services import draft as draft_letter
from simpul.forum.services import talk
from simpul.forum.services.mine import begin_list
from simpul.innovations.models import DraftKind
from simpul.innovations.services import index, submission, verifying, withdraw
from simpul.innovations.services.drafting import open_draft
from simpul.innovations.services.evidence import add_evidence
from simpul.needs.services import offer, state_need
from simpul.organisations.policies import ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.documents import KindFactory, numbered
from tests.factories.geography import RegencyFactory
from tests.factories.innovations import listed
from tests.factories.organisations import OfficeFactory, OrganisationFactory
from tests.factories.verification import VALUES, Scene, finding, holding
from tests.journeys import travelling

pytestmark = pytest.mark.django_db

OPEN = "kenarihijau"
# Where each was planted, by the letters that follow the common beginning.
PLACES = {
    "satu": "title of a draft",
    "dua": "answer in a draft",
    "tiga": "private contact of a draft",
    "empat": "title of what is being checked",
    "lima": "talk with checkers",
    "enam": "remark on an answer",
    "tujuh": "private contact of a verified record",
    "delapan": "name, title and words of private evidence",
    "sembilan": "change that is being written",
    "sepuluh": "change that is being checked",
    "sebelas": "summary of a withdrawn record",
    "duabelas": "why one was refused",
    "tigabelas": "what somebody reported",
    "empatbelas": "hidden message",
    "limabelas": "private list",
    "enambelas": "address of a member",
    "tujuhbelas": "position of a member",
    "delapanbelas": "draft of another, named after its unit",
    "kebutuhansatu": "title and words of a private need",
    "kebutuhandua": "need for its hub",
    "kebutuhantiga": "idea for a private need",
    "suratsatu": "draft of a letter",
    "suratdua": "letter that waits for signatures and is not listed",
    **travelling.PLACES,
}
EACH_SHAPE = 2
MOST = 9000
LINK = re.compile(rb"""(?:href|src|action|content|url)=["']([^"']+)["']""")
PLACE = re.compile(rb"<(?:loc|link|id)>([^<]+)<")
FOREIGN = ("mailto:", "tel:", "javascript:", "data:", "geo:")
ENDS = re.compile(r"sign-out|keluar|/set-language")


def planted(place):
    return f"kenari{place}x"


@pytest.fixture
def hub(settings, tmp_path):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.SEMANTIC = False
    cache.clear()
    scene = Scene(body=OrganisationFactory(region=RegencyFactory()))
    plant(scene)
    journal.seal_pending()
    index.reindex()
    return scene


def plant(scene):
    scene.author.email = f"{planted('enambelas')}@contoh.go.id"
    scene.author.save()
    scene.author.memberships.update(position=planted("tujuhbelas"))
    begin_list(planted("limabelas"), by=scene.author)
    scene.draft(
        values={
            **VALUES,
            "title": planted("satu"),
            "summary": planted("dua"),
            "contact": planted("tiga"),
        }
    )
    _checked(scene)
    _verified(scene)
    _needed(scene)
    _written(scene)
    gone = listed("UJI-9", title="Pernah tampil", summary=planted("sebelas"))
    withdraw(gone, by=UserFactory(is_superuser=True), note="Data ganda.")
    refused = scene.taken_up()
    verifying.refuse(refused, by=scene.verifier, note=planted("duabelas"))
    open_draft(
        kind=DraftKind.NEW,
        organisation=scene.body,
        by=scene.author,
        entered_for=planted("delapanbelas"),
        values={"title": "Tanpa judul"},
    )


def _needed(scene):
    """A need that its institution alone may read, one for its hub, and an idea for the first."""
    title = planted("kebutuhansatu")
    alone = state_need(scene.body, by=scene.author, title=title, problem=title)
    shared = planted("kebutuhandua")
    state_need(scene.body, by=scene.author, title=shared, problem=shared, visibility="hub")
    idea = planted("kebutuhantiga")
    offer(by=scene.author, title=idea, body=idea, need=alone, author_kind="official")


def _written(scene):
    """A draft of a letter, and one that was numbered but is listed for nobody."""
    draft_letter(
        KindFactory(), title=planted("suratsatu"), content={}, scope=scene.body, by=scene.admin
    )
    numbered(title=planted("suratdua"), scope=scene.body, by=scene.admin)


def _checked(scene):
    draft = scene.taken_up(values={**VALUES, "title": planted("empat")})
    verifying.talk(draft, by=scene.verifier, body=planted("lima"))
    verifying.check(draft, [finding("summary", "ask", planted("enam"))], by=scene.verifier)


def _verified(scene):
    draft = scene.draft(values={**VALUES, "title": f"Sapa {OPEN}", "contact": planted("tujuh")})
    name = planted("delapan")
    add_evidence(
        draft,
        f"{name}.pdf",
        io.BytesIO(f"%PDF-1.7 {name}".encode()),
        field="impact",
        by=scene.author,
        title=name,
    )
    submission.submit(draft, by=scene.author)
    verifying.take_up(draft, by=scene.verifier)
    verifying.accept_rest(draft, by=scene.verifier)
    record = verifying.verify_draft(draft, by=scene.verifier).innovation
    record.refresh_from_db()
    person = UserFactory()
    said = talk.ask(record, by=person, body=f"Apa syaratnya? {planted('empatbelas')}")
    threads.report(said, reason="spam", by=scene.colleague, details=planted("tigabelas"))
    threads.hide(said, reason="Bukan pertanyaan.", by=scene.coordinator)
    for place, hand_in in (("sepuluh", True),):
        change = open_draft(kind=DraftKind.CHANGE, innovation=record, by=scene.author)
        scene.write(change, **{**VALUES, "title": f"Sapa {OPEN}", "summary": planted(place)})
        if hand_in:
            submission.submit(change, by=scene.author)
    second = scene.verified(values={**VALUES, "title": f"Kapal {OPEN}"}).innovation
    second.refresh_from_db()
    change = open_draft(kind=DraftKind.CHANGE, innovation=second, by=scene.author)
    scene.write(change, **{**VALUES, "title": planted("sembilan")})


def visitors(scene):
    foreign = holding(ADMIN, OrganisationFactory())
    # The pages of their mandates name the office.
    OfficeFactory(key=ADMIN)
    return {"visitor": None, "resident": UserFactory(), "another admin": foreign}


@pytest.mark.slow
@pytest.mark.parametrize("who", ["visitor", "resident", "another admin"])
def test_what_is_private_is_found_nowhere(hub, who, settings):
    settings.SECURE_SSL_REDIRECT = False
    travelling.plant(planted)
    journal.seal_pending()
    index.reindex()
    client = Client()
    person = visitors(hub)[who]
    if person:
        client.force_login(person)
    crawl = Crawl(client)

    starts = ["/id/", "/en/", "/id/meja/", "/robots.txt"]
    crawl.follow([*starts, *searches(), *private(hub), *travelling.addresses()])

    assert not crawl.leaks, "\n".join(map(str, crawl.leaks))
    assert crawl.open_seen["text/html"] > 3
    assert len(crawl.open_seen) > 4, crawl.open_seen
    assert crawl.asked > 150


def test_mails_tell_what_is_private_only_to_whom_it_concerns(hub):
    parties = {hub.author, hub.verifier, hub.colleague, hub.coordinator, hub.admin, hub.head}

    told = {
        (message.person, place)
        for message in OutboxMessage.objects.select_related("person")
        for place in PLACES
        if planted(place) in f"{message.subject} {message.body} {message.link}"
    }

    assert {person for person, _place in told} <= parties
    assert told


def searches():
    """Every name, in the search of both languages, its suggestions and what it saves."""
    for place in PLACES:
        word = planted(place)
        yield f"/en/innovations/?q={word}"
        yield f"/id/inovasi/suggest/?q={word[:9]}"
        yield f"/en/innovations.json?q={word}"
        yield f"/id/instansi/?q={word}"
        yield f"/id/kebutuhan/?q={word}"
        yield f"/en/ideas/export.json?q={word}"
        yield f"/id/replikasi/cari/?q={word}"
        yield f"/id/replikasi/kasus/?q={word}"
        yield f"/id/replikasi/pelajaran/?q={word}"
        yield f"/id/pendampingan/?q={word}"


def letters():
    """The addresses of letters; one that is numbered shows itself to who holds its code."""
    for letter in Document.objects.all():
        yield letter.get_absolute_url()
        yield f"/id/meja/dokumen/{letter.pk}/berkas/pdf/"
        yield f"/id/meja/dokumen/{letter.pk}/pratinjau.pdf"
        if not letter.number:
            yield letter.check_url


def private(scene):
    """The addresses of what is private, which nobody is linked to."""
    from simpul.innovations.models import Draft, Evidence, Innovation
    from simpul.needs.models import Idea, Need

    for record in Innovation.objects.all():
        for language, word in (("id", "inovasi"), ("en", "innovations")):
            base = f"/{language}/{word}/{record.slug}/"
            old = f"/{language}/{word}/x-{record.public_id}/"
            for form in ("", "card.png", "qr.svg", "data.jsonld", "history/", "riwayat/"):
                yield base + form
                yield old + form
    for needed in [*Need.objects.all(), *Idea.objects.all()]:
        yield needed.get_absolute_url()
        yield f"/id/meja/kebutuhan/{needed.slug}/"
        yield f"/id/meja/gagasan/{needed.slug}/"
    for draft in Draft.objects.all():
        yield draft.get_absolute_url()
    yield from letters()
    for evidence in Evidence.objects.all():
        yield f"/id/inovasi/berkas/{evidence.pk}/"
        yield f"/media/{evidence.file.sha256}"


class Crawl:
    """Follows what it is answered, a few addresses of every shape, and reads all of it."""

    def __init__(self, client):
        self.client = client
        self.leaks, self.open_seen, self.asked = [], Counter(), 0
        self._seen, self._shapes, self._given = set(), Counter(), set()

    def follow(self, addresses):
        todo = list(dict.fromkeys(addresses))
        self._given = set(todo)
        while todo and self.asked < MOST:
            address = todo.pop(0)
            if not self._is_new(address):
                continue
            response = self.client.get(address)
            self.asked += 1
            body = read(response)
            self._look(address, response, body)
            todo += self._links(address, response, body)

    def _is_new(self, address):
        if address in self._seen or ENDS.search(address):
            return False
        self._seen.add(address)
        shape = re.sub(r"\d+|=[^&]*|[a-z0-9-]+-[a-z0-9]{10}|(?<=/)[a-z0-9-]{12,}", "N", address)
        self._shapes[shape] += 1
        return address in self._given or self._shapes[shape] <= EACH_SHAPE

    def _look(self, address, response, body):
        heads = " ".join(f"{name}: {value}" for name, value in response.headers.items())
        text = (body + heads.encode()).lower()
        asked = unescape(address).lower().encode()
        for place, what in PLACES.items():
            word = planted(place).encode()
            # A page may repeat what was asked for, in its search box and its own addresses.
            if word in text and word not in asked and word[:9] not in asked:
                self.leaks.append((address, response.status_code, what))
        if OPEN.encode() in text:
            self.open_seen[response.headers.get("Content-Type", "").partition(";")[0]] += 1

    def _links(self, address, response, body):
        found = LINK.findall(body) + PLACE.findall(body)
        if "Location" in response.headers:
            found.append(response.headers["Location"].encode())
        for link in found:
            text = unescape(link.decode(errors="replace")).strip()
            if text.startswith(("#", *FOREIGN)):
                continue
            parts = urlsplit(urljoin(f"http://localhost{address}", text))
            if parts.hostname in {"localhost", "testserver"} and "/static/" not in parts.path:
                yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def read(response):
    """The bytes of an answer, unpacked: the names of a packed file would not be seen."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
