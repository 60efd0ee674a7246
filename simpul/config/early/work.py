"""Work slots: how many requests Django answers at once in one process.

A slot is a thread that lives as long as the process, so a process holds as many database
connections as it has slots, however many visitors wait.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from simpul.config.early.answers import text
from simpul.config.early.bodies import Refused

T = TypeVar("T")


class Work:
    """``slots`` threads, and visitors that wait for one no longer than ``patience`` seconds."""

    def __init__(self, slots: int, patience: float = 30) -> None:
        self.patience = patience
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="work")

    def run(self, task: Callable[..., T], *args: object) -> T:
        """Do the task in a slot and answer what it answers, or raise what it raises."""
        future = self._threads.submit(task, *args)
        try:
            return future.result(self.patience)
        except TimeoutError:
            # Only a task still in the queue can be taken back; one that began is waited for.
            if future.cancel():
                raise overloaded() from None
            return future.result()


def overloaded() -> Refused:
    """More visitors than the machine can answer."""
    return Refused(
        text(
            "503 Service Unavailable",
            "Simpul sedang sangat sibuk. Coba lagi sebentar lagi.\n"
            "Simpul is very busy. Try again in a moment.\n",
            ("Retry-After", "10"),
        )
    )
