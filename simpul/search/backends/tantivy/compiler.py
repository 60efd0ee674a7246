"""From the query tree to Tantivy queries; nothing of a visitor is ever parsed as query syntax."""

from collections.abc import Callable
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

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

from .fields import KEY, facet_field, number_field, text_field

LOWEST = -(2**62)


Done = dict[int, Query]


class Compiler:
    """Compiles for one Tantivy schema."""

    def __init__(self, schema: tantivy.Schema):
        self.schema = schema

    def query(self, node: Node) -> Query:
        """Compile a tree; a node that stands in it several times is compiled once."""
        return self._compiled(node, {})

    def _compiled(self, node: Node, done: dict[int, Query]) -> Query:
        found = done.get(id(node))
        if found is None:
            found = done[id(node)] = COMPILED[type(node)](self, node, done)
        return found

    def _all(self, node: All, done: Done) -> Query:
        return silent(Query.all_query())

    def _term(self, node: Term, done: Done) -> Query:
        return Query.term_query(self.schema, text_field(node.field), node.token)

    def _phrase(self, node: Phrase, done: Done) -> Query:
        # A phrase of one word makes Tantivy panic, one of none is refused.
        if not node.tokens:
            return Query.empty_query()
        if len(node.tokens) == 1:
            return self._term(Term(node.field, node.tokens[0]), done)
        return Query.phrase_query(self.schema, text_field(node.field), list(node.tokens))

    def _and(self, node: And, done: Done) -> Query:
        if not node.items:
            return self._all(All(), done)
        clauses = [
            (Occur.MustNot, self._compiled(item.item, done))
            if isinstance(item, Not)
            else (Occur.Must, self._compiled(item, done))
            for item in node.items
        ]
        # Tantivy matches nothing when every clause is a "must not".
        if all(isinstance(item, Not) for item in node.items):
            clauses.append((Occur.Must, self._all(All(), done)))
        return Query.boolean_query(clauses)

    def _or(self, node: Or, done: Done) -> Query:
        if node.min_match > len(node.items) or not node.items:
            return Query.empty_query()
        return Query.boolean_query(
            [(Occur.Should, self._compiled(item, done)) for item in node.items],
            minimum_number_should_match=max(node.min_match, 1),
        )

    def _best(self, node: Best, done: Done) -> Query:
        if not node.items:
            return Query.empty_query()
        return Query.disjunction_max_query([self._compiled(item, done) for item in node.items])

    def _prefer(self, node: Prefer, done: Done) -> Query:
        return Query.boolean_query(
            [
                (Occur.Must, self._compiled(node.item, done)),
                *((Occur.Should, self._compiled(item, done)) for item in node.bonus),
            ]
        )

    def _not(self, node: Not, done: Done) -> Query:
        return self._and(And((node,)), done)

    def _filter(self, node: Filter, done: Done) -> Query:
        return silent(Query.term_set_query(self.schema, facet_field(node.field), list(node.values)))

    def _range(self, node: Range, done: Done) -> Query:
        # Tantivy refuses a range without any bound.
        low = LOWEST if node.low is None else node.low
        name = number_field(node.field)
        return silent(Query.range_query(self.schema, name, FieldType.Integer, low, node.high))

    def _ids(self, node: Ids, done: Done) -> Query:
        return silent(Query.term_set_query(self.schema, KEY, list(node.ids)))

    def _boost(self, node: Boost, done: Done) -> Query:
        return Query.boost_query(self._compiled(node.item, done), node.factor)

    def _constant(self, node: Constant, done: Done) -> Query:
        return Query.const_score_query(self._compiled(node.item, done), node.score)


def silent(query: Query) -> Query:
    """The query without any score."""
    return Query.const_score_query(query, 0.0)


COMPILED: dict[type, Callable[[Compiler, Any, Done], Query]] = {
    All: Compiler._all,
    Term: Compiler._term,
    Phrase: Compiler._phrase,
    And: Compiler._and,
    Or: Compiler._or,
    Best: Compiler._best,
    Prefer: Compiler._prefer,
    Not: Compiler._not,
    Filter: Compiler._filter,
    Range: Compiler._range,
    Ids: Compiler._ids,
    Boost: Compiler._boost,
    Constant: Compiler._constant,
}
