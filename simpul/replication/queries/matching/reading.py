"""The records that are looked at, as words: two questions, and each text is analysed once."""

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from simpul.innovations.models import TEXT_FIELDS, Innovation, InnovationText
from simpul.replication.queries.matching.words import Read
from simpul.search.analysis import Analyzer

OWN = ("pk", "title", "acronym", "unit", "sector__label_id", "affair__label_id")
BESIDE = ("owner__name", "owner__acronym", "region__name", "province__name")
# How many texts a process remembers as words.
REMEMBERED = 20_000


def reads_of(keys: Collection[int], analyzer: Analyzer) -> dict[int, Read]:
    """Those of the records that anybody may see, as the words they hold."""
    rows = Innovation.objects.public().order_by().filter(pk__in=keys).values(*OWN, *BESIDE)
    texts: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    said = InnovationText.objects.filter(innovation__in=keys, field__in=TEXT_FIELDS)
    for key, language, text in said.order_by("pk").values_list("innovation_id", "language", "text"):
        texts[key].append((text, language == "en"))
    return {row["pk"]: _read(row, texts[row["pk"]], analyzer) for row in rows}


def _read(row: dict[str, Any], texts: list[tuple[str, bool]], analyzer: Analyzer) -> Read:
    title = _tokens(analyzer, row["title"])
    story = [*title, *_tokens(analyzer, row["acronym"])]
    for text, english in texts:
        story += _tokens(analyzer, text, english=english)
    context = [
        token for name in (*OWN[3:], *BESIDE) if row[name] for token in _tokens(analyzer, row[name])
    ]
    return Read(
        row["pk"],
        frozenset(story),
        frozenset(context),
        frozenset(title),
        len(story),
        tuple(text for text, english in texts if not english) or tuple(text for text, _en in texts),
    )


@lru_cache(maxsize=REMEMBERED)
def _tokens(analyzer: Analyzer, text: str, *, english: bool = False) -> tuple[str, ...]:
    return tuple(analyzer.tokens(text, english=english))
