"""One way to write a JSON value, so that its digest and signature are the same everywhere.

This is the JSON Canonicalization Scheme of RFC 8785: keys by their UTF-16 units, no spaces,
numbers as ECMAScript writes them.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

# Whole numbers beyond it are not the same number in every language.
LARGEST_WHOLE = 2**53 - 1
# ECMAScript writes numbers between these without an exponent.
_SMALLEST_PLAIN, _LARGEST_PLAIN = 1e-6, 1e21
DEEPEST = 32


class NotCanonical(ValueError):
    """The value has no canonical form."""


def canonical(value: Any) -> bytes:
    """The one way to write ``value``. Raises ``NotCanonical``."""
    try:
        return _written(value, 0).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a text holds half of a character") from error


def digest(value: Any) -> str:
    """The SHA-256 of the canonical form, as hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _written(value: Any, depth: int) -> str:
    if depth > DEEPEST:
        raise NotCanonical("too deep")
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        return _object(value, depth)
    if isinstance(value, list | tuple):
        return f"[{','.join(_written(each, depth + 1) for each in value)}]"
    raise NotCanonical(f"{type(value).__name__} is no JSON value")


def _object(value: Mapping[Any, Any], depth: int) -> str:
    if not all(isinstance(key, str) for key in value):
        raise NotCanonical("a key is no text")
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    pairs = (
        f"{json.dumps(key, ensure_ascii=False)}:{_written(value[key], depth + 1)}" for key in keys
    )
    return f"{{{','.join(pairs)}}}"


def _number(value: float) -> str:
    if isinstance(value, int):
        if abs(value) > LARGEST_WHOLE:
            raise NotCanonical("a number is too large")
        return str(value)
    if not math.isfinite(value):
        raise NotCanonical("a number is not finite")
    if value == 0:
        return "0"
    if _SMALLEST_PLAIN <= abs(value) < _LARGEST_PLAIN:
        plain = format(Decimal(repr(value)), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    # 1e-07 is written 1e-7, 1.5e+22 keeps its sign.
    digits, _e, power = f"{Decimal(repr(value)).normalize():e}".partition("e")
    return f"{digits}e{'+' if int(power) > 0 else ''}{int(power)}"
