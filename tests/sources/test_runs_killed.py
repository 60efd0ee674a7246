"""A worker that is really killed, ten times, at whatever moment: the end is the same."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.kill, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
KILLS = 10
RECORDS = 200

SET_UP = """
import django, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "simpul.config.settings"
django.setup()
"""
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
call_command("createcachetable", verbosity=0)
from simpul.innovations.models import Authority
from tests.factories.runs import SourceFactory, prepare
prepare()
authority = Authority.objects.create(key="uji", name="Uji", kind="press")
SourceFactory(key="uji", authority=authority)
"""
START = """
from simpul.sources.models import Source
from simpul.sources.services import running
from tests.factories.runs import lines_file
from tests.sources.test_runs_killed import rows
run = running.start(Source.objects.get(key="uji"), file=lines_file(rows()), queue=False)
print("TOLD", run.pk)
"""
# The lease of a worker that was killed ends by itself after minutes; a test does not wait for it.
WORK = """
import tests.factories.runs
from simpul.core.models import Lease
from simpul.sources.models import Run
from simpul.sources.services import running
Lease.objects.filter(name__startswith="run ").delete()
Run.objects.update(attempts=0)
print("ready", flush=True)
run = running.work(Run.objects.latest("pk").pk)
if run.state == "ready":
    running.confirm_by_command(run)
    run = running.work(run.pk)
print("TOLD", run.state, run.counts.get("same"))
"""
TELL = "from tests.factories.runs import checksum; print('TOLD', checksum())"


def rows():
    """Records of two institutions, many with like titles."""
    return [
        {
            "id": f"N-{number}",
            "title": f"Layanan {number * 7919 % 1009} {number % 11}",
            "owner": f"PEMDA-{number % 2 + 1}",
            "year": 2015 + number % 9,
        }
        for number in range(RECORDS)
    ]


class Hub:
    """One installation with its own state."""

    def __init__(self, place):
        self.env = {
            **os.environ,
            "SIMPUL_VAR": str(place),
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": "",
        }

    def begin(self, text):
        return subprocess.Popen(
            [sys.executable, "-c", SET_UP + text],
            env=self.env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, text):
        """What a program that runs to its end tells."""
        program = self.begin(text)
        out, errors = program.communicate(timeout=900)
        assert program.returncode == 0, errors[-3000:]
        return [line for line in out.splitlines() if line.startswith("TOLD")][-1:]

    def killed_while_working(self, after):
        """Start a worker and kill it a moment later; false when it was done before."""
        worker = self.begin(WORK)
        while worker.stdout.readline().strip() != "ready":
            assert worker.poll() is None, worker.stderr.read()[-3000:]
        time.sleep(after)
        done = worker.poll() is not None
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        return not done


def test_killed_ten_times_it_ends_as_if_it_never_had_been(tmp_path):
    calm = Hub(tmp_path / "calm")
    calm(MIGRATE)
    shutil.copytree(tmp_path / "calm", tmp_path / "rough")
    rough = Hub(tmp_path / "rough")
    check(calm, rough)


def check(calm, rough):
    """Let one hub work in peace and kill the workers of the other."""
    calm(START)
    assert calm(WORK) == ["TOLD done 0"]
    rough(START)
    dice = random.Random(7)
    kills = sum(rough.killed_while_working(dice.uniform(0.05, 1.0)) for _kill in range(KILLS))
    assert rough(WORK) == ["TOLD done 0"]

    assert kills > KILLS // 2
    assert rough(TELL) == calm(TELL)
    rough(START)
    assert rough(WORK) == [f"TOLD done {RECORDS}"]
