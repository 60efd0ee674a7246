"""Five real installations, each with its own processes, database and key, end with one truth."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.kill]

ROOT = Path(__file__).parents[3]
NAMES = ("nasional", "jatim", "sulsel", "bali", "ntb")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Instance:
    """One installation: its directory, its web server, and commands run beside it."""

    def __init__(self, name, var):
        self.name, self.var, self.port = name, var, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.web = None
        self.environment = {
            **os.environ,
            "SIMPUL_VAR": str(var),
            "SIMPUL_SITE_URL": self.address,
            "SYNC_NAME": f"Hub {name}",
            "SECRET_KEY": f"kunci-{name}-" + "x" * 50,
            "DATABASE_URL": "",
            "CACHE_URL": "db://simpul_cache",
            "OUTGOING_ALLOWED": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "simpul.config.settings",
            "PYTHONPATH": str(ROOT),
        }

    def _process(self, *words, **options):
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            **options,
        )

    def do(self, *acts):
        """Run some acts in one process; answers what each said."""
        process = self._process("-m", "tests.exchange.sync.instance", *acts)
        out, err = process.communicate(timeout=900)
        assert process.returncode == 0, (self.name, acts, err.decode()[-2000:])
        return [json.loads(line) for line in out.splitlines()]

    def start_to_sync(self):
        return self._process("-m", "tests.exchange.sync.instance", "sync|--json")

    def serve(self):
        out = (self.var / "web.log").open("ab")
        self.web = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *("--host", "127.0.0.1", "--port", str(self.port), "--workers", "1"),
                *("--blocking-threads", "4", "simpul.config.wsgi:application"),
            ],
            cwd=ROOT,
            env=self.environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )

    def answers(self):
        for _attempt in range(240):
            try:
                with urllib.request.urlopen(f"{self.address}/sync/v1/", timeout=10) as answer:
                    return answer.status
            except OSError:
                time.sleep(0.25)
        raise AssertionError((self.var / "web.log").read_text()[-2000:])

    def kill(self):
        if self.web is not None:
            os.killpg(self.web.pid, signal.SIGKILL)
            self.web.wait()
            self.web = None


@pytest.fixture(scope="module")
def five(tmp_path_factory):
    first = Instance("contoh", tmp_path_factory.mktemp("contoh"))
    first.do(
        "migrate|--verbosity=0",
        "migrate|--database=ephemeral|--verbosity=0",
        "createcachetable|--database=ephemeral|--verbosity=0",
    )
    found = {}
    for name in NAMES:
        var = tmp_path_factory.mktemp(name)
        shutil.copytree(first.var, var, dirs_exist_ok=True)
        found[name] = Instance(name, var)
    yield found
    for one in found.values():
        one.kill()


def test_five_installations_converge_whatever_happens_between_them(five):
    began = time.monotonic()
    national, jatim, _sulsel, bali, ntb = five.values()
    provinces = list(five.values())[1:]
    spoken = {one.name: one.do(f"make|{one.name}", "sync_key|--json")[1] for one in five.values()}
    for one in five.values():
        one.serve()
    for one in five.values():
        assert one.answers() == 200

    introduce(national, provinces, spoken)
    round_of(national, *provinces)
    part(national, *provinces)
    # The cut is mended.
    bali.serve()
    bali.answers()
    round_of(national, *provinces)
    round_of(national, *provinces)

    state = are_alike(five, national)
    kit = ntb.do(f"sync_conformance|{jatim.address}|--json")[0]
    assert kit["passed"], kit
    print(f"five installations, {time.monotonic() - began:.0f} s, state {state}")


def introduce(national, provinces, spoken):
    """Operators compare fingerprints; the national hub introduces the others."""
    for one in provinces:
        fingerprint = spoken["nasional"]["fingerprint"]
        one.do(f"sync_peer|add|{national.address}|--fingerprint={fingerprint}|--introduces")
    national.do(
        *(
            f"sync_peer|add|{one.address}|--fingerprint={spoken[one.name]['fingerprint']}"
            for one in provinces
        )
    )


def part(national, jatim, sulsel, bali, ntb):
    """Bali is cut off; elsewhere life goes on, with a merge, a withdrawal and kills in between."""
    bali.kill()
    jatim.do(
        "withdraw|Antar Obat jatim", "merge|Jemput Sampah jatim|Akta Kilat jatim", "sync|--json"
    )
    bali.do("withdraw|Jemput Sampah bali")
    sulsel.do("make|sulsel-baru")
    national.do("sync|--json")
    for delay in (0.8, 1.6, 2.4):
        killed = sulsel.start_to_sync()
        time.sleep(delay)
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
    sulsel.kill()
    sulsel.serve()
    sulsel.answers()
    # Ntb hears everything twice; jatim thinks better of the merge.
    ntb.do("sync|--json", "hear_again", "sync|--json")
    assert "Jemput Sampah jatim" not in ntb.do("seen")[0]["titles"]
    jatim.do("unmerge|Jemput Sampah jatim", "sync|--json")


def are_alike(five, national):
    """All five say the same; answers the hash of it."""
    stands = {one.name: one.do("sync_status|--json", "seen") for one in five.values()}
    hashes = {name: said["state"] for name, (said, _seen) in stands.items()}
    assert len(set(hashes.values())) == 1, hashes
    assert {said["waiting"] for said, _seen in stands.values()} == {0}
    assert {said["events"] for said, _seen in stands.values()} == {stands["nasional"][0]["events"]}

    shown = [seen for _said, seen in stands.values()]
    assert all(one == shown[0] for one in shown)
    assert "Antar Obat jatim" not in shown[0]["titles"]
    assert "Jemput Sampah bali" not in shown[0]["titles"]
    assert {"Jemput Sampah jatim", "Akta Kilat jatim"} <= set(shown[0]["titles"])
    assert len(shown[0]["titles"]) == 6 * 3 - 2
    assert len(shown[0]["files"]) == 6
    return hashes["nasional"]


def round_of(national, *provinces):
    """Everybody asks the national hub, which asks everybody first and once more at the end."""
    national.do("sync|--json")
    for one in provinces:
        one.do("sync|--json")
