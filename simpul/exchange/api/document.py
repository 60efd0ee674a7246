"""The description of the API as OpenAPI 3.1: written from the operations, with examples."""

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.exchange.api.problems import KINDS
from simpul.exchange.api.site import api
from simpul.exchange.api.wording import OPERATIONS, PARAMETERS
from simpul.exchange.queries.resources.links import ROOT

ABOUT = _(
    "The public service innovations of Indonesia for programs. Whatever the pages show anybody, "
    "anybody may read here, without a key. Institutions write with a key, under the same rules as "
    "on the pages."
)
TAGS = {
    "Start": _("Where to begin"),
    "Innovations": _("Innovations"),
    "Institutions": _("Institutions"),
    "Hubs": _("Hubs"),
    "Regions": _("Regions"),
    "Vocabularies": _("Lists of words"),
    "Competitions": _("Competitions"),
    "Figures": _("Figures"),
    "Drafts": _("Drafts"),
    "Evidence": _("Evidence"),
    "Status": _("Life status"),
}
PHRASES = {
    200: _("Done"),
    201: _("Made"),
    308: _("It stands at another address now"),
}
HEADERS = {
    "RateLimit-Policy": _("How many requests fit in how many seconds."),
    "RateLimit": _("How many are left, and when it begins anew."),
    "X-Request-Id": _("The name of this request in our logs."),
}
SAFE = ("get",)


def document() -> dict[str, Any]:
    """The whole description, in the language of the reader."""
    return json.loads(_written(get_language() or "id"))


@lru_cache(maxsize=4)
def _written(language: str) -> str:
    """Kept as text, so that nobody changes what others read."""
    said = api.get_openapi_schema(path_prefix=f"{ROOT}/")
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": "Simpul",
            "version": api.version,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": label} for name, label in TAGS.items()],
        "paths": {path: dict(_methods(methods)) for path, methods in said["paths"].items()},
        "components": {**said["components"], **_components()},
    }
    return json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False)


def examples() -> dict[str, Any]:
    """By operation: what is asked and sent, and what comes back."""
    return json.loads(files("simpul.exchange.api").joinpath("examples.json").read_text("utf-8"))


def _components() -> dict[str, Any]:
    statuses = sorted({kind.status for kind in KINDS.values()})
    return {
        "responses": {f"Problem{status}": _bad(status) for status in statuses},
        "securitySchemes": {
            "key": {
                "type": "http",
                "scheme": "bearer",
                "description": _("A key made at the desk, as `Authorization: Bearer simpul_…`."),
            }
        },
    }


def _methods(methods: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    shown = examples()
    for method, operation in methods.items():
        yield method, _operation(method, dict(operation), shown[operation["operationId"]])


def _operation(method: str, operation: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    told = OPERATIONS[operation["operationId"]]
    operation["summary"], operation["description"] = told.summary, told.about
    operation["parameters"] = [
        *(_parameter(one, example) for one in operation.get("parameters", [])),
        _said("lang", "query", {"type": "string", "enum": ["id", "en"]}),
    ]
    if method not in SAFE:
        form = {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,128}$"}
        operation["parameters"].append(_said("Idempotency-Key", "header", form))
    if "body" in example:
        content = next(iter(operation["requestBody"]["content"].values()))
        content["example"] = example["body"]
    operation["responses"] = {
        str(status): _response(int(status), answer, example)
        for status, answer in operation["responses"].items()
    }
    return operation


def _said(name: str, place: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": False,
        "schema": schema,
        "description": PARAMETERS[name],
    }


def _parameter(one: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    name = one["name"]
    shown = {**example.get("path", {}), **example.get("query", {})}
    schema = {key: value for key, value in one["schema"].items() if key != "title"}
    said = {**one, "schema": schema, "description": PARAMETERS[name]}
    return {**said, "example": shown[name]} if name in shown else said


def _response(status: int, answer: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    if status >= 400:
        return {"$ref": f"#/components/responses/Problem{status}"}
    said: dict[str, Any] = {"description": PHRASES[status], "headers": _headers()}
    if "content" in answer:
        schema = answer["content"]["application/json"]["schema"]
        said["content"] = {"application/json": {"schema": schema, "example": example["answer"]}}
    return said


def _bad(status: int) -> dict[str, Any]:
    kinds = [kind for kind in KINDS.values() if kind.status == status]
    return {
        "description": " / ".join(str(kind.title) for kind in kinds),
        "headers": _headers(),
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {kind.key: {"value": _problem(kind)} for kind in kinds},
            }
        },
    }


def _headers() -> dict[str, Any]:
    return {
        name: {"description": words, "schema": {"type": "string"}}
        for name, words in HEADERS.items()
    }


def _problem(kind: Any) -> dict[str, Any]:
    return {
        "type": f"https://hub.example/id/data-dan-api/#problem-{kind.key}",
        "title": str(kind.title),
        "status": kind.status,
        "detail": str(kind.remedy),
        "instance": f"{ROOT}/",
        "request_id": "3f9c1a2b7d4e5f60",
    }
