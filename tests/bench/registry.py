"""What a bench is, and the list of all of them."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MODULES = [
    "pages",
    "views",
    "search",
    "loading",
    "importing",
    "matching",
    "needs",
    "dumps",
    "writing",
    "journal",
]

# How many records a bench of search or loading makes, where the caller says so.
records = 0


@dataclass(frozen=True)
class Result:
    """One measured thing against its baseline."""

    name: str
    ratio: float
    baseline: str
    target: str = ""
    figures: dict[str, str] = field(default_factory=dict)

    def __str__(self):
        told = ", ".join(f"{name} {value}" for name, value in self.figures.items())
        aim = f"; target {self.target}" if self.target else ""
        return f"{self.name}: {self.ratio:.2f} x {self.baseline}{aim}{f' ({told})' if told else ''}"


@dataclass(frozen=True)
class Skipped:
    """A bench that this machine cannot run, and why."""

    name: str
    reason: str

    def __str__(self):
        return f"{self.name}: skipped, {self.reason}"


@dataclass(frozen=True)
class Bench:
    name: str
    run: Callable[[str], Iterator[Result | Skipped]]
    needs: str
    is_long: bool


BENCHES: list[Bench] = []


def bench(name, *, needs="", is_long=False):
    """Register a function ``(size) -> results``; one that is long stays out of a brief run."""

    def register(run):
        BENCHES.append(Bench(name, run, needs, is_long))
        return run

    return register


def in_turns(rounds, **tasks):
    """Seconds of each task, best of ``rounds``, taken in turns so that noise meets all alike."""
    times = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            began = time.perf_counter()
            task()
            times[name].append(time.perf_counter() - began)
    return {name: (min(taken), statistics.median(taken)) for name, taken in times.items()}
