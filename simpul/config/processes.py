"""Processes: children that never outlive their parent, and one parent per data directory."""

import ctypes
import fcntl
import os
import signal
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1

# Where ``serve`` tells its children who started them.
PARENT = "SIMPUL_SERVE_PID"


def is_served() -> bool:
    """Whether this process belongs to a running ``simpul serve``."""
    return PARENT in os.environ


def end_with_parent(ending: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to end this process when its parent ends, however the parent ends.

    Does nothing outside ``simpul serve``, and nothing where the kernel is not Linux.
    """
    if not is_served() or not sys.platform.startswith("linux"):
        return
    before = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, ending)
    # The parent may have gone before the kernel was asked.
    if os.getppid() != before or before == 1:
        os.kill(os.getpid(), ending)


class AlreadyServed(Exception):
    """Another ``simpul serve`` works on the same data."""


class ServeLock:
    """The claim of one ``simpul serve`` on its data directory.

    The open file is inherited by every child, so that whoever still holds it after the parent is
    gone is a leftover of ours, and can be found and ended by nothing but that.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)

    def take(self, words: str) -> None:
        """Take the claim, ending what a killed parent left; ``words`` tell others who holds it."""
        if not self._locked():
            held_by = os.pread(self.file, 1000, 0).decode(errors="replace")
            if _first_number(held_by) in holders(self.path):
                raise AlreadyServed(held_by)
            self._end_leftovers()
            if not self._locked():
                raise AlreadyServed(held_by)
        os.ftruncate(self.file, 0)
        os.pwrite(self.file, f"{os.getpid()} {words}".encode(), 0)

    def _locked(self) -> bool:
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _end_leftovers(self, patience: float = 5) -> None:
        deadline = time.monotonic() + patience
        ending = signal.SIGTERM
        while left := holders(self.path):
            for process in left:
                _end(process, ending)
            time.sleep(0.1)
            if time.monotonic() > deadline - patience / 2:
                ending = signal.SIGKILL
            if time.monotonic() > deadline:
                return


def holders(path: Path) -> list[int]:
    """The other processes that have ``path`` open."""
    others = (found for found in Path("/proc").glob("[0-9]*") if int(found.name) != os.getpid())
    return [int(process.name) for process in others if _has_open(process, path)]


def _has_open(process: Path, path: Path) -> bool:
    try:
        return any(file.samefile(path) for file in (process / "fd").iterdir() if file.exists())
    except OSError:
        return False


def _end(process: int, ending: signal.Signals) -> None:
    try:
        os.kill(process, ending)
    except (ProcessLookupError, PermissionError):
        return


def _first_number(words: str) -> int:
    first = words.split(" ", 1)[0]
    return int(first) if first.isdigit() else 0
