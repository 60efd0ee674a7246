"""A fair queue before the one writer SQLite allows.

SQLite lets waiting writers sleep and try again, so an unlucky one starves beside an import. Here
each takes an exclusive ``flock`` on a file beside the database: the kernel keeps the line, and
frees the place of a process that dies.
"""

import fcntl
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.utils import OperationalError

logger = logging.getLogger(__name__)

WAIT_SECONDS = 20.0
LONG_HOLD_SECONDS = 0.2
FRAMES_TOLD = 12


class QueueTakenTwice(RuntimeError):
    """This thread writes to the file through another connection and would wait for itself."""


class QueueTimeout(OperationalError):
    """The turn to write did not come in time; the message names who held it."""


class WriteQueue:
    """One connection's place in the line of writers to one database file."""

    def __init__(self, database: str | os.PathLike) -> None:
        self.path = Path(f"{os.fspath(database)}-queue")
        self._file: int | None = None
        self._place: tuple[int, str] = (0, "")

    @property
    def held(self) -> bool:
        return self._file is not None

    def take(self) -> None:
        """Wait for the turn to write; raises when it does not come or never could."""
        place = (threading.get_ident(), str(self.path))
        if place in _watchdog.holds:
            raise QueueTakenTwice(f"This thread already writes to {self.path} elsewhere.")
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            _lock(file, self.path)
        except BaseException:
            os.close(file)
            raise
        os.pwrite(file, f"{os.getpid():<10}".encode(), 0)
        self._file, self._place = file, place
        _watchdog.watch(place)

    def give_back(self) -> None:
        """Let the next one write."""
        if self._file is not None:
            _watchdog.forget(self._place)
            os.close(self._file)
            self._file = None


def _lock(file: int, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait_in_line(file, path)


def _wait_in_line(file: int, path: Path) -> None:
    """Wait in the kernel's line; it knows no time-out, so a thread we can leave waits for us."""
    line = os.dup(file)
    ours = threading.Event()

    def wait() -> None:
        # The lock belongs to the open file, whichever number it goes by: closing this one leaves
        # it with ``file``, or frees it when ``file`` was closed meanwhile.
        try:
            fcntl.flock(line, fcntl.LOCK_EX)
            ours.set()
        finally:
            os.close(line)

    with _seen_waiting(path):
        threading.Thread(target=wait, name="write-queue", daemon=True).start()
        if not ours.wait(WAIT_SECONDS):
            holder = os.pread(file, 10, 0).decode().strip()
            raise QueueTimeout(
                f"Waited {WAIT_SECONDS:.0f} s to write to {path}; process {holder} holds it."
            )


@contextmanager
def _seen_waiting(path: str | Path) -> Iterator[None]:
    """Share a lock that the holder's watchdog cannot have while anybody waits."""
    file = os.open(f"{path}-waiting", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield
    finally:
        os.close(file)


def _somebody_waits(path: str) -> bool:
    try:
        file = os.open(f"{path}-waiting", os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


@dataclass
class _Hold:
    since: float
    told: bool = False

    @property
    def is_long(self) -> bool:
        return not self.told and time.monotonic() - self.since > LONG_HOLD_SECONDS


class _Watchdog:
    """Logs where a writer of this process stands when it keeps everybody else waiting."""

    def __init__(self) -> None:
        self.holds: dict[tuple[int, str], _Hold] = {}
        self._something = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, place: tuple[int, str]) -> None:
        self.holds[place] = _Hold(time.monotonic())
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="write-watchdog", daemon=True)
            self._thread.start()
        self._something.set()

    def forget(self, place: tuple[int, str]) -> None:
        self.holds.pop(place, None)

    def _look(self) -> None:
        while True:
            self._something.wait()
            self._something.clear()
            while self.holds:
                time.sleep(LONG_HOLD_SECONDS / 4)
                for place, hold in list(self.holds.items()):
                    if hold.is_long and _somebody_waits(place[1]):
                        hold.told = True
                        self._tell(*place)

    def _tell(self, thread: int, path: str) -> None:
        frame = sys._current_frames().get(thread)
        stack = traceback.format_stack(frame)[-FRAMES_TOLD:] if frame else ["(its thread is gone)"]
        logger.warning(
            "%s is held for more than %.0f ms while others wait. The writer stands here:\n%s",
            path,
            LONG_HOLD_SECONDS * 1000,
            "".join(stack),
        )


_watchdog = _Watchdog()

# A child has none of its parent's threads, and holds nothing.
os.register_at_fork(after_in_child=_watchdog.__init__)  # type: ignore[misc]
