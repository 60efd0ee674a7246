"""From a record to the document an engine keeps."""

import hashlib
import re
from collections.abc import Iterable, Mapping

from .analysis import Analyzer
from .documents import BOUNDARY, CONTEXT, MATCH, NAMES, SURFACE, Document, Record, Schema, TextField

# Words worth suggesting as a correction: letters only, not too short.
SPELLABLE = re.compile(r"[^\W\d_]{4,}")
LONGEST_MEANING = 700


def document_of(record: Record, schema: Schema, analyzer: Analyzer) -> Document:
    """Analyse a record; only declared fields are kept."""
    analysed = {
        item.name: analyzer.tokens(text, english=item.name in record.english)
        for item in schema.texts
        if (text := record.texts.get(item.name, ""))
    }
    tokens = {name: analysed[name] for name in schema.token_fields if name in analysed}
    tokens[MATCH] = joined(analysed, (item for item in schema.texts if not item.context))
    tokens[CONTEXT] = joined(analysed, (item for item in schema.texts if item.context))
    tokens[NAMES] = names(record, schema, analyzer)
    tokens[SURFACE] = surface(record, schema, analyzer)
    facets = {
        item.name: tuple(sorted(set(values)))
        for item in schema.facets
        if (values := record.facets.get(item.name))
    }
    numbers = {
        item.name: record.numbers[item.name]
        for item in schema.numbers
        if item.name in record.numbers
    }
    return Document(record.id, tokens, facets, numbers, digest_of((tokens, facets, numbers)))


def joined(analysed: Mapping[str, tuple[str, ...]], fields: Iterable[TextField]) -> tuple[str, ...]:
    """The tokens of several fields, with a boundary between them."""
    tokens: list[str] = []
    for item in fields:
        if analysed.get(item.name):
            tokens += [BOUNDARY] * bool(tokens)
            tokens += analysed[item.name]
    return tuple(tokens)


def names(record: Record, schema: Schema, analyzer: Analyzer) -> tuple[str, ...]:
    """The words offered while typing."""
    texts = (record.texts.get(item.name, "") for item in schema.texts if item.suggested)
    return tuple(dict.fromkeys(word for text in texts for word in analyzer.names(text)))


def surface(record: Record, schema: Schema, analyzer: Analyzer) -> tuple[str, ...]:
    """The written words of the record's main texts, for correcting a misspelt query."""
    texts = (record.texts.get(item.name, "") for item in schema.texts if item.told)
    words = (word for text in texts for word in analyzer.names(text))
    return tuple(dict.fromkeys(word for word in words if SPELLABLE.fullmatch(word)))


def meaning_of(record: Record, schema: Schema) -> str:
    """The sentence or two an encoder reads."""
    texts = (record.texts.get(item.name, "") for item in schema.texts if item.meaning)
    return ". ".join(text.strip(" .") for text in texts if text)[:LONGEST_MEANING]


def digest_of(content: object) -> int:
    """A 63-bit fingerprint of what is indexed; mappings must come in a fixed order."""
    # The shortest way to bytes: a checksum of a million records is taken again and again.
    text = repr(content).encode("utf-8", "backslashreplace")
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big") >> 1
