"""Ways for a lower room to leave space that higher rooms fill."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any, Protocol


@dataclass(frozen=True)
class Panel:
    """A titled part of an object's page that another room contributes."""

    key: str
    title: str
    html: str


Build = Callable[[Any, Any], Panel | None]


class Panels:
    """The panels of one kind of page; ``build(request, obj)`` may answer ``None``."""

    def __init__(self) -> None:
        self._builds: list[tuple[int, int, Build]] = []

    def add(self, build: Build, order: int = 100) -> None:
        """Let ``build`` contribute; equal orders stand in the order they were added."""
        if all(build is not known for _, _, known in self._builds):
            self._builds.append((order, len(self._builds), build))
            self._builds.sort(key=lambda row: row[:2])

    def for_object(self, request, obj) -> list[Panel]:
        """The panels that have something to say about ``obj``."""
        built = (build(request, obj) for _, _, build in self._builds)
        return [panel for panel in built if panel is not None]


class Follower(Protocol):
    """Something that keeps up with the journal, such as a search index."""

    name: str

    def follow(self, up_to_seq: int) -> None:
        """Take over every entry up to ``up_to_seq``, from this follower's own watermark."""


# Woken by the relay, in this order, whenever entries were sealed.
FOLLOWERS: list[Follower] = []


# Each looks through a whole file before it is kept, and says why it is refused, or nothing.
SCANNERS: list[Callable[[IO[bytes]], str]] = []


@dataclass
class LoadReport:
    """What loading some rows did; a second run of the same rows only counts ``same``."""

    created: int = 0
    changed: int = 0
    same: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: "LoadReport") -> "LoadReport":
        return LoadReport(
            self.created + other.created,
            self.changed + other.changed,
            self.same + other.same,
            [*self.errors, *other.errors],
        )
