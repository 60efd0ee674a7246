"""The sentence of a record that is nearest in meaning to what would answer a need."""

import re
from collections.abc import Iterable, Sequence

from simpul.replication.queries.matching.understanding import Asked, readable
from simpul.replication.queries.matching.words import Read
from simpul.search.engine import Engine

SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
# How much of a long story is read, and how much of a sentence is quoted.
MOST_SENTENCES, LONGEST = 8, 160


def quotes(asked: Asked, reads: Iterable[Read], engine: Engine) -> dict[int, str]:
    """For each record the sentence that a reader should look at; none without an encoder."""
    if engine.library is None or asked.meant is None:
        return {}
    told = {read.key: sentences_of(read.told) for read in reads}
    asked_of = [(key, one) for key, found in told.items() if len(found) > 1 for one in found]
    chosen = {key: found[0] for key, found in told.items() if found}
    if asked_of:
        vectors = engine.library.encoder.encode([readable(one) for _key, one in asked_of])
        ranked = sorted(zip(vectors @ asked.meant, asked_of, strict=True), key=lambda it: it[0])
        chosen |= {key: one for _cosine, (key, one) in ranked}
    return {key: shortened(one) for key, one in chosen.items()}


def sentences_of(texts: Sequence[str]) -> list[str]:
    parts = [part.strip() for text in texts for part in SENTENCE.split(text)]
    return [part for part in parts if part][:MOST_SENTENCES]


def shortened(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rsplit(" ", 1)[0] + "…"
