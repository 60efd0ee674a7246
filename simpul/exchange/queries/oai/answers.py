"""The six verbs: every question gets a document, a wrong one says what is wrong."""

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from lxml import etree

from simpul.core import clock
from simpul.exchange.models import HarvestHeader, HarvestMark
from simpul.exchange.queries import opened
from simpul.exchange.queries.oai import sets
from simpul.exchange.queries.oai.asking import OaiError, Question, read
from simpul.exchange.queries.oai.formats import FORMATS, dublin_core_of
from simpul.exchange.queries.oai.headers import matching, page_after
from simpul.exchange.queries.oai.tokens import Token, closed_token
from simpul.exchange.queries.oai.xml import OAI, OAI_IDENTIFIER, Element, add, root, stamp

SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
IDENTIFIER_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"
# Headers are light; records are read with all that stands beside them.
PAGE = {"ListIdentifiers": 500, "ListRecords": 100}
# These are about the question itself, so what was asked is not repeated.
UNREPEATED = frozenset({"badVerb", "badArgument"})


def answer_to(pairs: Sequence[tuple[str, str]]) -> bytes:
    """The document that answers the arguments of a request."""
    now = clock.now()
    document = root(OAI, "OAI-PMH", SCHEMA)
    add(document, "responseDate", stamp(now))
    request = add(document, "request", base_url())
    try:
        question = read(pairs, now=now)
        _repeat(request, question)
        body = etree.Element(f"{{{OAI}}}{question.verb}")
        VERBS[question.verb](body, question, now)
        document.append(body)
    except OaiError as wrong:
        if wrong.code not in UNREPEATED:
            _repeat_pairs(request, pairs)
        for error in wrong.all:
            add(document, "error", error.say, code=error.code)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def base_url() -> str:
    """Where harvesters ask."""
    return settings.SITE_URL + reverse("oai")


def _repeat(request: Element, question: Question) -> None:
    request.set("verb", question.verb)
    for name, value in question.arguments.items():
        request.set(name, value)


def _repeat_pairs(request: Element, pairs: Sequence[tuple[str, str]]) -> None:
    for name, value in pairs:
        request.set(name, value)


# --- About the repository ----------------------------------------------------------------------


def repository() -> str:
    """The name that stands in every identifier; it must stay when the address changes."""
    host = settings.OAI_REPOSITORY or urlsplit(settings.SITE_URL).hostname or "localhost"
    is_name = "." in host and not host.replace(".", "").isdigit()
    return host if is_name else "simpul.invalid"


def identifier_of(number: str) -> str:
    return f"oai:{repository()}:{number}"


def _identify(body: Element, question: Question, now: datetime) -> None:
    mark = HarvestMark.objects.first()
    add(body, "repositoryName", settings.OAI_NAME)
    add(body, "baseURL", base_url())
    add(body, "protocolVersion", "2.0")
    add(body, "adminEmail", settings.OAI_ADMIN or f"oai@{repository()}")
    add(body, "earliestDatestamp", stamp(mark.began_at if mark else now))
    add(body, "deletedRecord", "persistent")
    add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    add(body, "compression", "gzip")
    described = root(OAI_IDENTIFIER, "oai-identifier", IDENTIFIER_SCHEMA)
    sample = HarvestHeader.objects.filter(is_deleted=False).first()
    for name, text in (
        ("scheme", "oai"),
        ("repositoryIdentifier", repository()),
        ("delimiter", ":"),
        ("sampleIdentifier", identifier_of(sample.number if sample else "0000000000")),
    ):
        add(described, name, text, space=OAI_IDENTIFIER)
    add(body, "description").append(described)


def _list_formats(body: Element, question: Question, now: datetime) -> None:
    if question.identifier and _header(question.identifier).is_deleted:
        raise OaiError("noMetadataFormats", "This record is gone; only its header is kept.")
    for form in FORMATS.values():
        one = add(body, "metadataFormat")
        add(one, "metadataPrefix", form.prefix)
        add(one, "schema", form.schema())
        add(one, "metadataNamespace", form.space)


def _list_sets(body: Element, question: Question, now: datetime) -> None:
    found = sets.every_set()
    if not found:
        raise OaiError("noSetHierarchy", "There are no hubs, sources or sectors here.")
    for each in found:
        one = add(body, "set")
        add(one, "setSpec", each.spec)
        add(one, "setName", each.name)
        titles = {"id": each.name_id, "en": each.name_en}
        add(one, "setDescription").append(dublin_core_of(titles))


# --- Records -----------------------------------------------------------------------------------


def _get_record(body: Element, question: Question, now: datetime) -> None:
    header = _header(question.identifier)
    _put_records(body, [header], question.prefix)


def _list_identifiers(body: Element, question: Question, now: datetime) -> None:
    headers = _listed(body, question, now)
    for header in headers.shown:
        _put_header(body, header)
    headers.close()


def _list_records(body: Element, question: Question, now: datetime) -> None:
    headers = _listed(body, question, now)
    _put_records(body, headers.shown, question.prefix)
    headers.close()


def _header(identifier: str) -> HarvestHeader:
    start = identifier_of("")
    number = identifier.removeprefix(start) if identifier.startswith(start) else ""
    header = HarvestHeader.objects.filter(number=number).first()
    if header is None:
        raise OaiError("idDoesNotExist", f"There is no record {identifier!r} here.")
    return header


class _Listed:
    """One page of a list: its headers, and how the list goes on after them."""

    def __init__(self, body: Element, question: Question, now: datetime) -> None:
        self.body, self.question, self.now = body, question, now
        size = PAGE[question.verb]
        page = page_after(question.chosen, question.after, size=size)
        self.shown, self.after = page.headers, page.after

    def close(self) -> None:
        """Say where to go on; the last page of a list that had several says that it is the last."""
        question = self.question
        if self.after is None and question.size is None:
            return
        size = question.size
        if size is None:
            size = matching(question.chosen).count()
        text, expires = "", None
        if self.after is not None:
            told = question.told + len(self.shown)
            token = Token(question.verb, question.prefix, question.chosen, self.after, told, size)
            text, expires = closed_token(token, now=self.now)
        add(
            self.body,
            "resumptionToken",
            text,
            expirationDate=expires and stamp(expires),
            completeListSize=size,
            cursor=question.told,
        )


def _listed(body: Element, question: Question, now: datetime) -> _Listed:
    spec = question.chosen.spec
    if spec and not any(each.spec == spec for each in sets.every_set()):
        raise OaiError("noRecordsMatch", f"There is no set {spec!r} here.")
    listed = _Listed(body, question, now)
    if not listed.shown and question.size is None:
        raise OaiError("noRecordsMatch", "Nothing changed in this time or set.")
    return listed


def _put_records(body: Element, headers: Sequence[HarvestHeader], prefix: str) -> None:
    told = opened.opened([header.record for header in headers if not header.is_deleted])
    write = FORMATS[prefix].write
    for header in headers:
        record = add(body, "record")
        found = None if header.is_deleted else told.get(header.record)
        _put_header(record, header, gone=found is None)
        if found is not None:
            add(record, "metadata").append(write(found))


def _put_header(above: Element, header: HarvestHeader, *, gone: bool | None = None) -> None:
    """What went a moment ago and is not followed yet is told as gone already."""
    gone = header.is_deleted if gone is None else gone
    one = add(above, "header", status="deleted" if gone else "")
    add(one, "identifier", identifier_of(header.number))
    add(one, "datestamp", stamp(header.stamp))
    for spec in sets.read(header.sets):
        add(one, "setSpec", spec)


VERBS: dict[str, Callable[[Element, Question, datetime], None]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}
