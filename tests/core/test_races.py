"""Two at once, on whichever database the suite runs with: one wins, the other is told."""

import sqlite3
import threading
from contextlib import closing, contextmanager

import pytest
from django.db import connection, connections, transaction

from simpul.core import journal, leases, versions
from simpul.core.models import Entry, Lease
from simpul.core.permissions import anyone, register, registry
from simpul.core.versions import StaleRevision
from simpul.core.workflow import WORKFLOWS, Step, StepNotOpen, Workflow
from tests.factories.accounts import UserFactory
from tests.factories.core import LeaseFactory

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 4


@pytest.fixture(autouse=True)
def database_that_threads_share(tmp_path, django_db_blocker):
    """In memory every thread would have a database of its own; use a file for this test."""
    if connection.vendor != "sqlite":
        yield
        return
    with file_database(tmp_path / "races.sqlite3"):
        yield


@contextmanager
def file_database(path):
    """Let every thread connect to a copy of the test database in a file."""
    here = connections["default"]
    settings = here.settings_dict
    here.ensure_connection()
    kept, original = settings["NAME"], here.connection
    with closing(sqlite3.connect(path)) as file:
        original.backup(file)
    settings["NAME"], here.connection, here._queue = str(path), None, None
    try:
        yield
    finally:
        here.close()
        settings["NAME"], here.connection, here._queue = kept, original, None


def at_once(act):
    """What several threads get who all do ``act`` at the same moment, sorted by name."""
    start, outcomes = threading.Barrier(THREADS), []

    def run():
        start.wait()
        try:
            outcomes.append(type(act()).__name__)
        except (StepNotOpen, StaleRevision) as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_one_takes_the_step_and_the_others_are_told():
    before = dict(registry)
    register({"core.submit_lease": anyone})
    table = Workflow("core.Lease", [Step("submit", {"draft"}, "sent", "Submit")], field="holder")
    lease, person = LeaseFactory(holder="draft"), UserFactory()
    try:
        outcomes = at_once(lambda: table.take("submit", Lease.objects.get(pk=lease.pk), by=person))
    finally:
        WORKFLOWS.remove(table)
        registry.clear()
        registry.update(before)

    assert outcomes == ["Lease", *[StepNotOpen.__name__] * (THREADS - 1)]
    assert Entry.objects.filter(verb="submit").count() == 1


def test_one_gets_the_lease():
    outcomes = at_once(lambda: leases.take("race", seconds=60, by=threading.current_thread().name))

    assert outcomes == ["bool"] * THREADS
    assert Lease.objects.get(name="race").holder.startswith("Thread")


def test_one_revision_is_written():
    version = versions.draft(LeaseFactory(), {"a": 0}, by=None)

    outcomes = at_once(lambda: versions.change(type(version).objects.get(pk=version.pk), {"a": 1}))

    assert set(outcomes) <= {"Version", StaleRevision.__name__}
    version.refresh_from_db()
    assert version.revision == outcomes.count("Version")


def test_everything_recorded_at_once_is_sealed_once():
    person = UserFactory()

    def record_and_seal():
        with transaction.atomic():
            journal.record(person, "rename")
        return journal.seal_pending()

    at_once(record_and_seal)
    Lease.objects.all().delete()
    journal.seal_pending()

    found = journal.verify()
    assert (found.sealed, found.unsealed, found.first_break) == (THREADS, 0, None)
