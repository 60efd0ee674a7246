"""The supervisor: keeps a few processes running, and ends them together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from simpul.config.processes import PARENT, end_with_parent

# A process that lived this long has started well; its next fall begins the waiting anew.
LONG_LIFE = 30.0
LONGEST_WAIT = 30.0
TICK = 0.2


@dataclass
class Child:
    """One process to keep running: its name, its command and how it fares."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    falls: int = 0
    began: float = 0.0
    due: float = 0.0

    @property
    def is_running(self) -> bool:
        """Whether the process is there now."""
        return self.process is not None and self.process.poll() is None

    def start(self, environment: dict[str, str], keep_open: Sequence[int]) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env=environment,
            pass_fds=keep_open,
            process_group=0,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - the supervisor has one thread
        )

    def has_fallen(self) -> bool:
        """Whether it ended since the last look; sets when it is started again."""
        if self.process is None or self.process.poll() is None:
            return False
        now = time.monotonic()
        self.falls = 1 if now - self.began > LONG_LIFE else self.falls + 1
        self.due = now + min(LONGEST_WAIT, 2.0 ** (self.falls - 1))
        return True

    def signal(self, number: signal.Signals) -> None:
        """Signal its whole group."""
        if self.process is not None and self.is_running:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


@dataclass
class Supervisor:
    """Starts ``children``, starts the fallen again with growing pauses, ends all when told."""

    children: Sequence[Child]
    say: Callable[[str], None]
    environment: dict[str, str]
    keep_open: Sequence[int] = ()
    patience: float = 8.0
    on_tick: Callable[[], None] = lambda: None
    told: int = field(default=0, init=False)

    def run(self) -> None:
        """Keep everything running until SIGINT, SIGTERM or SIGHUP; a second one ends at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._tell)
        self.environment = {**self.environment, PARENT: str(os.getpid())}
        os.environ[PARENT] = str(os.getpid())
        try:
            while not self.told:
                self._tend()
                self.on_tick()
                time.sleep(TICK)
        finally:
            self.end()

    def stop(self) -> None:
        """End the run at the next tick."""
        self.told += 1

    def end(self) -> None:
        """End every child: asked first, killed after ``patience`` seconds or a second signal."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + self.patience
        while any(child.is_running for child in self.children):
            if time.monotonic() > deadline or self.told > 1:
                for child in self.children:
                    child.signal(signal.SIGKILL)
            time.sleep(0.05)

    def _tell(self, number: int, frame: FrameType | None) -> None:
        self.told += 1

    def _tend(self) -> None:
        for child in self.children:
            if child.process is None:
                if time.monotonic() >= child.due:
                    child.start(self.environment, self.keep_open)
            elif child.has_fallen():
                code = child.process.returncode
                wait = child.due - time.monotonic()
                self.say(f"{child.name} ended ({_how(code)}); starts again in {wait:.0f} s")
                child.process = None


def _how(code: int) -> str:
    if code >= 0:
        return f"code {code}"
    return signal.Signals(-code).name


def django_command(*words: str) -> list[str]:
    """A management command run by the Python that runs us."""
    return [sys.executable, "-m", "django", *words]
