"""Elements of the answers: names with their space, texts that XML can hold."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from lxml import etree

OAI = "http://www.openarchives.org/OAI/2.0/"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LOCATION = f"{{{XSI}}}schemaLocation"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = Any  # lxml comes without types


def clean(text: object) -> str:
    """The text without signs that XML cannot hold."""
    return _NOT_XML.sub(" ", str(text))


def root(space: str, name: str, schema: str, **spaces: str) -> Element:
    """An element with its spaces, and where its schema lies."""
    known: dict[Any, str] = {**spaces, "xsi": XSI}
    if not spaces:
        known[None] = space
    found = etree.Element(f"{{{space}}}{name}", nsmap=known)
    found.set(LOCATION, f"{space} {schema}")
    return found


def add(
    above: Element,
    name: str,
    text: object = "",
    *,
    space: str = OAI,
    language: str = "",
    **attributes: object,
) -> Element:
    """An element below another; attributes that say nothing are left out."""
    found = etree.SubElement(above, f"{{{space}}}{name}")
    if text not in ("", None):
        found.text = clean(text)
    if language:
        found.set(LANG, language)
    for key, value in _said(attributes).items():
        found.set(key, value)
    return found


def _said(attributes: Mapping[str, object]) -> dict[str, str]:
    return {key: clean(value) for key, value in attributes.items() if value not in ("", None)}


def stamp(at: datetime) -> str:
    """An instant as the protocol writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
