"""Three hundred people type at once: how long it takes until what they typed is kept."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

from tests.bench.registry import Result, bench
from tests.config.serving import Served, environment

TYPISTS = 300
# A page saves at least every so many seconds while somebody types.
EVERY = 5
SECONDS = {"ci": 15, "full": 120}
HANDS = 48
SECRET = "a" * 32


@bench("autosave of three hundred", needs="hub", is_long=True)
def autosave_of_three_hundred(size):
    """p95 from the moment a save is due to its answer, against an answer that writes nothing."""
    people = _typists()
    with Served(Path(settings.VAR_DIR), workers=2) as hub:
        time.sleep(10)
        _typing(hub.port, people[:50], 3, _saved)
        idle, _failed = _typing(hub.port, people, SECONDS[size], _asked)
        saves, failed = _typing(hub.port, people, SECONDS[size], _saved)
    ours, theirs = _p95(saves), _p95(idle)
    yield Result(
        "autosave, p95",
        ours / theirs,
        "an answer at the same rate that only reads who asks",
        "p95 below one second, nothing lost",
        {
            "p50": f"{statistics.median(saves) * 1000:.0f} ms",
            "p95": f"{ours * 1000:.0f} ms",
            "baseline p95": f"{theirs * 1000:.0f} ms",
            "saves": str(len(saves)),
            "failed": str(failed),
            "lost": str(_lost(people)),
        },
    )


class Typist:
    """Somebody with a draft open, who has typed ``turn`` times."""

    def __init__(self, session: str, draft: int) -> None:
        self.session, self.draft, self.turn = session, draft, 0
        self.acknowledged = 0


def _typists() -> list[Typist]:
    """People who are signed in, each with a draft of their own."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import override_settings

    from simpul.core import clock
    from simpul.innovations.models import Draft, DraftKind
    from tests.factories.accounts import UserFactory
    from tests.factories.innovations import InnovationFactory

    people, now, stamp = [], clock.now(), time.time_ns()
    secret = environment(settings.VAR_DIR)["SECRET_KEY"]
    for number in range(TYPISTS):
        name = f"typist-{stamp}-{number}"
        person = UserFactory(username=name, email=f"{name}@contoh.go.id")
        record = InnovationFactory(state="draft", author=person, owner=None)
        draft = Draft.objects.create(
            innovation=record, kind=DraftKind.NEW, author=person, opened_at=now, touched_at=now
        )
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        with override_settings(SECRET_KEY=secret):
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session.save()
        people.append(Typist(session.session_key or "", draft.pk))
    return people


Ask = Callable[[http.client.HTTPConnection, Typist, dict[str, str]], bool]


def _typing(port: int, people: list[Typist], seconds: int, ask: Ask) -> tuple[list[float], int]:
    """Let everybody save every five seconds; seconds of each from when it was due, and failures."""
    begun = time.perf_counter() + 0.5
    rounds = max(seconds // EVERY, 1)
    due = [
        (begun + turn * EVERY + place * EVERY / len(people), person)
        for turn in range(rounds)
        for place, person in enumerate(people)
    ]
    lock, taken, failed = threading.Lock(), [], [0]
    queue = iter(due)

    def work():
        line = http.client.HTTPConnection("localhost", port, timeout=30)
        while True:
            with lock:
                moment, person = next(queue, (0.0, None))
            if person is None:
                return
            time.sleep(max(moment - time.perf_counter(), 0))
            cookies = f"sessionid={person.session}; csrftoken={SECRET}"
            try:
                kept = ask(line, person, {"Cookie": cookies})
            except (OSError, http.client.HTTPException):
                kept, line = False, http.client.HTTPConnection("localhost", port, timeout=30)
            with lock:
                taken.append(time.perf_counter() - moment)
                failed[0] += not kept

    hands = [threading.Thread(target=work) for _number in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return taken, failed[0]


def _saved(line, person: Typist, headers: dict[str, str]) -> bool:
    person.turn += 1
    body = urlencode(
        {
            "problem": "Nelayan menyeberang berjam-jam. " * 20 + str(person.turn),
            "base-problem": 0,
            "was-problem": "",
            "page": "bench",
            "turn": person.turn,
            "csrfmiddlewaretoken": SECRET,
        }
    )
    form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", f"/id/meja/draf/{person.draft}/simpan/", body, form)
    answer = line.getresponse()
    answer.read()
    if answer.status == 200:
        person.acknowledged = person.turn
    return answer.status == 200


def _asked(line, person: Typist, headers: dict[str, str]) -> bool:
    line.request("GET", "/id/meja/token/", headers=headers)
    answer = line.getresponse()
    answer.read()
    return answer.status == 200


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _lost(people: list[Typist]) -> int:
    """How many acknowledged texts are not in their drafts."""
    from simpul.innovations.models import DraftValue

    rows = DraftValue.objects.filter(draft__in=[p.draft for p in people], field="problem")
    kept = {draft: int(value.split()[-1]) for draft, value in rows.values_list("draft", "value")}
    return sum(kept.get(person.draft, 0) < person.acknowledged for person in people)
