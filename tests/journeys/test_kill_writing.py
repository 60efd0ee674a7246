"""Killed at any moment while people save, upload and publish: what was acknowledged is there."""

import hashlib
import json
import os
import random
import signal
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from itertools import count

import pytest

from tests.config.serving import Served, prepare, run, until

pytestmark = pytest.mark.kill

TOKEN = "k" * 32
ROUNDS, LONG_ROUNDS = 5, 50
WRITERS = 3
PARTS = ("granian", "relay", "worker quick", "worker long")

PEOPLE = (
    f"WRITERS = {WRITERS}"
    """
import json
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from simpul.core import mandates
from simpul.hubs.policies import VERIFIER
from simpul.innovations.models import DraftKind, Innovation
from simpul.innovations.services.drafting import open_draft
from simpul.organisations.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory

def session(person):
    client = Client()
    client.force_login(person)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, person, "password", reauthenticated=True)
    request.session.save()
    return client.cookies["sessionid"].value

body = Organisation.objects.get(code="PEMDA-73.08")
author = MembershipFactory(organisation=body).person
drafts = [
    open_draft(kind=DraftKind.NEW, organisation=body, by=author, values={"title": f"Uji {n}"}).pk
    for n in range(WRITERS)
]
records = Innovation.objects.listed().exclude(hub=None).select_related("hub")[:200]
verifier = UserFactory()
for hub in {record.hub for record in records}:
    mandates.grant(verifier, office=VERIFIER, scope=hub, by=verifier)
print(json.dumps({
    "author": session(author), "verifier": session(verifier), "drafts": drafts,
    "records": [[record.pk, record.slug] for record in records],
}))
"""
)

KEPT = """
import json
from django_tasks_db.models import DBTaskResult
from simpul.core.models import File
from simpul.innovations.models import DraftValue, Innovation
print(json.dumps({
    "values": [[v.draft_id, v.value] for v in DraftValue.objects.filter(field="problem")],
    "files": list(File.objects.filter(state="ready").values_list("sha256", flat=True)),
    "published": list(Innovation.objects.filter(state="published").values_list("pk", flat=True)),
    "waiting": DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count(),
}))
"""


@pytest.fixture
def hub(tmp_path):
    prepare(tmp_path)
    assert run(tmp_path, "load").returncode == 0
    assert run(tmp_path, "reindex").returncode == 0
    return tmp_path


def told(var, script):
    said = run(var, "shell", "-c", script)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


class Person(threading.Thread):
    """Does one thing again and again; remembers what was acknowledged."""

    def __init__(self, served, session, stop):
        super().__init__(daemon=True)
        self.served, self.session, self.stop = served, session, stop
        self.acknowledged = []

    def run(self):
        for number in count(1):
            if self.stop.is_set() or not self.act(number):
                return
            time.sleep(0.02)

    def until_answered(self, path, **fields):
        """Send it again until somebody answers; the answer, or None when the test ends."""
        while not self.stop.is_set():
            status, body = self.send(path, fields)
            if status in (200, 302):
                return status, body
            time.sleep(0.1)
        return None

    def send(self, path, fields, content=None):
        body = content or urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.served.port}{path}",
            data=body,
            headers={
                "Host": f"localhost:{self.served.port}",
                "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
                "X-CSRFToken": TOKEN,
                "Content-Type": "application/octet-stream"
                if content
                else "application/x-www-form-urlencoded",
            },
        )
        try:
            with _opener.open(request, timeout=5) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()
        except OSError:
            return 0, b""


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given):
        return None


_opener = urllib.request.build_opener(_Stays)


class Writer(Person):
    """Saves a field again and again, as the page does while one types."""

    def __init__(self, *given, draft):
        super().__init__(*given)
        self.draft, self.base, self.was = draft, 0, ""

    def act(self, number):
        answer = self.until_answered(
            f"/id/meja/draf/{self.draft}/simpan/",
            **{
                "problem": f"Tulisan {number}",
                "base-problem": self.base,
                "was-problem": self.was,
                "page": f"uji-{self.draft}",
                "turn": number,
            },
        )
        if answer is None:
            return False
        said = json.loads(answer[1])["fields"]["problem"]
        self.base, self.was = said["base"], said["was"]
        self.acknowledged.append(number)
        return True


