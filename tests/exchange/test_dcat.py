"""The catalogue of open data is DCAT 3 as the European profile has it, the same in both forms."""

import json

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from simpul.exchange.services import dumping
from tests.exchange.harvest import SCHEMAS
from tests.innovations.catalogue_world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SITE = "https://hub.example.go.id"


@pytest.fixture(autouse=True)
def address(settings, tmp_path):
    settings.SITE_URL = SITE
    settings.OAI_ADMIN = "simpul@example.go.id"
    settings.MEDIA_ROOT = tmp_path / "files"


def graph(client, path="/dcat.ttl"):
    answer = client.get(path)
    assert answer.status_code == 200
    form = "turtle" if path.endswith("ttl") else "json-ld"
    return Graph().parse(data=answer.content.decode(), format=form)


def shapes():
    found = Graph()
    for name in ("shapes", "range"):
        found.parse(SCHEMAS / f"dcat-ap-3.0.1-{name}.ttl", format="turtle")
    return found


@pytest.mark.parametrize("dumped", [True, False])
def test_the_catalogue_keeps_the_rules_of_dcat_ap(client, settings, dumped):
    World(3)
    settings.OPEN_DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/" if dumped else ""
    if dumped:
        dumping.make_dump()
    conforms, _report, words = validate(graph(client), shacl_graph=shapes(), advanced=True)

    assert conforms, words


def test_both_forms_say_the_same(client):
    World(2)
    dumping.make_dump()

    assert isomorphic(graph(client), graph(client, "/dcat.jsonld"))


def test_files_are_told_with_size_sum_and_where_they_are(client):
    World(2)
    dump = dumping.make_dump()
    found = graph(client)
    sets = set(found.objects(None, DCAT.dataset))
    told = {file["name"]: file for each in dump.manifest["datasets"] for file in each["files"]}
    sizes = {str(size) for size in found.objects(None, DCAT.byteSize)}
    sums = {str(value) for value in found.objects(None, SPDX.checksumValue)}

    assert len(sets) == len(dump.manifest["datasets"])
    assert sizes == {str(file["bytes"]) for file in told.values()}
    assert sums == {file["sha256"] for file in told.values()}
    for url in found.objects(None, DCAT.downloadURL):
        assert client.get(str(url).removeprefix(SITE)).status_code == 200
    assert (URIRef(f"{SITE}/dcat.ttl#service-oai"), RDF.type, DCAT.DataService) in found


def test_without_a_licence_of_the_whole_none_is_claimed(client):
    World(1)
    dumping.make_dump()
    found = graph(client)

    assert not list(found.objects(None, DCT.license))
    assert {
        str(text.language)
        for text in found.objects(URIRef(f"{SITE}/dcat.ttl#catalogue"), DCT.title)
    } == {"id", "en"}


def test_signs_that_end_a_text_do_not_end_the_file(client, settings):
    settings.OAI_NAME = 'Hub "Jawa"\\ \n Timur'
    World(1)

    assert isomorphic(graph(client), graph(client, "/dcat.jsonld"))
    assert json.loads(client.get("/dcat.jsonld").content)["@graph"]
