"""Writing a Tantivy index: one writer at a time, counted, committed before it returns."""

from collections.abc import Iterable
from pathlib import Path

import tantivy
from tantivy import Query

from simpul.search.documents import Document, Schema
from simpul.search.protocol import IndexBusyError

from .fields import KEY, tantivy_document, tantivy_schema

INDEX = "index"
BULK_HEAP = 256_000_000
BATCH_HEAP = 30_000_000


def write(
    schema: Schema,
    path: Path,
    upserts: Iterable[Document],
    deletes: Iterable[int],
    *,
    bulk: bool = False,
) -> None:
    """Delete and add in one commit. ``bulk``: a new index, so nothing has to be deleted first."""
    layout = tantivy_schema(schema)
    folder = path / INDEX
    folder.mkdir(exist_ok=True)
    # Opened anew before each session: a handle kept while another process wrote may be stale.
    index = tantivy.Index(layout, path=str(folder)) if bulk else tantivy.Index.open(str(folder))
    writer = _writer(index, bulk=bulk)
    for key in deletes:
        writer.delete_documents_by_query(Query.term_query(layout, KEY, key))
    for document in upserts:
        if not bulk:
            writer.delete_documents_by_query(Query.term_query(layout, KEY, document.id))
        writer.add_document(tantivy_document(schema, document))
    writer.commit()
    writer.wait_merging_threads()


def _writer(index: tantivy.Index, *, bulk: bool) -> tantivy.IndexWriter:
    try:
        if bulk:
            return index.writer(heap_size=BULK_HEAP, num_threads=2)
        return index.writer(heap_size=BATCH_HEAP, num_threads=1)
    except ValueError as error:
        if "LockBusy" in str(error) or "Lockfile" in str(error):
            raise IndexBusyError(str(error)) from error
        raise
