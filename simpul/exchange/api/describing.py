"""What every operation says of itself: its names, its answers, its faults."""

from typing import Any

from simpul.exchange.api.shapes.common import Problem

# What may go wrong with any reading, and beside that with any writing.
READING = (400, 401, 403, 404, 405, 429, 500)
WRITING = (409, 413, 415, 422, 503)


def public(name: str, shape: Any, *also: int) -> dict[str, Any]:
    """The words of an operation that anybody may use."""
    return {
        "operation_id": name,
        "url_name": name,
        "response": _answers(200, shape, *READING, *also),
    }


def keyed(
    name: str,
    shape: Any,
    *also: int,
    scope: str,
    status: int = 200,
    takes: str = "",
) -> dict[str, Any]:
    """The words of an operation that needs a key; ``takes`` is the media type of a raw body."""
    faults = READING if name.startswith("read_") else (*READING, *WRITING)
    extra: dict[str, Any] = {"security": [{"key": [scope]}]}
    if takes:
        content = {takes: {"schema": {"type": "string", "format": "binary"}}}
        extra["requestBody"] = {"required": True, "content": content}
    return {
        "operation_id": name,
        "url_name": name,
        "response": _answers(status, shape, *faults, *also),
        "openapi_extra": extra,
    }


def _answers(status: int, shape: Any, *faults: int) -> dict[int, Any]:
    """Each status with its shape; a redirection has none."""
    return {status: shape, **{fault: None if fault < 400 else Problem for fault in faults}}
