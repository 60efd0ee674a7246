"""Vectors beside an index generation: one append-only file that is mapped, never loaded whole.

A row is a key, a flag and a vector in whole numbers of one byte. A later row of a key replaces the
earlier one; a removed key gets a row that says so. A row cut off by a crash is not read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from .encoder import Matrix

SCALE = 127.0
BLOCK = 16_384


@dataclass(frozen=True)
class Snapshot:
    """The rows that count, as of one size of the file."""

    size: int
    keys: NDArray[np.int64]
    rows: NDArray[np.int64]
    vectors: NDArray[np.int8]


class Vectors:
    """The vectors of one generation in the file ``path``."""

    def __init__(self, path: Path, dimensions: int):
        self.path = path
        self.layout = np.dtype([("key", "<i8"), ("live", "i1"), ("vector", "i1", (dimensions,))])
        self.lock = Lock()
        self.snapshot: Snapshot | None = None

    # --- Writing ---------------------------------------------------------------------------

    def add(self, keys: Sequence[int], vectors: Matrix) -> None:
        """Append the vectors of these keys."""
        rows = np.zeros(len(keys), dtype=self.layout)
        rows["key"], rows["live"] = keys, 1
        rows["vector"] = np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)
        self._append(rows)

    def remove(self, keys: Iterable[int]) -> None:
        """Forget these keys."""
        gone = list(keys)
        rows = np.zeros(len(gone), dtype=self.layout)
        rows["key"] = gone
        self._append(rows)

    def _append(self, rows: NDArray) -> None:
        if not len(rows):
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            # A row cut off by a crash would shift all that follow.
            whole = file.tell() // self.layout.itemsize * self.layout.itemsize
            file.truncate(whole)
            file.write(rows.tobytes())

    # --- Reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._now().keys)

    def nearest(self, vector: Matrix, limit: int) -> list[tuple[int, float]]:
        """The keys nearest to a unit vector with their cosine, by exact comparison with all."""
        now = self._now()
        cosines = np.empty(len(now.keys), dtype=np.float32)
        for at in range(0, len(now.keys), BLOCK):
            block = now.vectors[now.rows[at : at + BLOCK]].astype(np.float32)
            cosines[at : at + BLOCK] = block @ vector
        order = top(cosines, limit)
        return [(int(now.keys[place]), float(cosines[place]) / SCALE) for place in order]

    def of(self, key: int) -> Matrix | None:
        """The vector of one key."""
        now = self._now()
        place = np.searchsorted(now.keys, key)
        if place == len(now.keys) or now.keys[place] != key:
            return None
        vector = now.vectors[now.rows[place]].astype(np.float32)
        return vector / max(float(np.linalg.norm(vector)), 1e-9)

    def many(self, keys: Sequence[int]) -> tuple[list[int], Matrix]:
        """Those of the keys that have a vector, and their unit vectors, row by row."""
        now = self._now()
        asked = np.unique(np.array(keys, dtype=np.int64))
        places = np.searchsorted(now.keys, asked)
        known = places < len(now.keys)
        known[known] = now.keys[places[known]] == asked[known]
        vectors = now.vectors[now.rows[places[known]]].astype(np.float32) / SCALE
        return asked[known].tolist(), vectors

    def _now(self) -> Snapshot:
        try:
            size = self.path.stat().st_size // self.layout.itemsize
        except OSError:
            size = 0
        snapshot = self.snapshot
        if snapshot is None or snapshot.size != size:
            with self.lock:
                snapshot = self.snapshot = self._read(size)
        return snapshot

    def _read(self, size: int) -> Snapshot:
        if not size:
            empty = np.zeros(0, dtype=np.int64)
            width = self.layout["vector"].shape[0]
            return Snapshot(0, empty, empty, np.zeros((0, width), dtype=np.int8))
        table = np.memmap(self.path, dtype=self.layout, mode="r", shape=(size,))
        # Of each key the last row: the first one met when reading backwards.
        keys, backwards = np.unique(table["key"][::-1], return_index=True)
        rows = size - 1 - backwards
        live = table["live"][rows] == 1
        return Snapshot(size, keys[live], rows[live], table["vector"])


def top(scores: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """The places of the highest scores, highest first."""
    if len(scores) > limit:
        chosen = np.argpartition(-scores, limit)[:limit]
    else:
        chosen = np.arange(len(scores))
    return chosen[np.argsort(-scores[chosen], kind="stable")]
