"""What higher rooms may add: who issues for what, who else reads, and who signs electronically."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from simpul.core.hooks import Panels


@dataclass(frozen=True)
class Heading:
    """How letters of an office begin, until its staff writes a letterhead."""

    name: str
    above: str = ""
    place: str = ""
    # What stands for the office in its numbers.
    code: str = ""


@dataclass(frozen=True)
class Issuer:
    """What may issue letters: a model of a room, such as institutions or hubs.

    ``may(user, scope)`` says who issues for one of them and ``scopes(user)`` for which somebody
    does; a test holds the two together. What waits for the office waits for ``assignee(scope)``.
    """

    may: Callable[[Any, Any], bool]
    scopes: Callable[[Any], QuerySet]
    assignee: Callable[[Any], str]
    heading: Callable[[Any], Heading]

    def __call__(self, user, scope) -> bool:
        return self.may(user, scope)


# By the label of the model, such as "organisations.organisation".
ISSUERS: dict[str, Issuer] = {}

# ``more(user)``: letters that a higher room lets somebody read, drafts among them.
READERS: list[Callable[[Any], Q]] = []

# Parts of the page of a letter; each builder gets the request and the ``Document``.
DOCUMENT_PANELS = Panels()


# --- Signatures --------------------------------------------------------------------------------


class SignatureRefused(Exception):
    """A provider did not sign; its words are for the person who asked."""


@dataclass(frozen=True)
class SignatureRequest:
    """What a provider gets: the letter as it stands, and for whom it is to be signed.

    ``secret`` is what the person typed for this one signature, such as a passphrase; it is kept
    nowhere. ``reason`` and ``place`` are what a certificate-based signature carries.
    """

    pdf: bytes
    number: str
    title: str
    language: str
    signer_name: str
    signer_office: str
    signer_email: str
    secret: str = field(repr=False, default="")
    reason: str = ""
    place: str = ""


@dataclass(frozen=True)
class Signature:
    """What a provider gives back: the signed file, when it was signed, and its evidence."""

    pdf: bytes
    signed_at: datetime
    evidence: dict[str, Any]


class SignatureProvider(Protocol):
    """Signs letters electronically; the settings name those of an installation.

    ``sign`` runs outside every transaction and may reach the network. It raises
    ``SignatureRefused`` with words for the person who asked.
    """

    key: str
    label: str | Promise
    # What the person types for one signature; empty where nothing is asked.
    secret_label: str | Promise
    # Marks what has no legal force: shown with every signature it made.
    is_demo: bool

    def sign(self, request: SignatureRequest) -> Signature:
        """Sign for this person."""


PROVIDERS: dict[str, SignatureProvider] = {}
