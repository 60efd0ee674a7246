"""The page of the list: right rows, right counts, few questions, nothing hidden, no bad address."""

from collections import Counter
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from simpul.innovations.models import Innovation
from simpul.innovations.queries.catalogue import CatalogueQuery, catalogue_page, every_row
from simpul.innovations.queries.documents import records_of
from simpul.innovations.queries.facets import FACET_NAMES
from tests.innovations.catalogue_world import World, indexed

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.SEMANTIC = False
    settings.SECURE_SSL_REDIRECT = False


def page_of(**asked):
    return catalogue_page(CatalogueQuery(**asked), user=ANYBODY)


def titles(page):
    return [row.title for row in page.rows]


QUESTIONS = [
    CatalogueQuery(),
    CatalogueQuery(filters={"province": ("35",)}),
    CatalogueQuery(filters={"province": ("35",), "sector": ("kesehatan",)}),
    CatalogueQuery(filters={"regency": ("35.01", "73.01"), "year": ("2015", "2016", "2017")}),
    CatalogueQuery(filters={"goal": ("6",), "source": ("contoh.go.id",)}),
    CatalogueQuery(filters={"award": ("juara",), "state": ("listed",)}),
    CatalogueQuery(filters={"stage": ("unknown",), "affair": ("1.02",)}),
    CatalogueQuery(filters={"hub": ("HUB-35",), "year": ("2016", "2018")}),
    CatalogueQuery(filters={"owner": ("PEMDA-35.02",), "kind": ("regency",)}),
]


def naive_counts(query, records):
    """Count each facet by hand: every filter applies but the facet's own."""
    counts = {}
    for name in FACET_NAMES:
        others = {key: codes for key, codes in query.filters.items() if key != name}
        counted = Counter(
            code
            for record in records
            if all(set(codes) & set(record.facets.get(key, ())) for key, codes in others.items())
            for code in record.facets.get(name, ())
        )
        counts[name] = dict(counted)
    return counts


def test_counts_ignore_their_own_filter_and_agree_with_counting_by_hand():
    indexed(40)
    records = records_of(Innovation.objects.public().values_list("pk", flat=True))

    for query in QUESTIONS:
        page = catalogue_page(query, user=ANYBODY)
        passing = [
            record
            for record in records
            if all(
                set(codes) & set(record.facets.get(key, ())) for key, codes in query.filters.items()
            )
        ]
        counted = {name: dict(page.found.facets[name]) for name in FACET_NAMES}
        assert counted == naive_counts(query, records), query
        assert page.total == len(passing)


@pytest.mark.parametrize("query", QUESTIONS)
@pytest.mark.parametrize("sort", ["newest", "title", "year", "evidence"])
def test_the_whole_list_is_the_pages_one_after_another(query, sort):
    indexed(25)
    query = replace(query, sort=sort, size=10)
    first = catalogue_page(query, user=ANYBODY)

    pages = [catalogue_page(query.with_page(n + 1), user=ANYBODY) for n in range(first.pages)]
    paged = [row.pk for page in pages for row in page.rows]

    assert paged == [row.pk for row in every_row(query, user=ANYBODY)]
    assert len(set(paged)) == len(paged) == first.total


def test_orders_are_what_they_say():
    indexed(20)
    rows = {sort: page_of(sort=sort, size=50).rows for sort in ("newest", "title", "year")}

    assert [row.created_at for row in rows["newest"]] == sorted(
        (row.created_at for row in rows["newest"]), reverse=True
    )
    assert titles(page_of(sort="title", size=50)) == sorted(row.title for row in rows["title"])
    assert [row.year for row in rows["year"]] == sorted(
        (row.year for row in rows["year"]), reverse=True
    )


def test_the_nearest_come_first_and_say_how_far():
    indexed(12)
    page = page_of(sort="distance", filters={"regency": ("35.01",)})
    assert [round(km) for km in page.found.kilometres.values()] == [0] * page.total

    page = page_of(sort="distance", lat=-4.0, lng=120.0, size=50)
    kilometres = [page.found.kilometres[row.pk] for row in page.rows]

    assert page.total == 12
    assert kilometres == sorted(kilometres)
    assert page.rows[0].province.code == "73"


def test_distance_without_a_place_is_explained():
    indexed(3)
    page = page_of(sort="distance")

    assert [problem.name for problem in page.problems] == ["sort"]
    assert page.query.order == "newest"


@pytest.mark.parametrize("words", ["rahasia", "Rahasia Konsep", "Ditarik"])
def test_hidden_records_are_in_no_list_count_or_suggestion(client, words):
    world = indexed(5)
    assert world.draft.title.startswith("Rahasia")

    page = page_of(text=words)
    found = {row.pk for row in page.rows} | {row.pk for row in page_of(size=100).rows}
    suggested = client.get("/en/innovations/suggest/", {"q": words}).content.decode()

    assert not found & {world.draft.pk, world.withdrawn.pk}
    assert "Rahasia" not in suggested
    assert page_of().total == 5


def test_a_record_withdrawn_since_the_index_was_made_is_not_shown():
    world = indexed(3)
    Innovation.objects.filter(pk=world.records[0].pk).update(state="withdrawn")

    assert world.records[0].pk not in {row.pk for row in page_of().rows}


