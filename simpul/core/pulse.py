"""The pulse: three numbers in one mapped file that every process on this machine reads for free.

``generation`` grows after every change readers may see, ``watermark`` is how far the search index
has followed the journal, and ``beat`` is when the relay last had nothing left to do. A page kept in
memory is served only under the generation and watermark it was made from, while the relay beats.
"""

import fcntl
import mmap
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

GENERATION, WATERMARK, BEAT = range(3)
SIZE = 4096

_threads = threading.Lock()


class Pulse(NamedTuple):
    """What the file said at one moment; ``beat`` in seconds since 1970."""

    generation: int
    watermark: int
    beat: float


def read() -> Pulse:
    """The three numbers now: three loads from memory, no system call."""
    cells = _mapped(settings.VAR_DIR).cells
    return Pulse(cells[GENERATION], cells[WATERMARK], cells[BEAT] / 1e9)


def bump() -> int:
    """Say that something readers may see has changed; answers the new generation."""
    with _alone() as cells:
        cells[GENERATION] += 1
        return cells[GENERATION]


def mark(seq: int) -> None:
    """Say that the index holds everything up to ``seq``; pages made before it are not served."""
    with _alone() as cells:
        if cells[WATERMARK] != seq:
            cells[WATERMARK] = seq
            cells[GENERATION] += 1


def beat() -> None:
    """Say that the relay is alive and has caught up."""
    with _alone() as cells:
        cells[BEAT] = time.time_ns()


class _Mapped:
    """The open file and its numbers, each written by the machine in one piece."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        os.ftruncate(self.file, SIZE)
        self.cells = memoryview(mmap.mmap(self.file, SIZE)).cast("Q")


@lru_cache(maxsize=2)
def _mapped(directory: Path) -> _Mapped:
    mapped = _Mapped(Path(directory) / "pulse")
    with _locked(mapped.file):
        if mapped.cells[GENERATION] == 0:
            # A new file never repeats a generation of a lost one.
            mapped.cells[GENERATION] = time.time_ns()
    return mapped


@contextmanager
def _alone() -> Iterator[memoryview]:
    """The numbers, with every other writer waiting; readers never wait."""
    mapped = _mapped(settings.VAR_DIR)
    with _locked(mapped.file):
        yield mapped.cells


@contextmanager
def _locked(file: int) -> Iterator[None]:
    # A record lock belongs to one process, also after a fork, but not to one thread.
    with _threads:
        fcntl.lockf(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(file, fcntl.LOCK_UN)
