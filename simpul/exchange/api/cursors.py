"""Cursors: a place in a list as a word that only this installation can read and write."""

import hashlib
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.translation import gettext as _

from simpul.exchange.api.problems import Trouble
from simpul.innovations.queries.paging import Mark

# What changes how a list is told, not which list it is.
NOT_THE_QUESTION = {"cursor", "lang", "size", "facets"}


def written(request: HttpRequest, *place: Any) -> str:
    """The word for a place in the list that was asked for."""
    return _signer().sign_object([_question(request), *place], compress=False)


def read(request: HttpRequest, cursor: str) -> list[Any]:
    """The place a word stands for. One of another list, or of nobody, leads nowhere."""
    try:
        question, *place = _signer().unsign_object(cursor)
    except (BadSignature, ValueError, TypeError) as fault:
        raise _nowhere() from fault
    if question != _question(request):
        raise _nowhere()
    return place


def mark_of(request: HttpRequest, cursor: str) -> Mark | None:
    """The row behind which to go on; nothing at the beginning."""
    if not cursor:
        return None
    try:
        pk, seen, *values = read(request, cursor)
        return Mark(pk, seen, tuple(values))
    except (ValueError, TypeError) as fault:
        raise _nowhere() from fault


def address(request: HttpRequest, cursor: str) -> str:
    """The address of the rows that follow."""
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    kept = [pair for pair in pairs if pair[0] != "cursor"]
    query = urlencode([*kept, ("cursor", cursor)])
    return f"{settings.SITE_URL}{request.path}?{query}"


def _nowhere() -> Trouble:
    return Trouble("missing", _("This cursor leads nowhere. Begin the list again without it."))


def _question(request: HttpRequest) -> str:
    asked = sorted(
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in NOT_THE_QUESTION
    )
    return hashlib.sha256(f"{request.path}?{urlencode(asked)}".encode()).hexdigest()[:10]


def _signer() -> Signer:
    return Signer(salt="simpul.exchange.api")
