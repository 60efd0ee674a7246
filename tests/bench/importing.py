"""Pages while a file is loaded beside them: what a visitor waits, against a quiet hub."""

import random
import shutil
import statistics
import subprocess
import time
from pathlib import Path

from django.conf import settings

from tests.bench import corpus
from tests.bench.registry import Result, bench
from tests.config import serving

RECORDS = {"ci": 2_000, "full": 20_000}
LEAST = {"ci": 20, "full": 60}
# One visitor reads; at most so often a page is asked for.
EVERY = 0.2
WORDS = ["stunting", "akta", "sampah", "pajak", "antrean", "bidan", "nelayan", "izin", "sekolah"]
# A corpus of its own: none of its records is in the hub.
SEED = 77


@bench("pages while a file is loaded", is_long=True)
def pages_while_a_file_is_loaded(size):
    """What a reader waits for pages that no memory holds, while as many records again come in."""
    records = RECORDS[size]
    var = _hub(records)
    more = var / "more.csv"
    corpus.simpul(var, "make-corpus", records, "--seed", SEED, "--out", more)
    with serving.Served(var, workers=2) as hub:
        time.sleep(10)
        chance = random.Random(SEED)
        _asked(hub, chance, lambda elapsed: elapsed < 5)
        idle, failed_idle = _asked(hub, chance, lambda elapsed: elapsed < LEAST[size])
        loading = _loading(var, more)
        busy, failed = _asked(hub, chance, lambda elapsed: loading.poll() is None)
        if loading.returncode:
            raise RuntimeError(f"the load ended with {loading.returncode}")
    shutil.rmtree(var)
    for name, part in (("median", statistics.median), ("p95", _p95)):
        yield Result(
            f"pages while {records:,} records are loaded, {name}",
            part(busy) / part(idle),
            "the same pages of a quiet hub",
            "at most 3",
            {
                "waited": f"{part(busy) * 1000:.0f} ms against {part(idle) * 1000:.0f} ms",
                "longest": f"{max(busy) * 1000:.0f} ms",
                "pages": f"{len(busy)} and {len(idle)}",
                "failed": str(failed + failed_idle),
            },
        )


def _hub(records) -> Path:
    """A hub that can be served, with so many records loaded and indexed."""
    var = Path(settings.VAR_DIR) / "importing"
    shutil.rmtree(var, ignore_errors=True)
    shutil.copytree(corpus.indexed(records), var)
    for command in (["build_assets"], ["collectstatic", "--no-input"]):
        serving.run(var, *command, check=True)
    return var


def _loading(var, file) -> subprocess.Popen:
    command = ["load", "--only", "innovations", "--file", str(file), "--json"]
    return subprocess.Popen(
        [*corpus.PROGRAM, *command],
        cwd=corpus.ROOT,
        env={**serving.environment(var), **corpus.ENVIRONMENT},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _asked(hub, chance, goes_on) -> tuple[list[float], int]:
    """Ask one page after the other; the seconds of each."""
    began, taken, failed = time.perf_counter(), [], 0
    while goes_on(time.perf_counter() - began):
        sent = time.perf_counter()
        status, _headers, _body = hub.get(_page(chance), timeout=60)
        taken.append(time.perf_counter() - sent)
        failed += status != 200
        time.sleep(max(sent + EVERY - time.perf_counter(), 0))
    return taken, failed


def _page(chance) -> str:
    """A page nobody asked before: a search, or a list of the newest."""
    fresh = chance.randrange(10**9)
    word = chance.choice(WORDS)
    return f"/id/inovasi/?q={word}&year={chance.randint(2014, 2025)}&fresh={fresh}"


def _p95(taken) -> float:
    return statistics.quantiles(taken, n=20)[-1]
