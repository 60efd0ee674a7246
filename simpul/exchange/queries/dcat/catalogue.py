"""What the catalogue says: its publisher, its sets of data, their files, the doors for programs."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.exchange.models import Dump
from simpul.exchange.queries.dcat.writing import PREFIXES, Graph, Text, Thing
from simpul.exchange.queries.dumps import DATASETS, Dataset
from simpul.exchange.queries.dumps.columns import both
from simpul.exchange.queries.dumps.listing import newest
from simpul.exchange.queries.oai.answers import base_url
from simpul.exchange.queries.opened import public_rows

MEDIA = "https://www.iana.org/assignments/media-types/"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
LANGUAGES = {
    "id": "http://publications.europa.eu/resource/authority/language/IND",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}
# Indonesia as Wikidata and UN statistics know it.
INDONESIA = "http://publications.europa.eu/resource/authority/country/IDN"
GOVERNMENT = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
OAI_STANDARD = "http://www.openarchives.org/OAI/openarchivesprotocol.html"

TITLE = _("Open data of the public services knowledge hub")
ABOUT = _(
    "Innovations in public services of Indonesia, with the institutions, regions, hubs and lists "
    "they are told with."
)
TERMS = _(
    "The terms stand at each record, as its source states them; where no source states any, the "
    "record says “not stated”."
)


def catalogue() -> Graph:
    """The whole catalogue, as of the newest dump."""
    graph, dump = Graph(), newest()
    here = graph.a(_here(), "dcat:Catalog")
    _describe(graph, here, TITLE, ABOUT)
    graph.say(here, "dct:publisher", _publisher(graph))
    graph.say(here, "foaf:homepage", graph.a(_page("exchange:open_data"), "foaf:Document"))
    graph.say(here, "dct:modified", _moment(dump.made_at) if dump else None)
    graph.say(here, "dct:spatial", graph.a(INDONESIA, "dct:Location"))
    graph.say(here, "dcat:themeTaxonomy", _themes(graph))
    _terms(graph, here)
    for dataset in DATASETS.values():
        graph.say(here, "dcat:dataset", _dataset(graph, dataset, dump))
    for service in _services(graph):
        graph.say(here, "dcat:service", service)
    return graph


def _here(part: str = "") -> str:
    return f"{settings.SITE_URL}{reverse('dcat_turtle')}#{part or 'catalogue'}"


def _page(route: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse(route)


def _describe(graph: Graph, thing: Thing, title: str | Promise, about: str | Promise) -> None:
    for name, words in (("dct:title", title), ("dct:description", about)):
        graph.say(thing, name, *_in_both(words))
    for address in LANGUAGES.values():
        graph.say(thing, "dct:language", graph.a(address, "dct:LinguisticSystem"))


def _in_both(words: str | Promise) -> Iterator[Text]:
    yield from (Text(text, language) for language, text in both(words).items())


def _publisher(graph: Graph) -> Thing:
    publisher = graph.a(_here("publisher"), "foaf:Agent")
    graph.say(publisher, "foaf:name", Text(settings.OAI_NAME))
    graph.say(publisher, "foaf:homepage", graph.a(f"{settings.SITE_URL}/", "foaf:Document"))
    return publisher


def _contact(graph: Graph) -> Thing | None:
    if not settings.OAI_ADMIN:
        return None
    contact = graph.a(_here("contact"), "vcard:Kind", "vcard:Organization")
    graph.say(contact, "vcard:fn", Text(settings.OAI_NAME))
    graph.say(contact, "vcard:hasEmail", Thing(f"mailto:{settings.OAI_ADMIN}"))
    return contact


def _themes(graph: Graph) -> Thing:
    themes = graph.a(
        "http://publications.europa.eu/resource/authority/data-theme", "skos:ConceptScheme"
    )
    graph.say(themes, "dct:title", Text("Data theme", "en"))
    return themes


def _theme(graph: Graph) -> Thing:
    theme = graph.a(GOVERNMENT, "skos:Concept")
    graph.say(theme, "skos:prefLabel", Text("Government and public sector", "en"))
    return theme


def _terms(graph: Graph, thing: Thing) -> None:
    """The licence of the collection where it has one; what each record says stands beside it."""
    if settings.OPEN_DATA_LICENCE:
        licence = graph.a(settings.OPEN_DATA_LICENCE, "dct:LicenseDocument")
        graph.say(thing, "dct:license", licence)
    rights = graph.a(_here("terms"), "dct:RightsStatement")
    graph.say(rights, "rdfs:label", *_in_both(TERMS))
    graph.say(thing, "dct:rights", rights)


# --- Sets of data ------------------------------------------------------------------------------


def _dataset(graph: Graph, dataset: Dataset, dump: Dump | None) -> Thing:
    thing = graph.a(_here(dataset.key), "dcat:Dataset")
    _describe(graph, thing, dataset.title, dataset.about)
    graph.say(thing, "dct:identifier", Text(_here(dataset.key)))
    graph.say(thing, "dct:publisher", _publisher(graph))
    graph.say(thing, "dcat:contactPoint", _contact(graph))
    graph.say(thing, "dcat:theme", _theme(graph))
    graph.say(thing, "dct:accrualPeriodicity", graph.a(FREQUENCY, "dct:Frequency"))
    graph.say(thing, "dct:accessRights", graph.a(PUBLIC, "dct:RightsStatement"))
    graph.say(thing, "dct:spatial", graph.a(INDONESIA, "dct:Location"))
    page = graph.a(_page("exchange:open_data"), "foaf:Document")
    graph.say(thing, "dcat:landingPage", page)
    if dataset.key == "innovations":
        graph.say(thing, "dct:temporal", _period(graph))
    if dump is not None:
        graph.say(thing, "dct:modified", _moment(dump.made_at))
        graph.say(thing, "dcat:version", Text(dump.name))
        for told in _files(dump, dataset.key):
            graph.say(thing, "dcat:distribution", _file(graph, dump, dataset, told))
    if dataset.key == "innovations":
        for service in _services(graph):
            graph.say(thing, "dcat:distribution", _through(graph, dataset, service))
    return thing


def _period(graph: Graph) -> Thing | None:
    """The years innovations are known from."""
    years = public_rows().order_by().aggregate(first=Min("year"), last=Max("year"))
    if years["first"] is None:
        return None
    period = graph.a(_here("period"), "dct:PeriodOfTime")
    graph.say(period, "dcat:startDate", _day(date(years["first"], 1, 1)))
    graph.say(period, "dcat:endDate", _day(date(years["last"], 12, 31)))
    return period


def _files(dump: Dump, key: str) -> list[dict[str, Any]]:
    return [
        file for told in dump.manifest["datasets"] if told["key"] == key for file in told["files"]
    ]


def _file(graph: Graph, dump: Dump, dataset: Dataset, told: Mapping[str, Any]) -> Thing:
    address = settings.SITE_URL + reverse("dump_latest", args=[told["name"]])
    dated = settings.SITE_URL + reverse("dump_file", args=[dump.name, told["name"]])
    thing = graph.a(_here(told["name"]), "dcat:Distribution")
    graph.say(thing, "dct:title", Text(told["name"]))
    graph.say(thing, "dct:description", *_in_both(dataset.about))
    graph.say(thing, "dcat:accessURL", graph.a(address, "rdfs:Resource"))
    graph.say(thing, "dcat:downloadURL", graph.a(dated, "rdfs:Resource"))
    media_type = _media(graph, told["media_type"])
    graph.say(thing, "dcat:mediaType", media_type)
    if told["packed"]:
        graph.say(thing, "dcat:compressFormat", _media(graph, f"application/{told['packed']}"))
    graph.say(thing, "dcat:byteSize", Text(str(told["bytes"]), kind="xsd:nonNegativeInteger"))
    graph.say(thing, "dct:modified", _moment(dump.made_at))
    checksum = graph.a(_here(f"sum-{told['name']}"), "spdx:Checksum")
    algorithm = graph.a(f"{PREFIXES['spdx']}checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm")
    graph.say(checksum, "spdx:algorithm", algorithm)
    graph.say(checksum, "spdx:checksumValue", Text(told["sha256"], kind="xsd:hexBinary"))
    graph.say(thing, "spdx:checksum", checksum)
    _terms(graph, thing)
    return thing


def _media(graph: Graph, name: str) -> Thing:
    return graph.a(MEDIA + name, "dct:MediaType")


# --- Doors for programs ------------------------------------------------------------------------

# Key -> its name, the route of its description, the standard it keeps to.
DOORS = {
    "oai": (_("Harvesting of the catalogue (OAI-PMH 2.0)"), "", OAI_STANDARD),
    "api": (_("JSON API"), "api:openapi", "https://spec.openapis.org/oas/v3.1.0"),
}


def _services(graph: Graph) -> Iterator[Thing]:
    """The doors this installation has."""
    for key, (title, described, standard) in DOORS.items():
        # What describes a door lies just inside it.
        description = settings.SITE_URL + reverse(described) if described else ""
        address = description.rpartition("/")[0] + "/" if described else base_url()
        thing = graph.a(_here(f"service-{key}"), "dcat:DataService")
        graph.say(thing, "dct:title", *_in_both(title))
        graph.say(thing, "dct:description", *_in_both(title))
        graph.say(thing, "dcat:endpointURL", graph.a(address, "rdfs:Resource"))
        if description:
            graph.say(thing, "dcat:endpointDescription", graph.a(description, "rdfs:Resource"))
        graph.say(thing, "dct:conformsTo", graph.a(standard, "dct:Standard"))
        graph.say(thing, "dct:publisher", _publisher(graph))
        graph.say(thing, "dcat:servesDataset", Thing(_here("innovations")))
        graph.say(thing, "dct:accessRights", graph.a(PUBLIC, "dct:RightsStatement"))
        yield thing


def _through(graph: Graph, told: Dataset, service: Thing) -> Thing:
    """The same data, asked piece by piece at a door."""
    key = service.address.rpartition("service-")[2]
    thing = graph.a(_here(f"through-{key}"), "dcat:Distribution")
    endpoint = graph.said[service]["dcat:endpointURL"][0]
    graph.say(thing, "dct:title", *(graph.said[service]["dct:title"]))
    graph.say(thing, "dct:description", *_in_both(told.about))
    graph.say(thing, "dcat:accessURL", endpoint)
    graph.say(thing, "dcat:accessService", service)
    media_type = "text/xml" if key == "oai" else "application/json"
    graph.say(thing, "dcat:mediaType", _media(graph, media_type))
    _terms(graph, thing)
    return thing


def _moment(at: datetime) -> Text:
    return Text(at.isoformat(timespec="seconds"), kind="xsd:dateTime")


def _day(day: date) -> Text:
    return Text(day.isoformat(), kind="xsd:date")
