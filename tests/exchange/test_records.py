"""One record for programs and reference managers."""

import json

import pytest

from simpul.innovations.models import Innovation
from tests.innovations.catalogue_world import World

pytestmark = pytest.mark.django_db


def test_a_record_says_who_says_what(client):
    record = World(2).records[1]
    data = client.get(f"/en/innovations/{record.slug}.json").json()

    assert data["id"] == record.public_id
    assert data["ids"] == {"dataset": ["INV-0001"]}
    assert data["goals"][0]["code"] == "3"
    assert [claim["source"]["key"] for claim in data["claims"]] == ["kipp", "contoh.go.id"]
    assert data["texts"][0]["field"] == "summary"


def test_references_name_title_owner_year_and_address(client):
    record = World(2).records[1]
    address = f"/en/innovations/{record.slug}"
    bibtex = client.get(f"{address}.bib")
    ris = client.get(f"{address}.ris")
    csl = json.loads(client.get(f"{address}.csl.json").content)[0]

    assert bibtex["Content-Disposition"] == f'attachment; filename="{record.slug}.bib"'
    for text in (bibtex.content.decode(), ris.content.decode()):
        for word in (record.title, record.owner.name, str(record.year), address):
            assert word in text
    assert csl["title"] == record.title
    assert csl["author"] == [{"literal": record.owner.name}]
    assert csl["issued"] == {"date-parts": [[record.year]]}


def test_a_name_with_signs_of_tex_is_printed_as_it_is_written(client):
    record = World(1).records[0]
    Innovation.objects.filter(pk=record.pk).update(title="Sehat & Hemat 100% {x}")

    text = client.get(f"/en/innovations/{record.slug}.bib").content.decode()

    assert "title = {{Sehat \\& Hemat 100\\% x}}" in text


def test_an_old_address_leads_on(client):
    record = World(1).records[0]
    answer = client.get(f"/en/innovations/lama-{record.public_id}.json")

    assert (answer.status_code, answer["Location"]) == (
        301,
        f"/en/innovations/{record.slug}.json",
    )
