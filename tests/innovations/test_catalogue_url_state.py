"""The address of a question: read without ever failing, written in one way."""

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from simpul.innovations.queries.url_state import (
    DEPTH_LIMIT,
    FILTERS,
    SIZES,
    SORTS,
    TEXT_LIMIT,
    CatalogueQuery,
    FacetLook,
)

CODES = {
    "kind": ["regency", "city"],
    "province": ["11", "35", "91"],
    "regency": ["35.01", "73.22"],
    "sector": ["kesehatan", "pendidikan"],
    "year": ["2019", "2025"],
    "award": ["kipp_top99", "daerah_pemenang"],
    "source": ["kipp", "iga"],
    "owner": ["PEMDA-35", "KL-POLRI", "PEMDA-73.22"],
    "affair": ["1.02", "5.02"],
    "goal": ["1", "3", "17"],
    "stage": ["running", "unknown"],
    "state": ["listed", "verified"],
    "hub": ["HUB-73", "HUB-NASIONAL"],
}
filters = st.fixed_dictionaries(
    {},
    optional={name: st.sets(st.sampled_from(codes), min_size=1) for name, codes in CODES.items()},
)
words = st.text(max_size=80)
degrees = st.none() | st.floats(-90, 90)


@st.composite
def questions(draw) -> CatalogueQuery:
    params = QueryDict(mutable=True)
    for name, values in draw(filters).items():
        params.setlist(name, sorted(values))
    params["q"] = draw(words)
    params["sort"] = draw(st.sampled_from(["", *SORTS]))
    params["size"] = str(draw(st.sampled_from(SIZES)))
    params["page"] = str(draw(st.integers(1, DEPTH_LIMIT // 100)))
    lat = draw(degrees)
    if lat is not None:
        params["lat"], params["lng"] = str(lat), str(draw(st.floats(-180, 180)))
    return CatalogueQuery.from_params(params)[0]


@given(questions())
def test_an_address_says_exactly_its_question(query):
    assert CatalogueQuery.from_params(QueryDict(query.query_string)) == (query, [])


@given(questions(), st.randoms())
def test_the_order_of_parameters_changes_nothing(query, random):
    pairs = query.to_params()
    random.shuffle(pairs)
    params = QueryDict(mutable=True)
    for name, value in pairs:
        params.appendlist(name, value)

    assert CatalogueQuery.from_params(params)[0].query_string == query.query_string


names = st.sampled_from(
    [*FILTERS, "q", "sort", "page", "size", "lat", "lng", "exact", "find_owner"]
)
junk = st.text(st.characters(exclude_categories=[]), max_size=200)


@given(st.dictionaries(names | junk, junk | st.lists(junk, max_size=4), max_size=12))
def test_no_address_breaks_the_catalogue(params):
    query, problems = CatalogueQuery.from_params(params)
    look = FacetLook.from_params(params)

    assert CatalogueQuery.from_params(QueryDict(query.query_string)) == (query, [])
    assert query.page * query.size <= DEPTH_LIMIT
    assert len(query.text) <= TEXT_LIMIT
    assert look.find.keys() <= FILTERS.keys()
    assert all(str(problem.message).encode() for problem in problems)


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        ("colour=red", "colour", "not a filter"),
        ("province=jawa", "province", "jawa"),
        ("goal=18", "goal", "18"),
        ("page=0", "page", "There is no page “0”"),
        ("page=-3", "page", "There is no page “-3”"),
        (f"page={'9' * 400}", "page", "There is no page"),
        ("page=99999", "page", "out of reach"),
        ("size=7", "size", "Choose 10, 20, 50 or 100"),
        ("sort=luck", "sort", "luck"),
        ("lat=95&lng=100", "lat", "not a place on Earth"),
        ("lat=-6.2", "lat", "not a place on Earth"),
        ("lat=nan&lng=inf", "lat", "not a place on Earth"),
        ("q=%ff%fe", "q", "cannot be read"),
        ("q=a%00b", "q", "cannot be read"),
        (f"q={'pelayanan+' * 1100}", "q", "1,000 characters"),
        ("q=air&q=udara", "q", "more than once"),
        ("&".join(f"owner=PEMDA-{number}" for number in range(60)), "owner", "50 choices"),
    ],
)
def test_what_cannot_be_used_is_named(address, name, words):
    _query, problems = CatalogueQuery.from_params(QueryDict(address))

    assert [problem.name for problem in problems] == [name]
    with override("en"):
        assert words in str(problems[0].message)


def test_marks_that_other_sites_add_to_links_are_passed_over():
    query, problems = CatalogueQuery.from_params(QueryDict("q=air&utm_source=x&fbclid=y"))

    assert (query, problems) == (CatalogueQuery(text="air"), [])


def test_one_choice_more_and_one_choice_less():
    query = CatalogueQuery(text="air", filters={"province": ("35",)}, page=4)

    more = query.with_filter("province", "11").with_filter("goal", "6")
    less = more.without_filter("province", "35").without_filter("goal")

    assert more.to_params() == [("goal", "6"), ("province", "11"), ("province", "35"), ("q", "air")]
    assert less == CatalogueQuery(text="air", filters={"province": ("11",)})


def test_a_list_without_words_is_newest_first_and_a_search_by_relevance():
    assert CatalogueQuery().order == "newest"
    assert CatalogueQuery(text="air").order == "relevance"
    assert CatalogueQuery(sort="relevance").order == "newest"
    assert CatalogueQuery(text="air", sort="title").order == "title"


def test_a_long_facet_can_be_searched():
    look = FacetLook.from_params(QueryDict("find_owner=bandung&find_colour=x&find_award="))

    assert look == FacetLook({"owner": "bandung"})
