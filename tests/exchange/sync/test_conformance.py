"""The recorded vectors hold for us, the kit accepts us, and it notices who does otherwise."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from simpul.core import journal
from simpul.exchange.queries.sync import vectors
from simpul.exchange.services.sync import conformance, identity, telling
from tests.exchange.sync.elsewhere import Elsewhere
from tests.factories.innovations import listed

VECTORS = settings.DATA_DIR / "sync" / "vectors"
SCHEMAS = settings.DATA_DIR / "sync" / "schemas"


def test_every_recorded_vector_holds():
    failed = [check for check in vectors.run(VECTORS) if not check.passed]

    assert failed == []


def test_a_changed_vector_is_noticed(tmp_path):
    for path in VECTORS.glob("*.json"):
        (tmp_path / path.name).write_text(path.read_text())
    wrong = json.loads((tmp_path / "converging.json").read_text())
    wrong["cases"][0]["expect"]["state"] = "0" * 64
    (tmp_path / "converging.json").write_text(json.dumps(wrong))

    with pytest.raises(CommandError, match="1 of"):
        call_command("sync_conformance", "--vectors", str(tmp_path), stdout=io.StringIO())


@pytest.fixture
def asked(monkeypatch):
    """The kit asks whom a test gives it, not the network."""

    def through(answer):
        def ask(_site, path, question=None, *, body=None):
            return conformance.Reply(*answer(path, body, question or {}))

        monkeypatch.setattr(conformance, "ask", ask)

    return through


@pytest.mark.django_db
def test_the_kit_accepts_this_program(asked):
    for number in range(9):
        listed(f"INV-{number}", title=f"Inovasi {number}")
    journal.seal_pending()
    identity.begin()
    telling.tell()
    client = Client()

    def answer(path, body, question):
        if body is None:
            reply = client.get(f"/sync/v1/{path}", question)
        else:
            reply = client.post(f"/sync/v1/{path}", body, "application/json")
        return reply.status_code, reply.content

    asked(answer)
    found = list(conformance.check("https://hub.example"))

    assert [check for check in found if not check.passed] == []
    assert len(found) >= 15


@pytest.mark.django_db
def test_the_kit_notices_a_feed_that_is_not_as_it_was_signed(asked):
    jatim = Elsewhere("jatim")
    jatim.tell("a1", "Antar Obat")
    event = next(iter(jatim.state.values()))
    jatim.sealed[event.digest]["event"]["body"]["title"] = "Lain"

    def answer(path, body, question):
        if body is not None:
            return 405, b""
        query = "&".join(f"{name}={value}" for name, value in question.items())
        return 200, jatim.get(f"{jatim.address}/sync/v1/{path}?{query}")

    asked(answer)
    failed = [check.name for check in conformance.check(jatim.address) if not check.passed]

    assert "feed" in failed


@pytest.mark.django_db
def test_what_we_send_is_as_the_schemas_say(client):
    jsonschema = pytest.importorskip("jsonschema")
    listed("INV-1", title="Antar Obat", year=2020)
    journal.seal_pending()
    identity.begin()
    telling.tell()

    for address, name in (("/sync/v1/", "introduction"), ("/sync/v1/feed", "batch")):
        said = client.get(address).json()
        jsonschema.validate(said, json.loads((SCHEMAS / "envelope.schema.json").read_text()))
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
        jsonschema.validate(said["message"], schema)
    event = json.loads((SCHEMAS / "event.schema.json").read_text())
    assert len(said["message"]["events"]) == 1
    for sealed in said["message"]["events"]:
        jsonschema.validate(sealed["event"], event)


def test_the_protocol_page_names_every_reason_and_vector():
    from simpul.exchange.queries.sync.messages import REASONS, REGISTERS

    page = Path(settings.BASE_DIR / "docs" / "concepts" / "sync-protocol.md").read_text()

    named = [*REASONS, *REGISTERS, *vectors.JUDGES]
    assert [name for name in named if f"`{name}`" not in page and f"{name}.json" not in page] == []
