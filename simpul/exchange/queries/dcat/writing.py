"""Statements about things, written as Turtle and as JSON-LD: the same graph both times."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What no address may hold is written by its number.
_NO_ADDRESS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


@dataclass(frozen=True)
class Thing:
    """Something with an address."""

    address: str

    @property
    def clean(self) -> str:
        return _NO_ADDRESS.sub(lambda sign: f"%{ord(sign.group()):02X}", self.address)


@dataclass(frozen=True)
class Text:
    """A text with its language, or a value with its kind."""

    text: str
    language: str = ""
    kind: str = ""


Value = Thing | Text


@dataclass
class Graph:
    """What is said of each thing, in the order in which it was said."""

    said: dict[Thing, dict[str, list[Value]]] = field(default_factory=dict)

    def say(self, subject: Thing, name: str, *values: Value | None) -> None:
        """Add statements; what is not known is not said, and nothing is said twice."""
        told = self.said.setdefault(subject, {}).setdefault(name, [])
        told += [value for value in dict.fromkeys(values) if value and value not in told]

    def a(self, address: str, *kinds: str) -> Thing:
        """A thing of these kinds."""
        thing = Thing(address)
        self.say(thing, "rdf:type", *(Thing(kind) for kind in kinds))
        return thing


def turtle(graph: Graph) -> str:
    """The graph as Turtle."""
    head = (f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return "".join([*head, "\n", *_subjects(graph)])


def _subjects(graph: Graph) -> Iterator[str]:
    for subject, statements in graph.said.items():
        lines = [
            f"    {name} {', '.join(_in_turtle(value, name) for value in values)}"
            for name, values in statements.items()
            if values
        ]
        statements_of = " ;\n".join(lines)
        yield f"<{subject.clean}>\n{statements_of} .\n\n"


def _in_turtle(value: Value, name: str) -> str:
    if isinstance(value, Thing):
        # Kinds are written short, as everywhere.
        return value.address if name == "rdf:type" else f"<{value.clean}>"
    text = "".join(_ESCAPED.get(sign, sign) for sign in value.text)
    if value.language:
        return f'"{text}"@{value.language}'
    return f'"{text}"^^{value.kind}' if value.kind else f'"{text}"'


def json_ld(graph: Graph) -> str:
    """The graph as JSON-LD."""
    things = [
        {
            "@id": subject.clean,
            **{
                "@type" if name == "rdf:type" else name: [
                    value.address  # type: ignore[union-attr]
                    if name == "rdf:type"
                    else _in_json(value)
                    for value in values
                ]
                for name, values in statements.items()
                if values
            },
        }
        for subject, statements in graph.said.items()
    ]
    return json.dumps({"@context": PREFIXES, "@graph": things}, ensure_ascii=False, indent=1)


def _in_json(value: Value) -> dict[str, Any]:
    if isinstance(value, Thing):
        return {"@id": value.clean}
    told = {"@value": value.text}
    if value.language:
        return {**told, "@language": value.language}
    return {**told, "@type": value.kind} if value.kind else told
