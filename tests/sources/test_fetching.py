"""Requests to others, against a real server that behaves as badly as servers do."""

import gzip
import ipaddress
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from simpul.sources.services.fetching import Allowed, Fetcher, FetchFault, is_open

MOST = 200_000
# A few kB that unpack to a hundred times what is allowed.
BOMB = gzip.compress(b"\0" * 100 * MOST, compresslevel=1)


class Server(BaseHTTPRequestHandler):
    """Answers each path in its own bad way, and remembers what it was asked."""

    asked: list[tuple[str, dict]] = []
    busy = 0

    def log_message(self, *args):
        pass

    def do_GET(self):
        Server.asked.append((self.path, dict(self.headers)))
        getattr(self, f"say_{self.path.strip('/').split('?')[0].replace('-', '_')}")()

    def reply(self, body=b"", status=200, **headers):
        with suppress(OSError):
            self.say(body, status, headers)

    def say(self, body, status, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def say_data(self):
        self.reply(b'{"inovasi": 1}', Content_Type="application/json")

    def say_packed(self):
        self.reply(gzip.compress(b"a" * 1000), Content_Encoding="gzip")

    def say_bomb(self):
        self.reply(BOMB, Content_Encoding="gzip")

    def say_torn(self):
        self.reply(gzip.compress(b"abc" * 1000)[:-9], Content_Encoding="gzip")

    def say_garbled(self):
        self.reply(b"no gzip at all", Content_Encoding="gzip")

    def say_brotli(self):
        self.reply(b"?", Content_Encoding="br")

    def say_boast(self):
        self.reply(b"", Content_Length=str(MOST + 1))

    def say_endless(self):
        self.send_response(200)
        self.end_headers()
        while True:
            try:
                self.wfile.write(b"x" * 10_000)
            except OSError:
                return

    def say_short(self):
        self.reply(b"abc", Content_Length="10")

    def say_drip(self):
        self.send_response(200)
        self.end_headers()
        for _drop in range(100):
            try:
                self.wfile.write(b".")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def say_drip_head(self):
        try:
            for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 100:
                self.wfile.write(bytes([letter]))
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    def say_missing(self):
        self.reply(b"<h1>404</h1>", 404)

    def say_busy(self):
        Server.busy += 1
        self.reply(b"ok" if Server.busy > 1 else b"", 200 if Server.busy > 1 else 503)

    def say_moved(self):
        self.reply(b"", 302, Location="/data")

    def say_round(self):
        self.reply(b"", 302, Location="/round")

    def say_inside(self):
        self.reply(b"", 302, Location="http://10.0.0.1/secret")

    def say_metadata(self):
        self.reply(b"", 302, Location="http://169.254.169.254/latest/")

    def say_file(self):
        self.reply(b"", 302, Location="file:///etc/passwd")

    def say_elsewhere(self):
        self.reply(b"", 302, Location=f"http://localhost:{self.server.server_port}/data")


@pytest.fixture(scope="module")
def server():
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.fixture
def get():
    Server.asked, Server.busy = [], 0
    allowed = Allowed.read(["127.0.0.0/8", "::1", "127.0.0.1", "localhost"])
    return Fetcher(allowed, seconds=0.5, most_bytes=MOST, pauses=())


def fault_of(get, address):
    with pytest.raises(FetchFault) as caught:
        get(address)
    assert caught.value.say
    assert caught.value.fix
    assert "%(" not in str(caught.value)
    return caught.value.code


def test_what_stands_there_comes_back(get, server):
    answer = get(f"{server}/data", headers={"Accept": "application/json"})

    assert (answer.status, answer.content) == (200, b'{"inovasi": 1}')
    assert answer.headers["content-type"] == "application/json"
    assert Server.asked[0][1]["Accept"] == "application/json"
    assert get(f"{server}/packed").content == b"a" * 1000


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("bomb", "large"),
        ("boast", "large"),
        ("endless", "large"),
        ("torn", "cut"),
        ("short", "cut"),
        ("garbled", "encoding"),
        ("brotli", "encoding"),
        ("drip", "slow"),
        ("drip-head", "slow"),
        ("missing", "status"),
        ("busy", "status"),
        ("round", "redirects"),
        ("inside", "private"),
        ("metadata", "private"),
        ("file", "address"),
    ],
)
def test_a_server_that_behaves_badly_is_a_named_fault(get, server, path, code):
    begun = time.monotonic()

    assert fault_of(get, f"{server}/{path}") == code
    assert time.monotonic() - begun < 2


