"""A whole ``simpul serve`` on scratch data, for tests that kill parts of it."""

import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from simpul.config.processes import holders

ROOT = Path(__file__).parents[2]


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def until(question, seconds=20, pause=0.1):
    """Ask until the answer is true; the last answer."""
    deadline = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < deadline:
        time.sleep(pause)
    return answer


def environment(var):
    return {
        **os.environ,
        "SIMPUL_VAR": str(var),
        "SECRET_KEY": "only-for-tests-4f0c1a7e5d2b48c39a6e0d7b1f5c8e2a9b3d6f",
        "SIMPUL_SITE_URL": "http://localhost:8000",
        "DJANGO_SETTINGS_MODULE": "simpul.config.settings",
        "DATABASE_URL": "",
        "PYTHONUNBUFFERED": "1",
    }


def run(var, *words, check=False, **more):
    """One management command to its end; what it said. ``settings`` names other ones."""
    command = [sys.executable, "-m", "django", *words]
    named = {"DJANGO_SETTINGS_MODULE": more.pop("settings")} if "settings" in more else {}
    return subprocess.run(
        command,
        check=check,
        env={**environment(var), **named, **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


@cache
def prepared():
    """A data directory as ``make setup`` makes it, without the facts; made once, then copied."""
    var = Path(tempfile.mkdtemp(prefix="simpul-prepared-"))
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    run(var, "upgrade", check=True)
    run(var, "build_assets", check=True)
    run(var, "collectstatic", "--no-input", check=True)
    return var


def prepare(var):
    """Databases and assets, as ``make setup`` makes them, without the facts."""
    shutil.copytree(prepared(), var, dirs_exist_ok=True)


@dataclass
class Served:
    """A running hub: ask it, look at its processes, end it."""

    var: Path
    port: int = field(default_factory=free_port)
    workers: int = 1

    def __post_init__(self):
        self.log = self.var / f"serve-{self.port}.log"

    def __enter__(self):
        words = ["serve", "--port", str(self.port), "--workers", str(self.workers)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "django", *words],
            env=environment(self.var),
            cwd=ROOT,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert until(lambda: "Simpul serves" in self.log.read_text(), 180), self.log.read_text()
        return self

    def __exit__(self, *problem):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
        for left in self.processes():
            os.kill(left, signal.SIGKILL)

    def processes(self):
        """Every process that belongs to it, the first one aside when it is gone."""
        lock = self.var / "serve.lock"
        return sorted(pid for pid in holders(lock) if pid != os.getpid())

    def named(self, words):
        """The processes whose command says ``words``."""
        found = []
        for pid in self.processes():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
            except OSError:
                continue
            if re.search(words, command.decode()):
                found.append(pid)
        return found

    def get(self, path="/healthz", timeout=3, **headers):
        """Status, headers and body; status 0 when nobody answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Host": f"localhost:{self.port}", **headers},
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()
        except OSError:
            return 0, {}, b""
