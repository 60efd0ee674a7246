"""Search over needs and ideas: the tokens of the catalogue's analysis, kept in the row itself.

The index of the catalogue holds only what anybody may read, and needs are private until their
institution says otherwise; they also are few. So the database looks through their tokens: the same
stems, synonyms and translations as in the catalogue, with the permission in the same question.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from simpul.search.analysis import analyzer
from simpul.search.analysis.thesaurus import thesaurus

MOST_WORDS = 12
# What a word is related to only a little would find half of all needs.
STRONG = 0.5


def terms_of(text: str, language: str = "id") -> str:
    """The tokens of a text, each between blanks, as the column ``terms`` keeps them."""
    tokens = set(analyzer().tokens(text))
    if language == "en" or analyzer().is_english(text):
        tokens |= set(analyzer().tokens(text, english=True))
    return f" {' '.join(sorted(tokens))} " if tokens else ""


def matching(text: str) -> Q:
    """The condition of rows that hold every word of ``text``, or what it means.

    Words that say nothing, such as "the" and "yang", ask for nothing.
    """
    words = analyzer().query_words(text)[:MOST_WORDS]
    asked = []
    for span in thesaurus().spans(words):
        inside = words[span.start : span.end]
        written = [reduce(or_, (_holds([stem]) for stem in word.stems)) for word in inside]
        meant = [_holds(found.tokens) for found in span.related if found.weight >= STRONG]
        asked.append(reduce(or_, meant, reduce(and_, written)))
    return reduce(and_, asked, Q())


def _holds(tokens: Iterable[str]) -> Q:
    return reduce(and_, (Q(terms__contains=f" {token} ") for token in tokens))


def language_of(text: str) -> str:
    """The language a text is written in, of the two we know."""
    return "en" if analyzer().is_english(text) else "id"
