"""Mixed use of a served hub for as long as asked: memory, answers and faults, a line a minute."""

import random
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from django.conf import settings

from tests.bench.registry import Result
from tests.config.serving import Served

WORDS = [
    "stunting",
    "akta kelahiran",
    "bank sampah",
    "pajak",
    "tax van",
    "stuntng",
    "\x00%ff",
    "a b c d",
]
PAGES = ["", "peta/", "peta/35/", "hub/", "instansi/", "wilayah/", "sektor/", "sdg/", "kompetisi/"]


def soak(minutes):
    """Ask pages and searches at random; one result a minute, its ratio against the first."""
    with Served(Path(settings.VAR_DIR), workers=2) as hub:
        time.sleep(10)
        first = None
        for minute in range(1, minutes + 1):
            taken, faults = _a_minute_of_use(hub.port, random.Random(minute))
            held = sum(_megabytes(pid) for pid in hub.processes())
            first = first or held
            yield Result(
                f"soak, minute {minute}",
                held / first,
                "the memory of the first minute",
                "about 1",
                {
                    "memory": f"{held:.0f} MB",
                    "pages": str(len(taken)),
                    "p95": f"{_p95(taken) * 1000:.0f} ms",
                    "faults": str(faults),
                },
            )


def _p95(taken):
    return statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else 0.0


def _a_minute_of_use(port, chance):
    taken, faults, until = [], 0, time.monotonic() + 60
    while time.monotonic() < until:
        began = time.perf_counter()
        faults += not _answers(f"http://127.0.0.1:{port}/id/{_somewhere(chance)}")
        taken.append(time.perf_counter() - began)
        time.sleep(chance.uniform(0, 0.05))
    return taken, faults


def _somewhere(chance):
    if chance.random() < 0.4:
        return chance.choice(PAGES)
    asked = {"q": chance.choice(WORDS), "page": chance.randint(1, 4)}
    return "inovasi/?" + urllib.parse.urlencode(asked)


def _answers(url):
    """Whether the page came; a page that is not there is an answer, a failing server is not."""
    request = urllib.request.Request(url, headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return bool(answer.read())
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def _megabytes(pid):
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    held = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(held[0].split()[1]) / 1024 if held else 0.0
