"""How a schema is laid out in Tantivy: finished tokens, raw codes, whole numbers."""

import tantivy

from simpul.search.documents import CONTEXT, MATCH, NAMES, SET_SEPARATOR, SURFACE, Document, Schema

KEY = "id"
DIGEST = "digest"
# Fields whose word positions nobody asks for.
WITHOUT_POSITIONS = frozenset({NAMES, SURFACE})


def facet_field(name: str) -> str:
    return f"facet_{name}"


def set_field(name: str) -> str:
    """The field that holds all values of a multi-valued facet as one code, for counting."""
    return f"set_{name}"


def number_field(name: str) -> str:
    return f"number_{name}"


def text_field(name: str) -> str:
    return name if name in (MATCH, CONTEXT, NAMES, SURFACE) else f"text_{name}"


def tantivy_schema(schema: Schema) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(KEY, indexed=True, fast=True)
    builder.add_integer_field(DIGEST, fast=True)
    for name in schema.token_fields:
        option = "basic" if name in WITHOUT_POSITIONS else "position"
        builder.add_text_field(text_field(name), tokenizer_name="whitespace", index_option=option)
    for facet in schema.facets:
        names = [facet_field(facet.name)] + [set_field(facet.name)] * facet.multi
        for name in names:
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for number in schema.numbers:
        builder.add_integer_field(number_field(number.name), indexed=True, fast=True)
    return builder.build()


def tantivy_document(schema: Schema, document: Document) -> tantivy.Document:
    """Only declared fields: Tantivy drops unknown ones without a word."""
    row = tantivy.Document()
    row.add_integer(KEY, document.id)
    row.add_integer(DIGEST, document.digest)
    for name in schema.token_fields:
        row.add_text(text_field(name), " ".join(document.tokens.get(name, ())))
    for facet in schema.facets:
        values = document.facets.get(facet.name, ())
        for value in values:
            row.add_text(facet_field(facet.name), value)
        if facet.multi and values:
            row.add_text(set_field(facet.name), SET_SEPARATOR.join(sorted(values)))
    for number in schema.numbers:
        if number.name in document.numbers:
            row.add_integer(number_field(number.name), document.numbers[number.name])
    return row
