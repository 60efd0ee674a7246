"""Publish, correct, withdraw while everything is read over HTTP: nothing that was said stays.

The last change is made by a process that is killed between its commit and telling anybody, while
the relay is dead too: the worst moment for a page kept in memory and for the index.
"""

import os
import signal
import sqlite3
from urllib.parse import quote

import pytest

from tests.config.serving import Served, prepare, run, until

pytestmark = pytest.mark.kill

OLD, NEW = "Jemput Bola Akta", "Kapal Layanan Adminduk Terapung"

LISTED = f"""
from simpul.accounts.models import User
from simpul.core import journal
from tests.factories.innovations import listed
User.objects.create_superuser("operator@contoh.test")
listed("UJI-1", title="{OLD}")
"""

WITH_IT = """
import os
from simpul.accounts.models import User
from simpul.core import pulse
from simpul.innovations.models import Innovation
from simpul.innovations import services
record, by = Innovation.objects.get(), User.objects.get()
"""
PUBLISH = WITH_IT + "record.is_verified or services.publish(record, by=by)"
CORRECT = WITH_IT + f'services.correct(record, {{("title", "id"): "{NEW}"}}, by=by)'
WITHDRAW_AND_DIE = (
    WITH_IT
    + "pulse.bump = lambda: os.kill(os.getpid(), 9)\n"
    + 'services.withdraw(record, by=by, note="Ditarik untuk diperbaiki.")'
)

# Where a record is found, as anybody asks: pages, search, data, feeds, map of the site.
PLACES = [
    "/id/inovasi/",
    "/en/innovations/",
    "/id/inovasi/?q={words}",
    "/en/innovations.json?q={words}",
    "/en/innovations/feed.atom",
    "/en/innovations/feed.json",
    "/en/innovations/export.csv",
    "/en/innovations/export.json",
    "/id/",
]
SITEMAP = "/sitemap-innovations-1.xml"


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    var = tmp_path_factory.mktemp("hub")
    prepare(var)
    assert run(var, "load", "--only", "vocabularies").returncode == 0
    made = run(var, "shell", "-c", LISTED)
    assert made.returncode == 0, made.stderr
    assert run(var, "reindex").returncode == 0
    with Served(var) as served:
        assert until(lambda: served.get("/readyz")[0] == 200, 60), served.get("/readyz")
        yield served


def row(hub):
    with sqlite3.connect(hub.var / "simpul.sqlite3") as database:
        return database.execute("SELECT slug, state FROM innovations_innovation").fetchone()


def read(hub, place, words):
    return hub.get(place.format(words=quote(words)), timeout=30)[2].decode(errors="replace")


def saying(hub, title, words):
    """The places that name the record so, each read twice: made, then from memory."""
    found = set()
    for place in PLACES:
        pages = [read(hub, place, words) for _ in range(2)]
        # What was searched for is repeated on the page; what was found has a link.
        named = [title in page and row(hub)[0] in page for page in pages]
        found |= {place} if any(named) else set()
    return found


def test_a_change_is_everywhere_and_what_was_said_before_nowhere(hub):
    assert until(lambda: saying(hub, OLD, OLD) >= set(PLACES) - {"/id/"}, 30)

    done = run(hub.var, "shell", "-c", PUBLISH)
    assert done.returncode == 0, done.stderr
    page = f"/id/inovasi/{row(hub)[0]}/"
    in_state = "/en/innovations.json?state={words}"
    assert until(lambda: row(hub)[0] in read(hub, in_state, "verified"), 20)
    assert row(hub)[0] not in read(hub, in_state, "listed")
    assert OLD in read(hub, page, "")

    done = run(hub.var, "shell", "-c", CORRECT)
    assert done.returncode == 0, done.stderr
    assert until(lambda: saying(hub, NEW, NEW) >= set(PLACES) - {"/id/"}, 30)
    for _ in range(3):
        assert saying(hub, f">{OLD}<", OLD) == set()
        assert NEW in read(hub, page, "")


def test_killed_between_commit_and_telling_nobody_shows_what_was_withdrawn(hub):
    # The two may be run by different workers, each with a hub of its own.
    for step in (PUBLISH, CORRECT):
        assert run(hub.var, "shell", "-c", step).returncode == 0
    slug = row(hub)[0]
    assert until(lambda: saying(hub, NEW, NEW) >= set(PLACES) - {"/id/"}, 30), "kept in memory"
    os.kill(hub.named("relay")[0], signal.SIGKILL)

    died = run(hub.var, "shell", "-c", WITHDRAW_AND_DIE)

    assert died.returncode == -signal.SIGKILL
    assert row(hub)[1] == "withdrawn"

    def is_gone():
        page = hub.get(f"/id/inovasi/{slug}/", timeout=30)[0]
        in_map = slug in read(hub, SITEMAP, "")
        return page in {404, 410} and not in_map and not saying(hub, NEW, NEW)

    assert until(is_gone, 30)
    # Back at work, the relay brings nothing of it back.
    assert until(lambda: hub.get("/readyz", timeout=10)[0] == 200, 60)
    assert all(is_gone() for _ in range(3))
    assert until(lambda: run(hub.var, "check_index").returncode == 0, 60)
    assert run(hub.var, "verify_log").returncode == 0
