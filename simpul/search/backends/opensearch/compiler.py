"""From the query tree to the language of OpenSearch, scoring like the embedded engine."""

from functools import singledispatch
from typing import Any

from simpul.search.backends.scoring import K1
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

Body = dict[str, Any]

# Lucene leaves out the constant factor of BM25 that the embedded engine keeps.
FACTOR = K1 + 1
EVERYTHING: Body = {"match_all": {}}
NOTHING: Body = {"match_none": {}}


def silent(body: Body) -> Body:
    """The query without any score."""
    return {"bool": {"filter": [body]}}


@singledispatch
def compiled(node: Node) -> Body:
    """The request body of a query tree."""
    raise TypeError(node)


@compiled.register
def _(node: All) -> Body:
    return silent(EVERYTHING)


@compiled.register
def _(node: Term) -> Body:
    return {"term": {text_field(node.field): {"value": node.token, "boost": FACTOR}}}


@compiled.register
def _(node: Phrase) -> Body:
    if not node.tokens:
        return NOTHING
    if len(node.tokens) == 1:
        return compiled(Term(node.field, node.tokens[0]))
    words = " ".join(node.tokens)
    return {"match_phrase": {text_field(node.field): {"query": words, "boost": FACTOR}}}


@compiled.register
def _(node: And) -> Body:
    wanted = [compiled(item) for item in node.items if not isinstance(item, Not)]
    unwanted = [compiled(item.item) for item in node.items if isinstance(item, Not)]
    body: Body = {"must": wanted} if wanted else {"filter": [EVERYTHING]}
    return {"bool": body | ({"must_not": unwanted} if unwanted else {})}


@compiled.register
def _(node: Or) -> Body:
    if not node.items or node.min_match > len(node.items):
        return NOTHING
    items = [compiled(item) for item in node.items]
    return {"bool": {"should": items, "minimum_should_match": max(node.min_match, 1)}}


@compiled.register
def _(node: Best) -> Body:
    if not node.items:
        return NOTHING
    return {"dis_max": {"queries": [compiled(item) for item in node.items], "tie_breaker": 0.0}}


@compiled.register
def _(node: Prefer) -> Body:
    bonus = [compiled(item) for item in node.bonus]
    return {"bool": {"must": [compiled(node.item)], "should": bonus}}


@compiled.register
def _(node: Not) -> Body:
    return compiled(And((node,)))


@compiled.register
def _(node: Filter) -> Body:
    return silent({"terms": {facet_field(node.field): list(node.values)}})


@compiled.register
def _(node: Range) -> Body:
    limits = {"gte": node.low, "lte": node.high}
    given = {key: value for key, value in limits.items() if value is not None}
    return silent({"range": {number_field(node.field): given}})


@compiled.register
def _(node: Ids) -> Body:
    return silent({"terms": {KEY: list(node.ids)}})


@compiled.register
def _(node: Boost) -> Body:
    return {"bool": {"must": [compiled(node.item)], "boost": node.factor}}


@compiled.register
def _(node: Constant) -> Body:
    return {"constant_score": {"filter": compiled(node.item), "boost": node.score}}
