"""Opening the search of this installation: which engine, where, with or without meaning."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .analysis import analyzer
from .analysis.thesaurus import thesaurus
from .backends.tantivy import TantivyBackend
from .documents import Schema
from .engine import Engine
from .indexer import Indexer, fingerprint
from .library import Library
from .meaning import encoder
from .protocol import SearchBackend
from .relevance import Gazetteer, Relevance


def open_backend(schema: Schema) -> SearchBackend:
    """The engine of ``SEARCH_URL``; empty means the embedded one."""
    rules = fingerprint(schema, analyzer())
    if not settings.SEARCH_URL:
        return TantivyBackend(schema, index_folder() / schema.name, fingerprint=rules)
    # The client of the distributed engine is installed only where it is used.
    try:
        from .backends.opensearch import OpenSearchBackend  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        words = "SEARCH_URL is set, but its client is not installed: pip install opensearch-py"
        raise ImproperlyConfigured(words) from missing

    return OpenSearchBackend.connect(schema, settings.SEARCH_URL, fingerprint=rules)


def open_library(schema: Schema, backend: SearchBackend) -> Library | None:
    """The vectors beside the index, when an encoder is installed and wanted."""
    reader = encoder()
    if reader is None:
        return None
    root = index_folder() / f"{schema.name}-vectors"
    return Library(schema, backend, reader, root, most=settings.SEMANTIC_LIMIT)


def open_engine(schema: Schema, gazetteer: Gazetteer | None = None) -> Engine:
    """Everything that answers questions about one schema."""
    backend = open_backend(schema)
    relevance = Relevance(schema, thesaurus(), gazetteer)
    return Engine(schema, backend, relevance, open_library(schema, backend))


def open_indexer(engine: Engine) -> Indexer:
    """What keeps the index of ``engine`` in step."""
    return Indexer(engine.schema, engine.backend, engine.relevance.analyzer, engine.library)


def index_folder() -> Path:
    return Path(settings.VAR_DIR) / "index"
