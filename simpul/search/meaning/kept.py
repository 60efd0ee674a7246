"""Vectors of a fixed list of texts, kept in a file: encoded once, read by every later process."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np

from .encoder import Encoder, Matrix


class Kept:
    """An encoder for lists that seldom change; of a list that changed, the old vectors go."""

    def __init__(self, encoder: Encoder, folder: Path):
        self.encoder = encoder
        self.folder = folder

    def encode(self, texts: list[str]) -> Matrix:
        """The vectors of these texts, rounded alike whether they were read or just made."""
        path = self._path(texts)
        vectors = _read(path)
        if vectors is None or vectors.shape != (len(texts), self.encoder.dimensions):
            vectors = self.encoder.encode(texts).astype(np.float16)
            # A folder that cannot be written to costs time, nothing else.
            with suppress(OSError):
                self._write(path, vectors)
        return vectors.astype(np.float32)

    def _path(self, texts: Iterable[str]) -> Path:
        digest = hashlib.sha256("\0".join((self.encoder.name, *texts)).encode())
        return self.folder / f"texts-{digest.hexdigest()[:16]}.npy"

    def _write(self, path: Path, vectors: np.ndarray) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(f".{os.getpid()}")
        with written.open("wb") as file:
            np.save(file, vectors)
        written.replace(path)
        for other in self.folder.glob("texts-*.npy"):
            if other != path:
                other.unlink(missing_ok=True)


def _read(path: Path) -> np.ndarray | None:
    try:
        return np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
