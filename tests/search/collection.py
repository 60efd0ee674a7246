"""A small collection and a generator of query trees for the conformance suite."""

from hypothesis import strategies as st

from simpul.search.documents import (
    Document,
    FacetField,
    NumberField,
    Schema,
    TextField,
)
from simpul.search.tree import (
    All,
    And,
    Best,
    Boost,
    Constant,
    Filter,
    Ids,
    Not,
    Or,
    Phrase,
    Prefer,
    Range,
    Term,
)

SCHEMA = Schema(
    "things",
    texts=(TextField("title", 1.0, suggested=True), TextField("place", context=True)),
    facets=(FacetField("colour"), FacetField("tag", multi=True)),
    numbers=(NumberField("year"),),
)
WORDS = ("air", "akta", "bank", "desa", "ikan", "izin")
COLOURS = ("merah", "biru")
TAGS = ("a", "b", "c")
YEARS = (2019, 2020, 2021)

words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=6).map(tuple)


@st.composite
def documents(draw: st.DrawFn, key: int) -> Document:
    title, rest, place = draw(texts), draw(texts), draw(texts)
    tokens = {
        "all": (*title, *rest),
        "title": title,
        "context": place,
        "names": tuple(dict.fromkeys(title)),
        "surface": tuple(dict.fromkeys(title + rest)),
    }
    colour, tags = draw(st.sampled_from(COLOURS)), draw(st.sets(st.sampled_from(TAGS)))
    facets = {"colour": (colour,)} | ({"tag": tuple(sorted(tags))} if tags else {})
    year = draw(st.sampled_from(YEARS))
    return Document(key, tokens, facets, {"year": year}, digest=draw(st.integers(0, 2**62)))


@st.composite
def collections(draw: st.DrawFn) -> list[Document]:
    return [draw(documents(key)) for key in range(1, draw(st.integers(1, 12)) + 1)]


fields = st.sampled_from(("all", "title", "context"))
leaves = st.one_of(
    st.just(All()),
    st.builds(Term, fields, words),
    st.builds(Phrase, fields, st.lists(words, min_size=0, max_size=3).map(tuple)),
    st.builds(Filter, st.just("colour"), st.lists(st.sampled_from(COLOURS), min_size=1).map(tuple)),
    st.builds(Filter, st.just("tag"), st.lists(st.sampled_from(TAGS), min_size=1).map(tuple)),
    st.builds(
        Range,
        st.just("year"),
        st.none() | st.sampled_from(YEARS),
        st.none() | st.sampled_from(YEARS),
    ),
    st.builds(Ids, st.lists(st.integers(1, 14), min_size=1, max_size=4).map(tuple)),
)
factors = st.sampled_from((0.5, 1.0, 2.0, 3.5))


def branches(nodes):
    several = st.lists(nodes, max_size=3).map(tuple)
    return st.one_of(
        st.builds(And, several),
        st.builds(Or, several, st.integers(1, 3)),
        st.builds(Best, several),
        st.builds(Prefer, nodes, several),
        st.builds(Not, nodes),
        st.builds(Boost, nodes, factors),
        st.builds(Constant, nodes, factors),
    )


trees = st.recursive(leaves, branches, max_leaves=8)
filters = st.fixed_dictionaries(
    {},
    optional={
        "colour": st.builds(
            Filter, st.just("colour"), st.sampled_from(COLOURS).map(lambda c: (c,))
        ),
        "tag": st.builds(Filter, st.just("tag"), st.sampled_from(TAGS).map(lambda t: (t,))),
    },
)
