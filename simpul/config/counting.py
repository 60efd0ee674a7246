"""Counting requests: numbers in mapped files that outlive the process and cost it next to nothing.

Each process claims one file of its own for as long as it lives and goes on counting where the last
one stopped, so that no counter ever falls; a reader adds the files up.
"""

import fcntl
import mmap
import os
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable
from pathlib import Path
from struct import unpack
from typing import Any

from django.conf import settings

from simpul.config.early.answers import Application, Environ

# Upper ends of the classes of durations, in seconds.
BOUNDS = (0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")

# The cells of a file: one for each class of status, one for each duration and one for those above,
# the sum of durations in microseconds, pages from memory.
STATUS = 0
DURATION = STATUS + len(CLASSES)
SUM = DURATION + len(BOUNDS) + 1
MEMORY = SUM + 1
CELLS = MEMORY + 1
SIZE = 4096

MOST_PROCESSES = 512


def where() -> Path:
    """The directory of the counters on this machine."""
    return Path(settings.VAR_DIR) / "counters"


class Counters:
    """The numbers of this process."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.file = _claimed(directory)
        os.ftruncate(self.file, SIZE)
        self.cells = memoryview(mmap.mmap(self.file, SIZE)).cast("Q")
        self.remembered = self.cells[MEMORY]
        self._lock = threading.Lock()

    def count(self, status: str, seconds: float, from_memory: int) -> None:
        """Add one answer; ``from_memory`` is how many this process took from memory so far."""
        cells = self.cells
        with self._lock:
            cells[STATUS + min(max(int(status[0]), 1), 5) - 1] += 1
            cells[DURATION + bisect_left(BOUNDS, seconds)] += 1
            cells[SUM] += int(seconds * 1e6)
            cells[MEMORY] = self.remembered + from_memory


class Counted:
    """An application that counts its answers; ``from_memory`` says how many were remembered."""

    def __init__(
        self, application: Application, counters: Counters, from_memory: Callable[[], int]
    ) -> None:
        self.application = application
        self.counters = counters
        self.from_memory = from_memory

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()

        def start_and_count(status: str, headers: Any, *problem: Any) -> Any:
            seconds = time.perf_counter() - began
            self.counters.count(status, seconds, self.from_memory())
            return start_response(status, headers, *problem)

        return self.application(environ, start_and_count)


def total(directory: Path) -> list[int]:
    """Every cell, added up over all processes there were."""
    files = [path.read_bytes()[: CELLS * 8] for path in sorted(directory.glob("[0-9]*"))]
    rows = [unpack(f"={CELLS}Q", content) for content in files if len(content) == CELLS * 8]
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * CELLS


def _claimed(directory: Path) -> int:
    """The first file no living process has."""
    for number in range(MOST_PROCESSES):
        file = os.open(directory / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            return file
    raise OSError(f"{MOST_PROCESSES} processes count in {directory}")
