"""Generations of one index, each in its directory; one pointer says which is read."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from simpul.search.protocol import IndexBusyError, IndexMissingError

POINTER = "current"
STATE = "state.json"
SUSPECT = "suspect"
LOCK = "build.lock"
BROKEN = "broken-"
KEPT_BROKEN = 2


@dataclass(frozen=True)
class State:
    """What a generation knows about itself."""

    watermark: int
    fingerprint: str


class Generations:
    """The generations under ``root``; switching is one rename, so no reader ever meets a gap."""

    def __init__(self, root: Path):
        self.root = root

    def current(self) -> Path:
        """The generation that is read now."""
        try:
            name = (self.root / POINTER).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise IndexMissingError(str(self.root)) from error
        path = self.root / name
        if not name.startswith("g") or not (path / STATE).is_file():
            raise IndexMissingError(str(path))
        return path

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the right to build: a second builder would take the first one's work away."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise IndexBusyError("Another process is building this index.") from error
            yield

    def start(self) -> Path:
        """An empty directory for a new generation; nobody reads it yet."""
        numbers = [int(path.name[1:]) for path in self.root.glob("g[0-9]*") if path.is_dir()]
        path = self.root / f"g{max(numbers, default=0) + 1:06d}"
        path.mkdir()
        return path

    def suspect(self) -> None:
        """Say that the generation in use could not answer: it has to be rebuilt."""
        (self.root / SUSPECT).touch()

    def suspected(self) -> bool:
        return (self.root / SUSPECT).exists()

    def promote(self, path: Path) -> None:
        """Let readers use ``path``; a broken generation is put aside, the others go."""
        if self.suspected():
            self.set_aside()
        replace_text(self.root / POINTER, path.name)
        (self.root / SUSPECT).unlink(missing_ok=True)
        for other in self.root.glob("g[0-9]*"):
            if other.name < path.name:
                shutil.rmtree(other, ignore_errors=True)

    def set_aside(self) -> None:
        """Rename the generation in use so that it can be looked at; readers find none."""
        try:
            path = self.current()
        except IndexMissingError:
            path = None
        (self.root / POINTER).unlink(missing_ok=True)
        if path is not None:
            shutil.rmtree(self.root / f"{BROKEN}{path.name}", ignore_errors=True)
            path.rename(self.root / f"{BROKEN}{path.name}")
        for old in sorted(self.root.glob(f"{BROKEN}*"))[:-KEPT_BROKEN]:
            shutil.rmtree(old, ignore_errors=True)


def read_state(path: Path) -> State:
    """The state of a generation."""
    try:
        return State(**json.loads((path / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexMissingError(str(path)) from error


def write_state(path: Path, state: State) -> None:
    """Keep the state of a generation, whole or not at all."""
    replace_text(path / STATE, json.dumps(asdict(state)))


def replace_text(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
