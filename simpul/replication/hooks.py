"""What other files and higher rooms may add: parts of a case's page, a key to sign with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simpul.core.hooks import Panels


@dataclass
class Signing:
    """How a statement is sealed and opened; empty where nobody lends a key.

    ``seal(name, payload)`` answers the payload with key and signature, or nothing while this
    installation has no key in use. ``keys()`` are its public keys as others may keep them.
    ``opened(name, sealed, keys)`` answers what was sealed, or raises ``ValueError`` that says why.
    """

    seal: Callable[[str, dict[str, Any]], dict[str, Any] | None] | None = None
    keys: Callable[[], list[dict[str, Any]]] | None = None
    opened: Callable[[str, Any, list[dict[str, Any]]], Mapping[str, Any]] | None = None


SIGNING = Signing()

# Parts of the page of a case; each builder gets the request and the ``Case``. On the public page
# nothing may depend on who reads, and nothing may post.
CASE_PANELS = Panels()