class Uploader(Person):
    """Sends small files in one piece each."""

    def __init__(self, *given, draft):
        super().__init__(*given)
        self.folder = f"/id/meja/draf/{draft}/berkas/"

    def act(self, number):
        content = f"%PDF-1.4\n% bukti {number}\n%%EOF\n".encode()
        digest = hashlib.sha256(content).hexdigest()
        begun = self.until_answered(
            self.folder, name=f"bukti-{number}.pdf", size=len(content), sha256=digest
        )
        if begun is None:
            return False
        token = json.loads(begun[1])["token"]
        while (
            not self.stop.is_set() and self.send(f"{self.folder}{token}/0/", {}, content)[0] != 200
        ):
            time.sleep(0.1)
        done = self.until_answered(
            f"{self.folder}{token}/", field="problem", title=f"Bukti {number}", kind="document"
        )
        if done is None:
            return False
        self.acknowledged.append(digest)
        return True


class Publisher(Person):
    """Verifies listed records, one after the other."""

    def __init__(self, *given, records):
        super().__init__(*given)
        self.records = records

    def act(self, number):
        pk, slug = self.records[number - 1]
        answer = self.until_answered(
            f"/id/meja/catatan/{slug}/putuskan/publish/", note="Diperiksa."
        )
        if answer is None or number == len(self.records):
            return False
        self.acknowledged.append(pk)
        return True


def kill_something(served, chance):
    """Kill a process of a part; whether one was there, for the fallen come back ever later."""
    victims = served.named(chance.choice(PARTS))
    if victims:
        os.kill(chance.choice(victims), signal.SIGKILL)
    return bool(victims)


@pytest.mark.parametrize(
    "rounds", [ROUNDS, pytest.param(LONG_ROUNDS, marks=pytest.mark.slow)], ids=str
)
def test_nothing_acknowledged_is_lost_however_often_parts_are_killed(hub, rounds):
    people = told(hub, PEOPLE)
    chance, stop = random.Random(rounds), threading.Event()
    with Served(hub, workers=2) as served:
        assert until(lambda: served.get("/readyz")[0] == 200, 30)
        start = (served, people["author"], stop)
        writers = [Writer(*start, draft=draft) for draft in people["drafts"]]
        uploader = Uploader(*start, draft=people["drafts"][0])
        publisher = Publisher(served, people["verifier"], stop, records=people["records"])
        everybody = [*writers, uploader, publisher]
        for person in everybody:
            person.start()
        killed = 0
        while killed < rounds:
            time.sleep(chance.uniform(0.3, 1.5))
            killed += kill_something(served, chance)
        assert until(lambda: served.get("/readyz")[0] == 200, 180), served.log.read_text()[-2000:]
        assert until(lambda: all(len(person.acknowledged) > 2 for person in everybody), 60), {
            type(person).__name__: len(person.acknowledged) for person in everybody
        }
        stop.set()
        for person in everybody:
            person.join(20)
        assert until(lambda: run(hub, "check_index").returncode == 0, 60, pause=1), run(
            hub, "check_index"
        ).stdout
        assert until(lambda: told(hub, KEPT)["waiting"] == 0, 60, pause=1)

    kept = told(hub, KEPT)
    values = dict(kept["values"])
    for writer in writers:
        assert int(values[writer.draft].split()[-1]) >= writer.acknowledged[-1]
    assert set(uploader.acknowledged) <= set(kept["files"])
    assert set(publisher.acknowledged) <= set(kept["published"])
    for command in ("verify_log", "verify_files", "check_records"):
        checked = run(hub, command)
        assert checked.returncode == 0, checked.stdout + checked.stderr
