"""The plain engine: a few dictionaries that say what every other engine must answer."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import singledispatchmethod

from simpul.search.documents import NAMES, SURFACE, Document, Schema
from simpul.search.protocol import DEEPEST_HIT, Hit, Hits, Sort, Stats
from simpul.search.tree import (
    All,
    And,
    Best,
    Boost,
    Constant,
    Filter,
    Ids,
    Node,
    Not,
    Or,
    Phrase,
    Prefer,
    Range,
    Term,
)

from .scoring import idf, term_score

Scores = dict[int, float]


class OracleBackend:
    """Everything in memory; for tests and very small collections."""

    def __init__(self, schema: Schema, *, fingerprint: str = ""):
        self.schema = schema
        self.fingerprint = fingerprint
        self.documents: dict[int, Document] = {}
        self.watermark = 0
        self.generation = 0

    def apply(self, upserts: Iterable[Document], deletes: Iterable[int], watermark: int) -> None:
        for key in deletes:
            self.documents.pop(key, None)
        for document in upserts:
            self.documents[document.id] = document
        self.watermark = watermark

    def rebuild(self, documents: Iterable[Document], watermark: int) -> str:
        self.documents = {document.id: document for document in documents}
        self.watermark = watermark
        self.generation += 1
        return str(self.generation)

    def suspected(self) -> bool:
        return False

    def set_aside(self) -> None:
        self.documents = {}

    def search(
        self, query: Node, *, offset: int = 0, limit: int = 20, sort: Sort | None = None
    ) -> Hits:
        scores = self.scores(query)
        order = sorted(scores, key=self._order(scores, sort))
        window = order[offset : min(offset + limit, DEEPEST_HIT)]
        return Hits(len(scores), [Hit(key, scores[key]) for key in window])

    def _order(self, scores: Scores, sort: Sort | None) -> Callable[[int], tuple[float, int]]:
        if sort is None:
            return lambda key: (-round(scores[key], 4), key)
        sign = -1 if sort.descending else 1
        return lambda key: (sign * self.documents[key].numbers.get(sort.field, 0), key)

    def count(self, query: Node) -> int:
        return len(self.scores(query))

    def facets(
        self, query: Node, filters: Mapping[str, Filter], fields: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        counted = {}
        for name in fields:
            others = tuple(item for key, item in filters.items() if key != name)
            matches = self.scores(And((query, *others)))
            counts = Counter(
                value for key in matches for value in self.documents[key].facets.get(name, ())
            )
            counted[name] = dict(counts)
        return counted

    def suggest(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = {
            word: count
            for word, count in self._frequencies(NAMES).items()
            if word.startswith(prefix)
        }
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def vocabulary(self) -> Mapping[str, int]:
        return self._frequencies(SURFACE)

    def df(self, field: str, tokens: Iterable[str]) -> dict[str, int]:
        frequencies = self._frequencies(field)
        return {token: frequencies[token] for token in tokens}

    def digests(self) -> Iterator[tuple[int, int]]:
        for key in sorted(self.documents):
            yield key, self.documents[key].digest

    def stats(self) -> Stats:
        return Stats(str(self.generation), self.watermark, len(self.documents), self.fingerprint)

    def _frequencies(self, field: str) -> Counter[str]:
        return Counter(
            token
            for document in self.documents.values()
            for token in set(document.tokens.get(field, ()))
        )

    # --- Scores by kind of node ------------------------------------------------------------

    @singledispatchmethod
    def scores(self, node: Node) -> Scores:
        """Matching documents and their scores."""
        raise TypeError(node)

    @scores.register
    def _(self, node: All) -> Scores:
        return dict.fromkeys(self.documents, 0.0)

    @scores.register
    def _(self, node: Term) -> Scores:
        return self._text(node.field, (node.token,), lambda tokens: tokens.count(node.token))

    @scores.register
    def _(self, node: Phrase) -> Scores:
        if not node.tokens:
            return {}
        return self._text(node.field, node.tokens, lambda tokens: occurrences(tokens, node.tokens))

    @scores.register
    def _(self, node: And) -> Scores:
        found = [self.scores(item) for item in node.items] or [self.scores(All())]
        keys = set(found[0]).intersection(*found[1:])
        return {key: sum(scores[key] for scores in found) for key in keys}

    @scores.register
    def _(self, node: Or) -> Scores:
        found = [self.scores(item) for item in node.items]
        times = Counter(key for scores in found for key in scores)
        return {
            key: sum(scores.get(key, 0.0) for scores in found)
            for key, matched in times.items()
            if matched >= node.min_match
        }

    @scores.register
    def _(self, node: Best) -> Scores:
        best: Scores = {}
        for item in node.items:
            for key, score in self.scores(item).items():
                best[key] = max(score, best.get(key, score))
        return best

    @scores.register
    def _(self, node: Prefer) -> Scores:
        bonus = self.scores(Or(node.bonus))
        return {key: score + bonus.get(key, 0.0) for key, score in self.scores(node.item).items()}

    @scores.register
    def _(self, node: Not) -> Scores:
        return dict.fromkeys(set(self.documents) - set(self.scores(node.item)), 0.0)

    @scores.register
    def _(self, node: Filter) -> Scores:
        wanted = set(node.values)
        return {
            key: 0.0
            for key, document in self.documents.items()
            if wanted.intersection(document.facets.get(node.field, ()))
        }

    @scores.register
    def _(self, node: Range) -> Scores:
        low = float("-inf") if node.low is None else node.low
        high = float("inf") if node.high is None else node.high
        return {
            key: 0.0
            for key, document in self.documents.items()
            if node.field in document.numbers and low <= document.numbers[node.field] <= high
        }

    @scores.register
    def _(self, node: Ids) -> Scores:
        return {key: 0.0 for key in node.ids if key in self.documents}

    @scores.register
    def _(self, node: Boost) -> Scores:
        return {key: score * node.factor for key, score in self.scores(node.item).items()}

    @scores.register
    def _(self, node: Constant) -> Scores:
        return dict.fromkeys(self.scores(node.item), node.score)

    def _text(
        self, field: str, tokens: tuple[str, ...], count: Callable[[Sequence[str]], int]
    ) -> Scores:
        texts = {key: item.tokens.get(field, ()) for key, item in self.documents.items()}
        frequencies = self._frequencies(field)
        weight = sum(idf(len(texts), frequencies[token]) for token in tokens)
        average = sum(map(len, texts.values())) / max(len(texts), 1)
        return {
            key: term_score(weight, times, len(text), average)
            for key, text in texts.items()
            if (times := count(text))
        }


def occurrences(tokens: Sequence[str], phrase: tuple[str, ...]) -> int:
    """How often ``phrase`` stands in ``tokens``, word next to word."""
    size = len(phrase)
    return sum(tuple(tokens[at : at + size]) == phrase for at in range(len(tokens) - size + 1))
