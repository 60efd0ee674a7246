"""What `simpul load` takes over: every room says what it can read, in which order."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise

from simpul.core.hooks import LoadReport

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Loader:
    """One step of a load; ``load(directory, progress)`` writes only what differs."""

    name: str
    label: str | Promise
    load: Callable[[Path, Progress], LoadReport]
    order: int


_loaders: dict[str, Loader] = {}


def register(*loaders: Loader) -> None:
    """Add steps to the load; doing it twice is harmless."""
    _loaders.update((loader.name, loader) for loader in loaders)


def loaders() -> list[Loader]:
    """Every step, in the order in which one needs the other."""
    return sorted(_loaders.values(), key=lambda loader: (loader.order, loader.name))
