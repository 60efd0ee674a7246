"""The relay: one loop that seals the journal and wakes all that follow it."""

import logging
import threading
from dataclasses import dataclass

from django.db import close_old_connections
from django.utils import timezone

from simpul.core import clock, files, journal, maintenance, outbox, pulse, schedule
from simpul.core.hooks import FOLLOWERS, Follower
from simpul.core.models import Anchor

logger = logging.getLogger(__name__)

# How often the pulse is felt for a fresh commit, and how often the journal is asked regardless.
GLANCE_SECONDS = 0.05
GLANCES_A_TURN = 10

# A follower or database that fails is tried again after 1, 2, 4 ... seconds, at most a minute.
LONGEST_PAUSE = 60

TIDY = "core.tidy"


@dataclass
class _Progress:
    """How far one follower came, and when it may be woken again."""

    seq: int = -1
    failures: int = 0
    not_before: float = 0


class Relay:
    """Keeps readers at most moments behind what was committed."""

    def __init__(self) -> None:
        self._head = -1
        self._generation = 0
        self._progress: dict[str, _Progress] = {}

    def turn(self) -> bool:
        """Seal, tell the pulse, wake who is behind; answers whether all have caught up.

        While the site is closed for writing, what was committed before is still sealed and indexed.
        """
        closed = maintenance.closing()
        with maintenance.writing_anyway():
            journal.seal_pending()
        head = journal.head_seq()
        if head != self._head:
            pulse.bump()
            self._head = head
        awake = [each for each in FOLLOWERS if closed is None or not each.writes_rows]
        behind = [follower.name for follower in awake if not self._wake(follower, head)]
        if not behind:
            pulse.mark(head)
        if closed is None:
            _once_a_day()
            schedule.wake()
            outbox.wake()
        pulse.beat()
        self._generation = pulse.read().generation
        return not behind

    def run(self, stop: threading.Event) -> None:
        """Take turns until ``stop`` is set; errors are logged and tried again."""
        failures = 0
        while not stop.is_set():
            try:
                close_old_connections()
                self.turn()
                failures = 0
            except Exception:
                logger.exception("The journal could not be relayed.")
                failures += 1
                stop.wait(_pause(failures))
            self._rest(stop)

    def _wake(self, follower: Follower, head: int) -> bool:
        progress = self._progress.setdefault(follower.name, _Progress())
        if progress.seq >= head and _is_well(follower):
            return True
        if progress.not_before > _seconds():
            return False
        try:
            follower.follow(head)
        except Exception:
            progress.failures += 1
            progress.not_before = _seconds() + _pause(progress.failures)
            logger.exception("%s did not follow to entry %s.", follower.name, head)
            return False
        progress.seq, progress.failures = head, 0
        return True

    def _rest(self, stop: threading.Event) -> None:
        """Wait a little; a commit on this machine ends it at once."""
        for _ in range(GLANCES_A_TURN):
            if stop.wait(GLANCE_SECONDS) or pulse.read().generation != self._generation:
                return


def _is_well(follower: Follower) -> bool:
    """Whether what the follower keeps is still there; one that cannot tell is taken to be well."""
    ask = getattr(follower, "is_well", None)
    return ask is None or ask()


def _pause(failures: int) -> float:
    return min(2.0 ** (failures - 1), LONGEST_PAUSE)


def _seconds() -> float:
    return clock.now().timestamp()


def _once_a_day() -> None:
    """Once a day, keep one head as published and have forgotten uploads cleared away."""
    last = Anchor.objects.first()
    is_new_day = last is None or timezone.localdate(last.published_at) < clock.today()
    if is_new_day and journal.publish_head():
        outbox.later(TIDY, queue=outbox.LONG)


@outbox.answers(TIDY)
def tidy() -> int:
    """Forget files whose sender has not come back; answers how many."""
    return files.discard_unfinished()
