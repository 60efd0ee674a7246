"""Pages of runs: what a steward sees and does, and a command that does the same."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.innovations.models import Innovation
from simpul.innovations.policies import STEWARD
from simpul.sources.models import RawCopy, Run
from simpul.sources.services import running
from tests.factories.runs import SourceFactory, delivered, imported, line, prepare
from tests.factories.verification import holding

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    prepare()
    return SourceFactory()


@pytest.fixture
def steward(source, client):
    person = holding(STEWARD, source.authority)
    client.force_login(person)
    return person


def page(client, address):
    answer = client.get(address, secure=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_dry_run_shows_old_and_new_and_is_confirmed(source, steward, client):
    imported(source, [line(1)])
    run = delivered(source, [line(1, year=2019), line(2, _fault="unit", unit="?")])
    address = f"/en/desk/sources/runs/{run.pk}/"

    shown = page(client, address)
    assert "<del>2021</del>" in shown
    assert "<ins>2019</ins>" in shown
    assert "<strong>Unit:</strong> Tidak jelas." in shown
    assert "Perjelas." in shown
    row = shown[shown.index("Inovasi 2") :]
    assert row.index(">Title<") < row.index(">Owner<") < row.index(">Year<")
    assert "Inovasi 2" not in page(client, f"{address}?show=change")
    assert client.get(f"{address}report.csv", secure=True).status_code == 200
    copy = RawCopy.objects.get(run=run, key="N-2")
    assert "Inovasi 2" in page(client, f"/en/desk/sources/copies/{copy.pk}/")
    answer = client.post(f"{address}confirm/", secure=True)
    assert answer.status_code == 302
    running.work(run.pk)

    assert Innovation.objects.get(title="Inovasi 1").year == 2019
    assert "2 rows were taken over." in page(client, address)
    assert client.post(f"{address}undo/", {"note": ""}, secure=True).status_code == 422
    assert client.post(f"{address}undo/", {"note": "Salah berkas."}, secure=True).status_code == 302
    running.work(run.pk)
    assert Innovation.objects.get(title="Inovasi 1").year == 2021


def test_a_page_asks_the_same_for_one_row_and_for_many(source, steward, client):
    counts = []
    for rows in (1, 7):
        run = delivered(source, [line(number, year=2010 + number) for number in range(rows)])
        address = f"/en/desk/sources/runs/{run.pk}/"
        page(client, address)
        with CaptureQueriesContext(connection) as asked:
            page(client, address)
        counts.append(len(asked))
        running.drop(run, by=steward)

    assert counts[0] == counts[1]


def test_a_command_does_what_the_page_does(source, steward, tmp_path):
    file = tmp_path / "data.jsonl"
    file.write_text("\n".join(json.dumps(line(number)) for number in (1, 2)) + "\n")

    told = _told("import", source.key, str(file))
    assert (told["state"], told["counts"]["create"]) == ("ready", 2)
    assert Innovation.objects.count() == 0
    assert _told("import", source.key, "--confirm", str(told["run"]))["state"] == "done"
    assert Innovation.objects.count() == 2
    assert _told("import", source.key, "--undo", str(told["run"]))["state"] == "undone"
    assert Innovation.objects.count() == 0
    # Whoever leads the source is told, also of what a command did.
    assert steward.messages.filter(topic="source_run").count() == 3
    assert Run.objects.get().started_by is None


def _told(*args):
    out = StringIO()
    call_command(*args, "--json", stdout=out)
    return json.loads(out.getvalue())
