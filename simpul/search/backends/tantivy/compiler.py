"""From the query tree to Tantivy queries; nothing of a visitor is ever parsed as query syntax."""

from functools import singledispatchmethod

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


class Compiler:
    """Compiles for one Tantivy schema."""

    def __init__(self, schema: tantivy.Schema):
        self.schema = schema

    @singledispatchmethod
    def query(self, node: Node) -> Query:
        raise TypeError(node)

    @query.register
    def _(self, node: All) -> Query:
        return silent(Query.all_query())

    @query.register
    def _(self, node: Term) -> Query:
        return Query.term_query(self.schema, text_field(node.field), node.token)

    @query.register
    def _(self, node: Phrase) -> Query:
        # A phrase of one word makes Tantivy panic, one of none is refused.
        if not node.tokens:
            return Query.empty_query()
        if len(node.tokens) == 1:
            return self.query(Term(node.field, node.tokens[0]))
        return Query.phrase_query(self.schema, text_field(node.field), list(node.tokens))

    @query.register
    def _(self, node: And) -> Query:
        if not node.items:
            return self.query(All())
        clauses = [
            (Occur.MustNot, self.query(item.item))
            if isinstance(item, Not)
            else (Occur.Must, self.query(item))
            for item in node.items
        ]
        # Tantivy matches nothing when every clause is a "must not".
        if all(isinstance(item, Not) for item in node.items):
            clauses.append((Occur.Must, self.query(All())))
        return Query.boolean_query(clauses)

    @query.register
    def _(self, node: Or) -> Query:
        if node.min_match > len(node.items) or not node.items:
            return Query.empty_query()
        return Query.boolean_query(
            [(Occur.Should, self.query(item)) for item in node.items],
            minimum_number_should_match=max(node.min_match, 1),
        )

    @query.register
    def _(self, node: Best) -> Query:
        if not node.items:
            return Query.empty_query()
        return Query.disjunction_max_query([self.query(item) for item in node.items])

    @query.register
    def _(self, node: Prefer) -> Query:
        return Query.boolean_query(
            [
                (Occur.Must, self.query(node.item)),
                *((Occur.Should, self.query(item)) for item in node.bonus),
            ]
        )

    @query.register
    def _(self, node: Not) -> Query:
        return self.query(And((node,)))

    @query.register
    def _(self, node: Filter) -> Query:
        return silent(Query.term_set_query(self.schema, facet_field(node.field), list(node.values)))

    @query.register
    def _(self, node: Range) -> Query:
        # Tantivy refuses a range without any bound.
        low = LOWEST if node.low is None else node.low
        name = number_field(node.field)
        return silent(Query.range_query(self.schema, name, FieldType.Integer, low, node.high))

    @query.register
    def _(self, node: Ids) -> Query:
        return silent(Query.term_set_query(self.schema, KEY, list(node.ids)))

    @query.register
    def _(self, node: Boost) -> Query:
        return Query.boost_query(self.query(node.item), node.factor)

    @query.register
    def _(self, node: Constant) -> Query:
        return Query.const_score_query(self.query(node.item), node.score)


def silent(query: Query) -> Query:
    """The query without any score."""
    return Query.const_score_query(query, 0.0)
