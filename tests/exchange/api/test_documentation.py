"""The lines that docs and page show are run as they stand."""

import re
import shlex
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from simpul.exchange.api.page import chapters
from simpul.geography.models import Region
from tests.exchange.api.test_writing import PDF
from tests.exchange.api.world import ROOT, Program, institution
from tests.factories.competitions import CompetitionFactory, EditionFactory
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import InnovationFactory, listed
from tests.factories.organisations import OrganisationFactory
from tests.innovations.catalogue_world import index

pytestmark = pytest.mark.django_db

HOWTO = settings.BASE_DIR / "docs" / "howto" / "use-the-api.md"


def run(line, names, files):
    """What a line of curl would get."""
    for name, value in names.items():
        line = line.replace(f"${name}", value)
    words = iter(shlex.split(line.replace("\\\n", " "))[1:])
    method, path, head, body = "", "", {}, None
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _colon, value = next(words).partition(": ")
            head[name] = value
        elif word in {"-d", "--data-binary"}:
            sent = next(words)
            body = files[sent[1:]] if sent.startswith("@") else sent.encode()
        else:
            parts = urlsplit(word)
            path = f"{parts.path}?{parts.query}".removeprefix(ROOT)
    media = head.pop("Content-Type", "application/json")
    return Program()(method or "GET", path, body, media=media, **head)


def commands(text):
    return re.findall(r"^curl .*$", text, re.MULTILINE)


@pytest.fixture
def world():
    here = institution()
    InnovationFactory(public_id="xhwqnf5p3c", slug="sigista-besti-xhwqnf5p3c")
    here.record = listed(owner=here.body.code)
    index.reindex()
    return here


def test_every_command_of_the_howto_works(world):
    names = {
        "SIMPUL_KEY": world.secret,
        "SIMPUL": "https://localhost",
        "RECORD": world.record.public_id,
        "DRAFT": "",
    }
    lines = commands(HOWTO.read_text(encoding="utf-8"))
    assert len(lines) >= 12
    for line in lines:
        answer = run(line, names, {"kunjungan.pdf": PDF})
        assert answer.status_code < 400, (line, answer.content)
        if "/drafts" in line and answer.status_code == 201 and not names["DRAFT"]:
            names["DRAFT"] = str(answer.json()["id"])


def test_every_example_of_reading_on_the_page_works(world):
    if not Region.objects.filter(code="35").exists():
        RegencyFactory(code="35.01", parent=ProvinceFactory(code="35"))
    OrganisationFactory(code="PEMDA-35.01")
    HubFactory(code="HUB-KL-BPOM")
    EditionFactory(competition=CompetitionFactory(slug="iga"), year=2024)
    tried = 0
    for chapter in chapters():
        for entry in chapter.entries:
            if entry.method == "GET" and not entry.scope:
                answer = run(entry.command, {}, {})
                assert answer.status_code == 200, (entry.command, answer.content)
                tried += 1

    assert tried >= 18
