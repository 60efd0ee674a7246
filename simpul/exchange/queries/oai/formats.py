"""The formats records are told in: simple Dublin Core for everybody, and everything we know."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from simpul.exchange.queries.oai.xml import DC, OAI_DC, Element, add, root, stamp

DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
# The same at every installation, so that a reader knows the format wherever it comes from.
SIMPUL = "urn:simpul:record:1"
SITE = "Simpul"

Record = Mapping[str, Any]
# Name, text, language.
Statement = tuple[str, object, str]


def simpul_schema() -> str:
    """Where the schema of our own format lies."""
    return settings.SITE_URL + reverse("record_schema")


@dataclass(frozen=True)
class Format:
    """A way to tell a record."""

    prefix: str
    space: str
    schema: Callable[[], str]
    write: Callable[[Record], Element]


# --- Dublin Core -------------------------------------------------------------------------------


def dublin_core(record: Record) -> Element:
    """The fifteen elements, each said in the language it is written in."""
    found = root(OAI_DC, "dc", DC_SCHEMA, oai_dc=OAI_DC, dc=DC)
    for name, text, language in _dc(record):
        if text:
            add(found, name, text, space=DC, language=language)
    return found


def dublin_core_of(titles: Mapping[str, str]) -> Element:
    """The name of something in several languages."""
    found = root(OAI_DC, "dc", DC_SCHEMA, oai_dc=OAI_DC, dc=DC)
    for language, title in titles.items():
        add(found, "title", title, space=DC, language=language)
    return found


def _dc(record: Record) -> Iterator[Statement]:
    yield "title", record["title"], "id"
    yield "title", record["long_title"], "id"
    yield "creator", record["owner"], ""
    yield from _subjects(record)
    for text in record["texts"]:
        if text["field"] in {"summary", "problem", "impact"}:
            yield "description", text["text"], text["language"]
    yield "publisher", record["hub"] or SITE, ""
    yield "date", record["year"] or "", ""
    yield "type", "Text", ""
    yield "format", "text/html", ""
    yield "identifier", record["url_id"], ""
    yield "identifier", urn(record["id"]), ""
    for number in record["ids"]:
        yield "identifier", f"{number['scheme']}:{number['value']}", ""
    for url in dict.fromkeys(source["url"] for source in record["sources"]):
        yield "source", url, ""
    for language in dict.fromkeys(text["language"] for text in record["texts"]):
        yield "language", language, ""
    for number in record["merged"]:
        yield "relation", urn(number), ""
    for place in dict.fromkeys((record["region"], record["province"])):
        yield "coverage", place, ""
    yield "rights", record["licence"], ""


def _subjects(record: Record) -> Iterator[Statement]:
    for name in ("sector", "affair"):
        yield "subject", record[name], "id"
        yield "subject", record[f"{name}_en"], "en"
    for number in record["goals"]:
        yield "subject", f"http://metadata.un.org/sdg/{number}", ""


def urn(number: str) -> str:
    """The name of a record that no change of address touches; feeds use the same."""
    return f"urn:simpul:innovation:{number}"


# --- Everything --------------------------------------------------------------------------------


def simpul(record: Record) -> Element:
    """Everything readers see of a record, with who says so and under what terms."""
    found = root(SIMPUL, "record", simpul_schema(), simpul=SIMPUL)
    _identity(found, record)
    _classification(found, record)
    _life(found, record)
    _story(found, record)
    _origin(found, record)
    return found


def _put(above: Element, name: str, text: object = "", **attributes: object) -> Element | None:
    """An element of ours, unless there is nothing to say."""
    if text in ("", None) and not any(value not in ("", None) for value in attributes.values()):
        return None
    language = str(attributes.pop("language", "") or "")
    return add(above, name, text, space=SIMPUL, language=language, **attributes)


def _identity(found: Element, record: Record) -> None:
    _put(found, "id", record["id"])
    for language in ("id", "en"):
        _put(found, "address", record[f"url_{language}"], language=language)
    _put(found, "title", record["title"], language="id")
    _put(found, "acronym", record["acronym"])
    _put(found, "longTitle", record["long_title"], language="id")
    _put(found, "state", record["state"])
    if record["synthetic"]:
        _put(found, "synthetic", "true")
    _put(found, "owner", record["owner"], code=record["owner_code"])
    _put(found, "unit", record["unit"])
    _put(found, "region", record["region"], code=record["region_code"])
    _put(found, "province", record["province"], code=record["province_code"])
    _put(found, "hub", record["hub"], code=record["hub_code"])


def _classification(found: Element, record: Record) -> None:
    for name in ("sector", "affair"):
        for language, label in (("id", record[name]), ("en", record[f"{name}_en"])):
            _put(found, name, label, code=label and record[f"{name}_code"], language=language)
    for number in record["goals"]:
        _put(found, "goal", number)
    _put(found, "year", record["year"])


def _life(found: Element, record: Record) -> None:
    as_of = record["life_as_of"]
    _put(found, "lifeStatus", record["life_status"], asOf=as_of and as_of.isoformat())
    _put(found, "evidenceGrade", record["evidence_grade"])
    for award in record["awards"]:
        _put(found, "award", award["wording"], **_only(award, "programme", "year", "level", "url"))
    for outcome in record["outcomes"]:
        told = {name: value for name, value in outcome.items() if name != "indicator"}
        names = {"baseline_on": "baselineOn", "latest_on": "latestOn"}
        attributes = {names.get(name, name): value for name, value in told.items()}
        _put(found, "outcome", outcome["indicator"], **attributes)


def _story(found: Element, record: Record) -> None:
    for text in record["texts"]:
        _put(found, "text", text["text"], field=text["field"], language=text["language"])


def _origin(found: Element, record: Record) -> None:
    for number in record["ids"]:
        _put(found, "externalId", number["value"], scheme=number["scheme"], url=number["url"])
    for number in record["merged"]:
        _put(found, "merged", number)
    for source in record["sources"]:
        fields = " ".join(source["fields"])
        told = _only(source, "key", "record", "url", "licence")
        _put(found, "source", source["name"], fields=fields, **told)
    _put(found, "licence", record["licence"])
    _put(found, "created", stamp(record["created_at"]))
    _put(found, "changed", stamp(record["changed_at"]))
    if record["published_at"]:
        _put(found, "published", stamp(record["published_at"]))


def _only(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


FORMATS = {
    "oai_dc": Format("oai_dc", OAI_DC, lambda: DC_SCHEMA, dublin_core),
    "simpul": Format("simpul", SIMPUL, simpul_schema, simpul),
}
