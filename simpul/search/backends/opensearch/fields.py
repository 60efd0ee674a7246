"""How a schema is laid out in OpenSearch: the same finished tokens, split at blanks only."""

from typing import Any

from simpul.search.documents import NAMES, SURFACE, Document, Schema

KEY = "id"
DIGEST = "digest"
# Fields of whole words nobody searches phrases in; as keywords they can be counted.
WORDS = frozenset({NAMES, SURFACE})


def facet_field(name: str) -> str:
    return f"facet_{name}"


def number_field(name: str) -> str:
    return f"number_{name}"


def text_field(name: str) -> str:
    return f"text_{name}"


def mapping(schema: Schema, meta: dict[str, Any]) -> dict[str, Any]:
    """The mapping of an index; anything not declared is refused."""
    tokens = {"type": "text", "analyzer": "whitespace", "index_options": "positions"}
    fields: dict[str, Any] = {KEY: {"type": "long"}, DIGEST: {"type": "long"}}
    for name in schema.token_fields:
        fields[text_field(name)] = {"type": "keyword"} if name in WORDS else tokens
    fields |= {facet_field(item.name): {"type": "keyword"} for item in schema.facets}
    fields |= {number_field(item.name): {"type": "long"} for item in schema.numbers}
    return {"dynamic": "strict", "_source": {"enabled": False}, "_meta": meta, "properties": fields}


def source(schema: Schema, document: Document) -> dict[str, Any]:
    """The body of one document."""
    body: dict[str, Any] = {KEY: document.id, DIGEST: document.digest}
    for name in schema.token_fields:
        tokens = document.tokens.get(name, ())
        body[text_field(name)] = list(tokens) if name in WORDS else " ".join(tokens)
    body |= {facet_field(name): list(values) for name, values in document.facets.items()}
    return body | {number_field(name): value for name, value in document.numbers.items()}
