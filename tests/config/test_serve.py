"""``simpul serve``: what happens when its parts are killed."""

import os
import signal
import socket
import time

import pytest

from tests.config.serving import Served, free_port, prepare, run, until

pytestmark = pytest.mark.kill


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    directory = tmp_path_factory.mktemp("hub")
    prepare(directory)
    return directory


@pytest.fixture(scope="module")
def hub(var):
    with Served(var) as served:
        assert until(lambda: served.get("/readyz")[0] == 200), served.get("/readyz")
        yield served


def test_a_database_that_is_not_set_up_is_named(tmp_path):
    refused = run(tmp_path, "serve", "--port", str(free_port()))

    assert refused.returncode == 1
    assert "make setup" in refused.stderr


def test_a_port_in_use_is_named_with_the_way_out(tmp_path):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]

        refused = run(tmp_path, "serve", "--port", str(port))

    assert refused.returncode == 1
    assert f"Port {port} cannot be used" in refused.stderr
    assert f"PORT={port + 1} make run" in refused.stderr


def test_a_second_server_of_the_same_data_is_refused_in_words(hub):
    second = run(hub.var, "serve", "--port", str(free_port()))

    assert second.returncode == 1
    assert f"already serves this data at http://localhost:{hub.port}" in second.stderr


def test_while_the_relay_is_silent_no_page_comes_from_memory(hub):
    page = "/en/gallery/"
    assert until(lambda: "ETag" in hub.get(page)[1]), hub.get(page)[:2]
    relay = hub.named("relay")[0]

    os.kill(relay, signal.SIGSTOP)
    try:
        assert until(lambda: "ETag" not in hub.get(page)[1], 5)
    finally:
        os.kill(relay, signal.SIGCONT)

    assert until(lambda: "ETag" in hub.get(page)[1], 10)


def test_workers_of_a_killed_web_server_do_not_go_on_answering(hub):
    server, *workers = hub.named("granian")

    os.kill(server, signal.SIGKILL)

    assert until(lambda: not set(workers) & set(hub.processes()), 5)
    assert until(lambda: hub.get()[0] == 200, 30)


@pytest.mark.parametrize("part", ["granian", "relay", "worker quick", "worker long"])
def test_a_killed_part_comes_back(hub, part):
    killed = until(lambda: hub.named(part))[-1]

    os.kill(killed, signal.SIGKILL)

    assert until(lambda: killed not in (now := hub.named(part)) and now, 30)
    assert until(lambda: hub.get("/readyz")[0] == 200, 30)


def test_children_end_with_a_killed_parent(hub):
    hub.process.kill()
    hub.process.wait()

    assert until(lambda: hub.processes() == [], 10)
    assert hub.get()[0] == 0


def test_after_that_it_starts_again_and_ends_within_seconds_of_being_told(var):
    with Served(var) as hub:
        assert hub.get()[0] == 200
        told = time.monotonic()
        hub.process.send_signal(signal.SIGINT)
        hub.process.wait(15)

        assert time.monotonic() - told < 12
        assert hub.processes() == []
        assert "Simpul has stopped." in hub.log.read_text()