def test_works_of_a_dissolved_ministry_are_found_under_its_heir():
    world = World(4)
    record = world.record(50, title="Karya Lama", owner=world.ended)
    from simpul.innovations.services import index

    index.reindex()
    page = page_of(filters={"owner": ("KL-BARU",)})

    assert [row.pk for row in page.rows] == [record.pk]
    assert [(kin.chosen, list(kin.others)) for kin in page.kin] == [
        ("Kementerian Baru", ["Kementerian Lama"])
    ]


def test_a_page_asks_the_same_few_questions_for_one_row_and_for_a_hundred():
    indexed(110)
    numbers = set()
    for query in (
        CatalogueQuery(filters={"regency": ("35.01",), "year": ("2015",), "state": ("listed",)}),
        CatalogueQuery(size=20),
        CatalogueQuery(size=100),
    ):
        with CaptureQueriesContext(connection) as asked:
            catalogue_page(query, user=ANYBODY)
        numbers.add(len(asked))

    assert len(numbers) == 1
    assert max(numbers) <= 12


def test_the_page_itself_asks_nothing_more(client):
    indexed(30)
    client.get("/en/innovations/")
    counts = set()
    for size in (10, 20):
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/en/innovations/", {"size": size}).status_code == 200
        counts.add(len(asked))

    assert len(counts) == 1
    assert max(counts) <= 12


def test_codes_of_no_list_are_left_out_and_named(client):
    indexed(3)
    page = page_of(filters={"province": ("35", "99"), "owner": ("KL-X",), "award": ("medali",)})

    assert page.query.filters == {"province": ("35",)}
    assert sorted(problem.name for problem in page.problems) == ["award", "owner", "province"]


def test_a_page_beyond_the_last_is_the_last():
    indexed(15)
    page = page_of(page=44, size=10)

    assert page.query.page == 2
    assert len(page.rows) == 5
    assert "44" in str(page.problems[0].message)


def test_nothing_found_says_which_filter_to_drop_and_what_comes_near():
    indexed(12)
    page = page_of(text="stunting", filters={"province": ("35",), "year": ("2001",)})

    assert page.total == 0
    assert [drop.query.filters for drop in page.way_out.dropped] == [{"province": ("35",)}]
    for drop in page.way_out.dropped:
        assert drop.total == catalogue_page(drop.query, user=ANYBODY).total
    assert page.way_out.related


@pytest.mark.parametrize("prefix", ["/id/inovasi/", "/en/innovations/"])
@pytest.mark.parametrize(
    "address",
    [
        "?q=%ff%fe%00",
        "?q=" + "pelayanan+" * 1100,
        "?page=99999999999999999999",
        "?page=-1&size=abc&sort=%F0%9F%98%80",
        "?province=%27%20OR%201=1--&owner=%3Cscript%3E",
        "?q=%22%22%22((((&goal=0&year=99999&lat=1e400&lng=x",
        "?q=title:a+AND+NOT+*:*+~~^^&find_owner=%00%ff",
        "?" + "&".join(f"owner=PEMDA-{number}" for number in range(200)),
        "?regency=99.99&affair=9.99&kind=dewa&stage=x&source=y&award=z",
    ],
)
def test_no_address_ends_in_an_error(client, prefix, address):
    indexed(2)
    answer = client.get(prefix + address)

    # A character no database keeps is refused at the door, everything else is answered.
    assert answer.status_code == (400 if "%00" in address else 200)
    assert b"<mark><script" not in answer.content
    assert b"<script>" not in answer.content


def test_without_an_index_the_list_still_stands(client):
    World(5)
    answer = client.get("/en/innovations/", {"q": "Inovasi", "province": "35"})

    assert answer.status_code == 200
    assert "The search index is being built" in answer.content.decode()
    assert "Inovasi A nomor 0" in answer.content.decode()


def test_english_pages_mark_what_is_indonesian(client):
    indexed(2)
    english = client.get("/en/innovations/", {"q": "stunting"}).content.decode()
    indonesian = client.get("/id/inovasi/", {"q": "stunting"}).content.decode()

    assert '<h3 class="record__title" lang="id">' in english
    assert 'class="record__sum" lang="id"' in english
    assert 'record__title" lang' not in indonesian
    assert "Water" in english
    assert "Air" in indonesian


def test_only_the_whole_list_is_for_search_engines(client):
    indexed(2)
    assert b"noindex" not in client.get("/en/innovations/").content
    assert b"noindex" in client.get("/en/innovations/?province=35").content


def test_found_words_are_marked_and_nothing_of_a_record_is_markup(client):
    world = World(2)
    Innovation.objects.filter(pk=world.records[0].pk).update(title="<b>Stunting</b> & <i>")
    from simpul.innovations.services import index

    index.reindex()
    page = client.get("/en/innovations/", {"q": "stunting"}).content.decode()

    assert "&lt;b&gt;<mark>Stunting</mark>&lt;/b&gt; &amp; &lt;i&gt;" in page


def test_suggestions_name_words_records_and_institutions(client):
    indexed(4)
    with translation.override("en"):
        rows = client.get("/en/innovations/suggest/", {"q": "pemkab"}).json()["suggestions"]

    assert rows
    assert any(row["note"] == "institution" for row in rows)
    assert client.get("/en/innovations/suggest/", {"q": "x"}).json() == {"suggestions": []}
