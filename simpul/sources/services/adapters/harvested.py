"""Any repository that speaks OAI-PMH: Dublin Core, page by page, deletions included."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from simpul.innovations.services.mentions import Mention
from simpul.sources.queries.columns import Column, Plan
from simpul.sources.queries.records import REFUSED, Piece, Problem, Raw, Text
from simpul.sources.queries.resolving import Book
from simpul.sources.queries.resolving.values import year_from
from simpul.sources.services.adapters import ADDRESS, Get
from simpul.sources.services.adapters.paged import refuse_endless
from simpul.sources.services.adapters.speaking import Speaker, Voice
from simpul.sources.services.faults import Unreadable

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
PREFIX = "oai_dc"
# Errors that only say: nothing has changed.
NOTHING_NEW = "noRecordsMatch"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PLAN: Plan = (
    Column("title", "title", "text", 1.0),
    Column("publisher", "owner", "institution", 1.0),
    Column("coverage", "region", "region", 1.0),
    Column("date", "year", "year", 1.0),
    Column("description", "summary", "text", 1.0),
    Column("identifier", "url", "url", 1.0),
)


@dataclass(frozen=True)
class Harvested:
    """A repository, asked by its own protocol; ``set`` and ``prefix`` stand in the options."""

    key: str
    label: Text
    takes: tuple[str, ...] = (ADDRESS,)
    is_incremental: bool = True

    def pieces(self, source: Any, *, since: str, get: Get) -> Iterator[Piece]:
        options = getattr(source, "options", None) or {}
        asked = {"verb": "ListRecords", "metadataPrefix": options.get("prefix") or PREFIX}
        if options.get("set"):
            asked["set"] = options["set"]
        if since:
            # A day is understood everywhere; what changed that day before is only read again.
            asked["from"] = DAY.findall(since)[0] if DAY.match(since) else since
        address = _asking(source.address, asked)
        yield Piece(address, address, {"page": 1})

    def raws(self, piece: Piece, *, get: Get) -> Iterator[Raw | Problem | Piece]:
        root = _tree(get(piece.address).content)
        _refuse_errors(root)
        page = int(piece.options.get("page", 1))
        listed = root.find(f"{OAI}ListRecords")
        for number, record in enumerate(listed if listed is not None else (), start=1):
            if record.tag == f"{OAI}record":
                yield _raw(
                    record,
                    _("page %(page)d, record %(number)d")
                    % {
                        "page": page,
                        "number": number,
                    },
                )
        token = root.findtext(f"{OAI}ListRecords/{OAI}resumptionToken", "").strip()
        if token:
            refuse_endless(page)
            asked = {"verb": "ListRecords", "resumptionToken": token}
            onward = _asking(_base(piece.address), asked)
            yield Piece(onward, onward, {"page": page + 1})

    def mention(self, raw: Raw, book: Book) -> tuple[Mention | None, list[Problem]]:
        language = str(raw.values.get("language") or "id")[:2].lower()
        return Speaker(
            raw, PLAN, book, Voice(language if language in {"id", "en"} else "id")
        ).mention()


def _tree(content: bytes) -> Any:
    """The answer as XML, without entities, network or trees beyond measure."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(_("The answer is no readable XML: %(why)s") % {"why": error}) from error
    if root is None or root.tag != f"{OAI}OAI-PMH":
        raise Unreadable(_("This address does not answer OAI-PMH."))
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(_("The answer declares a document type, which no repository needs."))
    return root


def _refuse_errors(root: Any) -> None:
    for error in root.findall(f"{OAI}error"):
        if error.get("code") != NOTHING_NEW:
            raise Unreadable(
                _("The repository says: %(code)s. %(text)s")
                % {"code": error.get("code", ""), "text": (error.text or "").strip()}
            )


def _raw(record: Any, at: str) -> Raw | Problem:
    header = record.find(f"{OAI}header")
    key = "" if header is None else header.findtext(f"{OAI}identifier", "").strip()
    if not key:
        return Problem(
            at,
            at,
            "key",
            gettext_lazy("The record has no identifier."),
            gettext_lazy("Ask whoever runs the repository to give each record one."),
            kind=REFUSED,
        )
    if header.get("status") == "deleted":
        return Raw(key[:200], {}, at, deleted=True)
    return Raw(key[:200], _values(record), at)


def _values(record: Any) -> dict[str, Any]:
    """The elements of Dublin Core that a record of ours can hold; people are left out."""
    said: dict[str, list[str]] = {}
    languages: dict[str, str] = {}
    for element in record.iter(f"{DC}*"):
        name, text = etree.QName(element).localname, " ".join((element.text or "").split())
        if text and name not in {"creator", "contributor"}:
            said.setdefault(name, []).append(text)
            languages.setdefault(
                name, element.get("{http://www.w3.org/XML/1998/namespace}lang", "")
            )
    pages = [
        text for text in said.get("identifier", []) if text.startswith(("http://", "https://"))
    ]
    dates = [text for text in said.get("date", []) if year_from(text)]
    values = {name: texts[0] for name, texts in said.items()}
    values |= {"identifier": pages[0] if pages else "", "date": dates[0] if dates else ""}
    values["subject"] = "; ".join(said.get("subject", []))
    values["language"] = values.get("language") or languages.get("title", "")
    return {name: value for name, value in values.items() if value}


def _base(address: str) -> str:
    return urlunsplit(urlsplit(address)._replace(query="", fragment=""))


def _asking(address: str, asked: dict[str, str]) -> str:
    return f"{_base(address)}?{urlencode(asked)}"
