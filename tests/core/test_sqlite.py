"""The write queue, tried on database files by threads and processes."""

import multiprocessing
import os
import signal
import threading
import time
from contextlib import closing

import pytest
from django.conf import settings
from django.db import OperationalError

from simpul.core.sqlite import queue
from simpul.core.sqlite.base import DatabaseWrapper
from simpul.core.sqlite.queue import QueueTakenTwice, QueueTimeout, WriteQueue
from simpul.core.sqlite.router import EphemeralRouter

pytestmark = pytest.mark.django_db
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "counter.sqlite3"
    with closing(connect(path)) as connection:
        execute(connection, "CREATE TABLE counter (value integer)")
        execute(connection, "INSERT INTO counter VALUES (0)")
    return path


def connect(path):
    """A connection as the hub has it, to a file of our own."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": settings_pragmas()}
    defaults = {
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "TIME_ZONE": None,
        "USER": "",
        "PASSWORD": "",
        "HOST": "",
        "PORT": "",
        "TEST": {},
    }
    return DatabaseWrapper({**defaults, "NAME": path, "OPTIONS": options}, alias="counter")


def settings_pragmas():
    return settings.SQLITE["OPTIONS"]["init_command"]


def execute(connection, sql, params=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if sql.startswith("SELECT") else None


class Transaction:
    """What ``atomic`` does to a connection that is not in ``connections``."""

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        self.connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        self.connection.in_atomic_block = True

    def __exit__(self, kind, error, trace):
        self.connection.in_atomic_block = False
        self.connection.rollback() if kind else self.connection.commit()
        self.connection.set_autocommit(True)


def count_up(path, times, pause=0.0):
    connection = connect(path)
    for _ in range(times):
        with Transaction(connection):
            [(value,)] = execute(connection, "SELECT value FROM counter")
            time.sleep(pause)
            execute(connection, "UPDATE counter SET value = %s", [value + 1])
    connection.close()


def value(path):
    with closing(connect(path)) as connection:
        [(counted,)] = execute(connection, "SELECT value FROM counter")
    return counted


def test_processes_and_threads_lose_no_write(path):
    workers = [FORK.Process(target=count_up, args=(path, 50)) for _ in range(3)]
    workers += [threading.Thread(target=count_up, args=(path, 50)) for _ in range(3)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert value(path) == 300


def test_nobody_is_passed_over(path):
    """Beside three writers that never pause, each of ten writes waits for a few turns at most."""
    busy = [FORK.Process(target=count_up, args=(path, 100_000, 0.01)) for _ in range(3)]
    for process in busy:
        process.start()
    time.sleep(0.2)

    waits = []
    connection = connect(path)
    for _ in range(10):
        start = time.monotonic()
        with Transaction(connection):
            waits.append(time.monotonic() - start)
    connection.close()
    for process in busy:
        process.kill()
        process.join()

    assert max(waits) < 1


def test_single_statements_stand_in_line_too(path):
    line, waits = WriteQueue(path), []

    def write():
        start = time.monotonic()
        with closing(connect(path)) as connection:
            execute(connection, "UPDATE counter SET value = 7")
        waits.append(time.monotonic() - start)

    writer = threading.Thread(target=write)
    line.take()
    writer.start()
    time.sleep(0.3)
    assert value(path) == 0
    line.give_back()
    writer.join()

    assert waits[0] > 0.25
    assert value(path) == 7


def test_the_queue_is_free_after_commit_rollback_and_close(path):
    for ending in ("commit", "rollback", "close"):
        connection = connect(path)
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        assert connection.write_queue.held
        getattr(connection, ending)()
        assert not connection.write_queue.held
        connection.close()


def test_a_killed_writer_gives_way(path):
    holding = FORK.Event()

    def hold():
        connection = connect(path)
        with Transaction(connection):
            execute(connection, "UPDATE counter SET value = 99")
            holding.set()
            time.sleep(60)

    process = FORK.Process(target=hold)
    process.start()
    holding.wait(5)
    os.kill(process.pid, signal.SIGKILL)
    process.join()

    count_up(path, 1)
    assert value(path) == 1


def test_waiting_ends_and_names_who_holds(path, monkeypatch):
    monkeypatch.setattr(queue, "WAIT_SECONDS", 0.1)
    line = WriteQueue(path)
    line.take()
    failures = []

    def wait():
        with closing(connect(path)) as connection:
            try:
                with Transaction(connection):
                    pass
            except OperationalError as error:
                failures.append(error)

    waiter = threading.Thread(target=wait)
    waiter.start()
    waiter.join()
    line.give_back()

    assert isinstance(failures[0], QueueTimeout)
    assert f"process {os.getpid()} holds it" in str(failures[0])
    # The line that was left must not keep the place it is given later.
    time.sleep(0.1)
    count_up(path, 1)


def test_taking_it_twice_in_one_thread_raises_at_once(path):
    one, other = connect(path), connect(path)

    with Transaction(one), pytest.raises(QueueTakenTwice):
        other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    other.close()
    one.close()


def test_a_long_hold_is_logged_with_where_it_stands(path, monkeypatch, caplog):
    monkeypatch.setattr(queue, "LONG_HOLD_SECONDS", 0.05)
    connection = connect(path)
    waiter = threading.Thread(target=count_up, args=(path, 1))

    with Transaction(connection):
        waiter.start()
        time.sleep(0.3)
    connection.close()
    waiter.join()

    assert caplog.text.count("is held for more than 50 ms") == 1
    assert "test_a_long_hold_is_logged_with_where_it_stands" in caplog.text


def test_a_long_hold_that_keeps_nobody_waiting_is_no_news(path, monkeypatch, caplog):
    monkeypatch.setattr(queue, "LONG_HOLD_SECONDS", 0.05)
    connection = connect(path)

    with Transaction(connection):
        time.sleep(0.2)
    connection.close()

    assert caplog.text == ""


def test_a_database_in_memory_has_no_queue():
    connection = connect(":memory:")

    assert connection.write_queue is None
    with Transaction(connection):
        execute(connection, "CREATE TABLE counter (value integer)")
    connection._close()


def test_short_lived_tables_live_apart():
    from django.contrib.sessions.models import Session

    from simpul.core.models import Entry

    router = EphemeralRouter()
    assert (router.db_for_write(Session), router.db_for_read(Entry)) == ("ephemeral", None)
    assert router.allow_relation(Session(), Entry()) is False
    assert router.allow_relation(Entry(), Entry()) is None
    assert [
        router.allow_migrate(database, app)
        for database in ("default", "ephemeral")
        for app in ("sessions", "core")
    ] == [False, True, True, False]
