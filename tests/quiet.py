"""A transaction holds the line of writers: nothing slow may happen inside one.

While a transaction of ours is open, no test may render a template, write a file or reach the
network. What the hub opens for itself (its databases, its line, its pulse) does not count.
"""

import os
import sys
from pathlib import Path

import pytest
from django.db import connections
from django.test.signals import template_rendered

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
OWN_ENDINGS = ("pulse", "-queue", "-waiting", "-journal", "-wal", "-shm", ".sqlite3", ".pyc")


class Listener:
    """What one test has been heard doing since it began."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        # A world shared by many tests may be open around all of them.
        self._around = open_blocks()

    def hear(self, what: str) -> None:
        if open_blocks() - self._around:
            self.heard.append(what)


# The listener of the running test; none between tests.
_listening: list[Listener] = []


def open_blocks() -> set[int]:
    """The blocks of this thread's transactions, but not those that wrap a whole test."""
    return {
        id(block)
        for connection in connections.all(initialized_only=True)
        for block in connection.atomic_blocks
        if not getattr(block, "_from_testcase", False)
    }


def _hear(event: str, arguments: tuple) -> None:
    if not _listening or event not in {"open", "socket.connect"}:
        return
    what = _network(arguments) if event == "socket.connect" else _written_file(arguments)
    if what:
        _listening[-1].hear(what)


def _network(arguments: tuple) -> str:
    address = arguments[1]
    # A socket file is how the database itself is reached.
    return f"connected to {address}" if isinstance(address, tuple) else ""


def _written_file(arguments: tuple) -> str:
    path, _, flags = arguments
    ours = isinstance(path, int) or str(path).endswith(OWN_ENDINGS)
    return f"wrote {Path(os.fsdecode(path)).name}" if flags & WRITES and not ours else ""


sys.addaudithook(_hear)


@pytest.fixture(autouse=True)
def quiet_transactions():
    """Fail a test in which something slow happened while a transaction was open."""
    listener = Listener()
    _listening.append(listener)

    def hear_template(template, **kwargs):
        listener.hear(f"rendered {template.name}")

    template_rendered.connect(hear_template)
    yield listener.heard
    template_rendered.disconnect(hear_template)
    _listening.pop()
    assert listener.heard == [], "inside a transaction"
