"""Files hold the list row for row, run no formula, and hide what is hidden."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser

from simpul.exchange.queries.files import COLUMNS
from simpul.innovations.models import Innovation
from simpul.innovations.queries.catalogue import CatalogueQuery, catalogue_page
from simpul.innovations.services import index
from tests.innovations.catalogue_world import World, indexed

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {},
    {"province": "35", "sort": "title"},
    {"q": "akta kelahiran"},
    {"q": "stunting posyandu", "state": "listed", "sort": "year"},
    {"sort": "distance", "province": "73"},
    {"goal": ["3", "6"], "sort": "evidence"},
]


def listed(params):
    """The permanent numbers of the rows a reader sees, page after page."""
    pairs = {name: [value] if isinstance(value, str) else value for name, value in params.items()}
    query, problems = CatalogueQuery.from_params({**pairs, "size": ["10"]})
    assert problems == []
    page = catalogue_page(query, user=AnonymousUser())
    numbers = []
    for number in range(page.pages):
        page = catalogue_page(query.with_page(number + 1), user=AnonymousUser())
        numbers += [row.public_id for row in page.rows]
    return numbers


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def sheet_numbers(book):
    """The first cell of every row of a workbook, without the heading."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    return re.findall(r'<c r="A\d+"[^>]*><is><t>([^<]*)</t>', sheet)[1:]


def table(answer):
    return list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"))))


@pytest.mark.parametrize("params", QUESTIONS)
def test_every_file_holds_the_list_row_for_row(client, params):
    indexed(26)
    wanted = listed(params)
    lines = table(client.get("/en/innovations/export.csv", params))
    first_column = sheet_numbers(body(client.get("/en/innovations/export.xlsx", params)))
    data = json.loads(body(client.get("/en/innovations/export.json", params)))

    assert wanted
    assert [line[0] for line in lines[1:]] == wanted
    assert first_column == wanted
    assert [row["id"] for row in data["rows"]] == wanted


def test_headings_are_in_the_language_of_the_reader(client):
    indexed(1)
    english = table(client.get("/en/innovations/export.csv"))[0]
    indonesian = table(client.get("/id/inovasi/unduh.csv"))[0]

    assert english[:3] == ["Permanent number", "Title", "Acronym"]
    assert indonesian[:3] == ["Nomor tetap", "Judul", "Akronim"]
    assert len(english) == len(indonesian) == len(COLUMNS)


def test_sources_their_terms_and_the_moment_stand_on_every_row(client):
    indexed(2)
    rows = json.loads(body(client.get("/en/innovations/export.json")))["rows"]
    row = next(row for row in rows if row["title"].startswith("Inovasi B"))

    assert row["sources"] == ["KIPP", "CONTOH.GO.ID"]
    assert row["licences"] == ["bebas"]
    assert row["source_urls"] == ["https://contoh.go.id/1"]
    assert row["ids"] == ["dataset:INV-0001"]
    assert row["state"] == "listed"
    assert row["as_of"]


def test_cells_that_could_run_are_shown_instead(client):
    world = World(1)
    Innovation.objects.filter(pk=world.records[0].pk).update(title='=HYPERLINK("http://x","y")')
    index.reindex()

    line = table(client.get("/en/innovations/export.csv"))[1]

    assert line[1] == '\'=HYPERLINK("http://x","y")'


def test_hidden_records_are_in_no_file(client):
    world = indexed(3)
    assert {world.draft.state, world.withdrawn.state} == {"draft", "withdrawn"}

    for name in ("export.csv", "export.json", "feed.atom", "feed.json"):
        assert b"Rahasia" not in body(client.get(f"/en/innovations/{name}"))
    assert b"Rahasia" not in body(client.get("/en/innovations.json?q=rahasia"))
    assert world.draft.slug.encode() not in body(client.get("/sitemap-innovations-1.xml"))


def test_files_are_written_in_as_many_questions_as_chunks(client, django_assert_max_num_queries):
    indexed(60)
    client.get("/en/innovations/")

    with django_assert_max_num_queries(12):
        assert len(table(client.get("/en/innovations/export.csv"))) == 61


def test_a_workbook_that_was_cut_says_so_in_its_name(client, monkeypatch):
    indexed(6)
    whole = client.get("/en/innovations/export.xlsx")
    monkeypatch.setattr("simpul.exchange.views.files.XLSX_ROWS", 4)
    cut = client.get("/en/innovations/export.xlsx")

    assert "first" not in whole["Content-Disposition"]
    assert "first-4.xlsx" in cut["Content-Disposition"]
    assert len(sheet_numbers(body(cut))) == 4


def test_without_an_index_files_still_hold_the_filtered_list(client):
    World(8)
    lines = table(client.get("/en/innovations/export.csv", {"province": "35"}))

    assert len(lines) == 5


def test_the_answer_for_programs_says_what_the_page_says(client):
    indexed(12)
    answer = client.get("/en/innovations.json", {"q": "akta kelahiran", "province": "99"})
    data = answer.json()

    assert data["total"] == len(data["rows"]) == 4
    assert data["query"] == {"q": "akta kelahiran"}
    assert data["problems"][0]["name"] == "province"
    assert ["akta kelahiran", True] in data["rows"][0]["passage"]
    assert {"code": "35", "label": "Provinsi Jawa Timur", "count": 2, "chosen": False} in data[
        "facets"
    ]["province"]["choices"]
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_program_counts_only_the_facets_it_names(client):
    indexed(12)
    every = client.get("/en/innovations.json").json()
    some = client.get("/en/innovations.json", {"facets": "sector,year,colour"}).json()
    none = client.get("/en/innovations.json", {"facets": ""}).json()

    assert some["facets"] == {name: every["facets"][name] for name in ("sector", "year")}
    assert [(item["name"], item["value"]) for item in some["problems"]] == [("facets", "colour")]
    assert (none["facets"], none["problems"], none["rows"]) == ({}, [], every["rows"])


def test_who_has_an_answer_already_gets_none(client):
    world = indexed(3)
    for path in ("/en/innovations.json", "/en/innovations/feed.atom", "/en/innovations/feed.json"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")

    Innovation.objects.filter(pk=world.records[0].pk).update(state="withdrawn")
    changed = client.get("/en/innovations.json", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
