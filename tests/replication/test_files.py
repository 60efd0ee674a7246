"""Lists as files: CSV, spreadsheet and JSON say the same, and no cell runs."""

import csv
import io
import json

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.factories.accounts import UserFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.replication import begun, forward, load_rules

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("http://jahat.example")'


def body(answer):
    return answer.getvalue() if answer.streaming else answer.content


def tables(client, route, *args, **query):
    found = {}
    for form in ("csv", "xlsx", "json"):
        answer = client.get(reverse(route, args=[*args, form]), query, secure=True)
        assert answer.status_code == 200
        assert f".{form}" in answer["Content-Disposition"]
        found[form] = body(answer)
    lines = list(csv.reader(io.StringIO(found["csv"].decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(found["xlsx"])).get_sheet_by_index(0)
    return lines, sheet.to_python(), json.loads(found["json"])


def test_the_public_list_of_cases_is_a_file_in_three_forms(client):
    load_rules()
    case, people = begun(local_name=EVIL)
    forward(case, people)
    other = InnovationFactory(owner=people.giver)
    begun(people, local_name="Belum diperiksa", origin=other)

    lines, sheet, told = tables(client, "replication:cases_file")

    assert [row[1] for row in lines[1:]] == [f"'{EVIL}"]
    assert [row[1] for row in sheet[1:]] == [EVIL]
    assert [row["local_name"] for row in told["results"]] == [EVIL]
    assert (told["count"], told["results"][0]["number"]) == (1, case.number)


def test_the_file_of_my_cases_follows_the_filters_and_is_nobody_elses(client):
    load_rules()
    _case, people = begun(local_name="Satu")
    begun(people, local_name="Dua", origin=InnovationFactory(owner=people.giver))
    client.force_login(people.adopting)

    lines, _sheet, told = tables(client, "replication:my_cases_file", q="Satu")
    assert [row[1] for row in lines[1:]] == ["Satu"]
    assert told["count"] == 1
    answer = client.get(reverse("replication:my_cases_file", args=["csv"]), secure=True)
    assert "no-store" in answer["Cache-Control"]

    client.force_login(UserFactory())
    assert tables(client, "replication:my_cases_file")[2]["count"] == 0


@pytest.mark.parametrize("route", ["replication:gap_file", "replication:figures_file"])
def test_the_gap_map_and_the_figures_are_files_in_three_forms(client, route):
    lines, sheet, told = tables(client, route)

    assert len(lines) == len(sheet) == told["count"] + 1
    assert client.get(reverse(route, args=["exe"]), secure=True).status_code == 404
