from __future__ import annotations

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from simpul.config import upgrading
from simpul.config.demo.words import PASSWORD
from simpul.config.processes import AlreadyServed, ServeLock
from simpul.config.supervisor import Child, Supervisor, django_command

# Web servers that fall this often before they ever answered will not answer.
MOST_FALLS_AT_START = 3

WORKERS_WAIT = 4.0

DEMO = """  Try it      {url}/id/ : sign in as penulis@contoh.test, verifikator@contoh.test,
              nasional@contoh.test ... with the password {password}
              (all of them: .venv/bin/simpul demo; without: SIMPUL_DEMO=0 in .env)
"""

READY = """
Simpul serves at {url}
  Indonesian  {url}/id/
  English     {url}/en/
  Running     web ({workers} processes), relay (journal, search index, page cache),
              worker quick (mail, pictures), worker long (imports)
  Kept in     {var}
  Health      {url}/readyz
  Stop        Ctrl-C
"""


class Command(BaseCommand):
    help = "Serve the hub: web, relay and workers, started and ended together."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument(
            "--workers",
            type=int,
            default=os.cpu_count() or 1,
            help="web processes (default: cores)",
        )

    def handle(self, *, host: str, port: int, workers: int, **options: Any) -> None:
        self.host, self.port, self.workers = host, port, workers
        self.url = _public_url(port)
        self.is_ready = False
        lock = self._claimed()
        self._check_port()
        self._check_setup()
        self.stdout.write(f"Starting Simpul on port {port} ...")
        self.web = Child("web", self._web_command())
        # Visitors first: the workers start when the site has had time to.
        later = time.monotonic() + WORKERS_WAIT
        children = [
            self.web,
            Child("relay", django_command("relay")),
            Child("worker quick", django_command("worker", "quick"), due=later),
            Child("worker long", django_command("worker", "long"), due=later),
        ]
        self.supervisor = Supervisor(
            children,
            say=self._say,
            environment={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "simpul.config.settings",
                "SIMPUL_SITE_URL": self.url,
                "PYTHONUNBUFFERED": "1",
            },
            keep_open=[lock.file],
            on_tick=self._look,
        )
        self.supervisor.run()
        if not self.is_ready and self.web.falls >= MOST_FALLS_AT_START:
            raise CommandError("The web server does not start; its last words are above.")
        self._say("Simpul has stopped.")

    def _claimed(self) -> ServeLock:
        lock = ServeLock(settings.VAR_DIR / "serve.lock")
        try:
            lock.take(self.url)
        except AlreadyServed as held:
            process, _, url = str(held).partition(" ")
            raise CommandError(
                f"Simpul already serves this data at {url} (process {process}). "
                f"Stop it with Ctrl-C in its terminal, or: kill {process}"
            ) from None
        return lock

    def _check_port(self) -> None:
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind((self.host, self.port))
            except OSError as reason:
                raise CommandError(
                    f"Port {self.port} cannot be used ({reason.strerror}). "
                    f"Choose another: PORT={self.port + 1} make run, "
                    f"or simpul serve --port {self.port + 1}"
                ) from None

    def _check_setup(self) -> None:
        for connection in connections.all():
            if upgrading.plan(connection.alias).now:
                raise CommandError("The database is not up to date. Run: make setup")
            connection.close()
        if not settings.STATIC_ROOT.joinpath("staticfiles.json").exists():
            raise CommandError("Styles and scripts are not built. Run: make setup")

    def _web_command(self) -> list[str]:
        options = {
            "--interface": "wsgi",
            "--http": "1",
            "--host": self.host,
            "--port": str(self.port),
            "--workers": str(self.workers),
            "--blocking-threads": str(settings.WEB_THREADS),
            "--backpressure": "512",
            "--workers-kill-timeout": "6",
            "--respawn-interval": "0.5",
            "--log-level": "error",
        }
        words = [word for option in options.items() for word in option]
        flags = ["--no-ws", "--respawn-failed-workers"]
        return [sys.executable, "-m", "granian", *words, *flags, "simpul.config.wsgi:application"]

    def _look(self) -> None:
        """Until the site answers: ask it; give up when it cannot start."""
        if self.is_ready:
            return
        if self.web.falls >= MOST_FALLS_AT_START:
            self.supervisor.stop()
        elif _answers(self.host, self.port, urlsplit(self.url).netloc):
            self.is_ready = True
            var = settings.VAR_DIR
            self._say(READY.format(url=self.url, workers=self.workers, var=var))
            if settings.DEMO:
                self._say(DEMO.format(url=self.url, password=PASSWORD))

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _public_url(port: int) -> str:
    """The address to print: on this machine's own name the port is the one we listen on."""
    parts = urlsplit(settings.SITE_URL)
    if parts.hostname in {"localhost", "127.0.0.1"} and parts.scheme == "http":
        return f"http://{parts.hostname}:{port}"
    return settings.SITE_URL


def _answers(host: str, port: int, name: str) -> bool:
    address = "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104 - compared, not bound
    request = urllib.request.Request(f"http://{address}:{port}/healthz", headers={"Host": name})
    try:
        with urllib.request.urlopen(request, timeout=1) as answer:  # noqa: S310 - our own address
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False
