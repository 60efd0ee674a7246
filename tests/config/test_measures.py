"""What an operator watches: counters that never fall, and who may read them."""

import re
import subprocess
import sys

import pytest
from django.test import override_settings

from simpul.config import counting, measures
from simpul.config.counting import Counted, Counters, total
from simpul.core import outbox
from simpul.core.outbox import Message
from tests.factories.core import LeaseFactory

pytestmark = pytest.mark.django_db

LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+]+')


def values(text):
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_every_line_is_one_a_collector_reads(client):
    answer = client.get("/metrics")

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    assert [line for line in lines if not line.startswith("# ") and not LINE.fullmatch(line)] == []
    said = [line.split()[2] for line in lines if line.startswith("# HELP")]
    assert len(said) == len(set(said)) > 15
    assert values(answer.content.decode())["simpul_measures_failed"] == 0


def test_queues_journal_and_disk_are_told(client):
    from simpul.core import journal

    journal.record(LeaseFactory(), "make")
    journal.seal_pending()
    journal.record(LeaseFactory(), "make")
    outbox.mail_to("welcome-1", "warga@example.go.id", Message("welcome", "Halo"))

    told = values(client.get("/metrics").content.decode())

    assert told["simpul_journal_head"] == journal.head_seq()
    assert told["simpul_journal_unsealed"] == 1
    assert told['simpul_mails{state="queued"}'] == 1
    assert told['simpul_jobs{queue="quick",state="failed"}'] == 0
    assert told["simpul_disk_free_bytes"] > 0
    assert told["simpul_read_only"] == 0


def test_a_measure_that_fails_is_left_out_and_counted(monkeypatch):
    def broken():
        raise OSError("gone")

    measure = measures.Measure("simpul_gone", "Never read.", broken)
    monkeypatch.setattr(measures, "MEASURES", [measure, *measures.MEASURES])

    told = values(measures.text())

    assert "simpul_gone" not in told
    assert told["simpul_measures_failed"] == 1
    assert "simpul_journal_head" in told


def test_a_stranger_finds_nothing(client):
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


@override_settings(BEHIND_PROXY=True)
def test_behind_a_proxy_this_machine_may_be_anybody(client):
    assert client.get("/metrics").status_code == 404


@override_settings(METRICS_TOKEN="a-long-word", BEHIND_PROXY=True)
def test_with_a_token_only_who_knows_it(client):
    known = client.get("/metrics", headers={"Authorization": "Bearer a-long-word"})
    wrong = client.get("/metrics", headers={"Authorization": "Bearer another"})

    assert (known.status_code, wrong.status_code) == (200, 404)
    assert client.get("/metrics").status_code == 404


def answering(status, counters, remembered=0):
    def application(environ, start_response):
        start_response(status, [])
        return [b"ok"]

    said = []
    counted = Counted(application, counters, lambda: remembered)
    assert list(counted({}, lambda status, headers: said.append(status))) == [b"ok"]
    assert said == [status]


def test_answers_are_counted_by_class_and_duration(tmp_path):
    counters = Counters(tmp_path)

    answering("200 OK", counters, remembered=1)
    answering("200 OK", counters, remembered=1)
    answering("503 Service Unavailable", counters, remembered=1)

    cells = total(tmp_path)
    assert cells[counting.STATUS : counting.DURATION] == [0, 2, 0, 0, 1]
    assert sum(cells[counting.DURATION : counting.SUM]) == 3
    assert cells[counting.MEMORY] == 1


def test_a_counter_goes_on_where_a_killed_process_stopped(tmp_path):
    script = (
        "import sys; from pathlib import Path; from simpul.config.counting import Counters;"
        "counters = Counters(Path(sys.argv[1]));"
        "[counters.count('200 OK', 0.01, 5) for _ in range(7)];"
        "import os; os.kill(os.getpid(), 9)"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)

    assert len(list(tmp_path.iterdir())) == 1
    assert total(tmp_path)[counting.STATUS + 1] == 14
    assert total(tmp_path)[counting.MEMORY] == 10


def test_living_processes_count_apart(tmp_path):
    one, other = Counters(tmp_path), Counters(tmp_path)

    answering("200 OK", one)
    answering("404 Not Found", other)

    assert len(list(tmp_path.iterdir())) == 2
    assert total(tmp_path)[: len(counting.CLASSES)] == [0, 1, 0, 1, 0]
