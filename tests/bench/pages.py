"""Pages from memory: against nginx with the same bytes on disk, and beside forty slow lines."""

import contextlib
import re
import shutil
import socket
import statistics
import subprocess
import threading
import time
from pathlib import Path

from django.conf import settings

from tests.bench.registry import Result, Skipped, bench
from tests.config.serving import Served, free_port, until

PAGE = "/id/"
SECONDS = {"ci": 2, "full": 8}
ROUNDS = {"ci": 3, "full": 7}

NGINX = """
daemon off; worker_processes 2; pid {here}/nginx.pid; error_log {here}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; etag on;
  default_type text/html; charset utf-8;
  client_body_temp_path {here}/b; proxy_temp_path {here}/p; fastcgi_temp_path {here}/f;
  uwsgi_temp_path {here}/u; scgi_temp_path {here}/s;
  server {{
    listen 127.0.0.1:{port}; root {here};
    location = /page {{ add_header Content-Encoding br; add_header Vary Accept-Encoding; }}
  }}
}}
"""


@bench("page from memory", needs="hub")
def page_from_memory(size):
    """Requests a second of one page out of memory, against nginx with its bytes on disk."""
    missing = [name for name in ("nginx", "wrk") if not shutil.which(name)]
    if missing:
        yield Skipped("page from memory", f"needs {' and '.join(missing)} (apt install nginx wrk)")
        return
    with Served(Path(settings.VAR_DIR), workers=2) as hub:
        body, form = _warm(hub)
        with _nginx(body) as port:
            # The workers start late and warm themselves; no round should meet that.
            time.sleep(10)
            _asked(f"http://127.0.0.1:{hub.port}{PAGE}", hub, 1)
            ours, theirs = [], []
            for _ in range(ROUNDS[size]):
                ours.append(_asked(f"http://127.0.0.1:{hub.port}{PAGE}", hub, SECONDS[size]))
                theirs.append(_asked(f"http://127.0.0.1:{port}/page", hub, SECONDS[size]))
    ratio = statistics.median(ours) / statistics.median(theirs)
    yield Result(
        "page from memory",
        ratio,
        "requests a second of nginx serving the same bytes from disk",
        "at least 0.5",
        {
            "rounds": " ".join(f"{a / b:.2f}" for a, b in zip(ours, theirs, strict=True)),
            "requests/s": f"{statistics.median(ours):.0f} against {statistics.median(theirs):.0f}",
            "bytes": f"{len(body)} {form}",
        },
    )


@bench("forty slow clients", needs="hub", is_long=True)
def forty_slow_clients(size):
    """Pages from memory and rendered pages, with forty visitors who send and read too slowly."""
    with Served(Path(settings.VAR_DIR), workers=2) as hub:
        _warm(hub)
        for name, path in (("from memory", PAGE), ("rendered", f"{PAGE}?never=kept")):
            alone, beside = [], []
            for _ in range(ROUNDS[size]):
                alone.append(_served(hub, path, SECONDS[size]))
                with _slow_clients(hub.port, 40):
                    beside.append(_served(hub, path, SECONDS[size]))
            yield Result(
                f"forty slow clients, page {name}",
                statistics.median(beside) / statistics.median(alone),
                "pages a second without them",
                "about 1",
                {"pages/s": f"{statistics.median(beside):.0f} of {statistics.median(alone):.0f}"},
            )


def _warm(hub):
    def page():
        _, headers, body = hub.get(PAGE, timeout=30, **{"Accept-Encoding": "br"})
        return "ETag" in headers and (body, headers.get("Content-Encoding", ""))

    found = until(page, 90)
    if not found:
        raise RuntimeError(f"{PAGE} is not kept in memory: {hub.get(PAGE)[0]}")
    return found


@contextlib.contextmanager
def _nginx(body):
    here = Path(settings.VAR_DIR) / "nginx"
    here.mkdir(exist_ok=True)
    (here / "page").write_bytes(body)
    port = free_port()
    (here / "nginx.conf").write_text(NGINX.format(here=here, port=port))
    command = ["nginx", "-c", str(here / "nginx.conf"), "-p", str(here)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        until(lambda: _is_open(port), 10)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _is_open(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def _asked(url, hub, seconds):
    """Requests a second that wrk gets through on 32 lines."""
    command = ["wrk", "-t2", "-c32", f"-d{seconds}s", "-H", f"Host: localhost:{hub.port}"]
    said = subprocess.run(
        [*command, "-H", "Accept-Encoding: br", url], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def _served(hub, path, seconds):
    """Pages a second that four patient visitors get."""
    ends = time.monotonic() + seconds
    counted = []

    def visit():
        count = 0
        while time.monotonic() < ends:
            count += hub.get(path)[0] == 200
        counted.append(count)

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sum(counted) / seconds


@contextlib.contextmanager
def _slow_clients(port, count):
    """A third never ends its headers, a third trickles a body, a third does not read."""
    lines = []
    host = f"Host: localhost:{port}\r\n".encode()
    for number in range(count):
        line = socket.create_connection(("127.0.0.1", port))
        kind = number % 3
        if kind == 0:
            line.send(b"GET /id/ HTTP/1.1\r\n" + host)
        elif kind == 1:
            line.send(b"POST /id/ HTTP/1.1\r\n" + host + b"Content-Length: 100000\r\n\r\nx")
        else:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            line.send((b"GET /id/ HTTP/1.1\r\n" + host + b"\r\n") * 20)
        lines.append(line)
    stop = threading.Event()

    def trickle():
        while not stop.wait(0.5):
            for line in lines[1::3]:
                with contextlib.suppress(OSError):
                    line.send(b"x")

    threading.Thread(target=trickle, daemon=True).start()
    time.sleep(0.3)
    try:
        yield
    finally:
        stop.set()
        for line in lines:
            line.close()
