"""The description of the API as chapters of a page: each operation with a line to try it by."""

import json
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import Promise

from simpul.exchange.api.document import TAGS, document, examples
from simpul.exchange.api.problems import KINDS
from simpul.exchange.api.wording import PARAMETERS

KEY = "$SIMPUL_KEY"


@dataclass(frozen=True)
class Parameter:
    """A name of an address with what it means and how it is written."""

    name: str
    place: str
    needed: bool
    about: str
    form: str


@dataclass(frozen=True)
class Entry:
    """One operation."""

    key: str
    method: str
    path: str
    summary: str
    about: str
    scope: str
    parameters: Sequence[Parameter]
    command: str
    answer: str
    statuses: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Chapter:
    """The operations about one thing."""

    key: str
    label: str | Promise
    entries: Sequence[Entry]


def chapters(asked: str = "") -> list[Chapter]:
    """Every operation that ``asked`` finds, by what it is about, in the language of the reader."""
    by_tag: dict[str, list[Entry]] = {tag: [] for tag in TAGS}
    shown = examples()
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            example = shown[operation["operationId"]]
            if _is_found(asked, operation, path):
                by_tag[operation["tags"][0]].append(_entry(path, method, operation, example))
    return [Chapter(tag.lower(), TAGS[tag], found) for tag, found in by_tag.items() if found]


def _is_found(asked: str, operation: dict[str, Any], path: str) -> bool:
    parts = (operation["operationId"], operation["summary"], operation["description"], path)
    text = " ".join(parts).casefold()
    return all(word in text for word in asked.casefold().split())


def _entry(path: str, method: str, operation: dict[str, Any], example: dict[str, Any]) -> Entry:
    scopes = [scope for way in operation.get("security", []) for scope in way["key"]]
    return Entry(
        key=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        about=operation["description"],
        scope=scopes[0] if scopes else "",
        parameters=list(_parameters(operation["parameters"])),
        command=command(path, method, example, keyed=bool(scopes)),
        answer=json.dumps(example.get("answer"), ensure_ascii=False, indent=2),
        statuses=[(status, _means(status, one)) for status, one in operation["responses"].items()],
    )


def _parameters(told: Sequence[dict[str, Any]]) -> Iterator[Parameter]:
    for one in told:
        about = str(PARAMETERS[one["name"]])
        yield Parameter(one["name"], one["in"], one["required"], about, _form(one["schema"]))


def _means(status: str, answer: dict[str, Any]) -> str:
    """What a status means: its own words, or the kinds of problems that share it."""
    if "description" in answer:
        return answer["description"]
    return " / ".join(str(kind.title) for kind in KINDS.values() if str(kind.status) == status)


def _form(schema: dict[str, Any]) -> str:
    """How a value is written, in a few signs."""
    inner = schema.get("items") or next(
        (one for one in schema.get("anyOf", []) if one.get("type") != "null"), schema
    )
    if "enum" in inner:
        return " | ".join(map(str, inner["enum"]))
    form = inner.get("pattern") or inner.get("format") or inner.get("type", "")
    return f"{form} …" if "items" in schema else str(form)


def command(path: str, method: str, example: dict[str, Any], *, keyed: bool) -> str:
    """A line for the terminal that asks this."""
    address = path.format(**example.get("path", {}))
    query = urlencode(example.get("query", {}), doseq=True, safe=",:")
    words = ["curl"] if method == "get" else ["curl", "-X", method.upper()]
    lines = [
        " ".join(
            [*words, shlex.quote(f"{settings.SITE_URL}{address}{'?' if query else ''}{query}")]
        )
    ]
    if keyed:
        lines.append(f'-H "Authorization: Bearer {KEY}"')
    if "body" in example:
        lines.append("-H 'Content-Type: application/json'")
        lines.append(f"-d {shlex.quote(json.dumps(example['body'], ensure_ascii=False))}")
    if "file" in example:
        lines.append("-H 'Content-Type: application/octet-stream'")
        lines.append(f"--data-binary @{example['file']}")
    return " \\\n  ".join(lines)