def test_a_busy_server_is_asked_again(get, server):
    patient = Fetcher(get.allowed, seconds=0.5, most_bytes=MOST, pauses=(0.0,))

    assert patient(f"{server}/busy").content == b"ok"
    assert len(Server.asked) == 2


def test_redirects_are_followed_and_secrets_stay_with_their_machine(get, server):
    secret = {"Authorization": "Bearer rahasia"}

    assert get(f"{server}/moved", headers=secret).address == f"{server}/data"
    assert Server.asked[-1][1]["Authorization"] == "Bearer rahasia"
    get(f"{server}/elsewhere", headers=secret)
    assert "Authorization" not in Server.asked[-1][1]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jippnas.go.id",
        "ftp://jippnas.go.id/",
        "file:///etc/passwd",
        "gopher://jippnas.go.id/",
        "http://nama:sandi@jippnas.go.id/",
        "http://jippnas.go.id:0/",
        "http://jippnas.go.id:99999/",
        "http://jippnas.go.id/\r\nHost: lain",
        "http:///jalan",
        "http://[::1/",
    ],
)
def test_what_is_no_web_address_is_never_asked(get, address):
    assert fault_of(get, address) == "address"


def test_only_ports_of_web_servers_are_asked_unless_a_name_is_allowed(get):
    assert fault_of(get, "http://jippnas.go.id:22/") == "port"


def resolved(*ips):
    """A resolver that knows one name only."""

    def resolve(host, port, **kwargs):
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, 1, 6, "", (ip, port)) for ip in ips
        ]

    return resolve


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
    ],
)
def test_no_closed_address_is_asked_in_whatever_dress(ip):
    get = Fetcher(resolve=resolved(ip), pauses=())

    assert is_open(ipaddress.ip_address(ip)) is False
    assert fault_of(get, "http://dalam.example/") == "private"


def test_one_closed_address_among_open_ones_is_enough_to_refuse():
    get = Fetcher(resolve=resolved("8.8.8.8", "10.0.0.1"), pauses=())

    assert is_open(ipaddress.ip_address("8.8.8.8"))
    assert fault_of(get, "http://campur.example/") == "private"


def test_a_name_that_changes_between_two_questions_gains_nothing(server):
    port = int(server.rsplit(":", 1)[1])
    told = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def resolve(host, number, **kwargs):
        asked.append(host)
        return resolved(*next(told))(host, number)

    allowed = Allowed.read(["goyah.example"])
    get = Fetcher(allowed, seconds=1, pauses=(), resolve=resolve)
    answer = get(f"http://goyah.example:{port}/data")

    # One question to the name service, one connection, to the address that was checked.
    assert (answer.status, asked) == (200, ["goyah.example"])
    assert Server.asked[-1][1]["Host"] == f"goyah.example:{port}"


def test_a_name_nobody_knows_and_a_door_nobody_opens():
    def unknown(host, port, **kwargs):
        raise socket.gaierror("unknown")

    assert fault_of(Fetcher(resolve=unknown, pauses=()), "http://tiada.example/") == "unknown"
    allowed = Allowed.read(["127.0.0.0/8"])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        closed = Fetcher(allowed, seconds=1, pauses=())
        assert fault_of(closed, f"http://127.0.0.1:{port}/") == "unreachable"


def test_networks_and_names_may_be_allowed():
    allowed = Allowed.read([" 10.20.0.0/16", "Sinovik.Intern", "", "fd00::/8"])

    assert allowed.names == {"sinovik.intern"}
    assert allowed.holds(ipaddress.ip_address("10.20.3.4"))
    assert not allowed.holds(ipaddress.ip_address("10.21.0.1"))
    assert allowed.holds(ipaddress.ip_address("fd00::1"))
    assert allowed.names_host("sinovik.intern")
    assert not allowed.names_host("intern")
