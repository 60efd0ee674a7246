"""Problems: every fault is told as RFC 9457 has it, in the language of whoever asks."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of fault: its name in the address of its description, its status and its title."""

    key: str
    status: int
    title: str | Promise
    remedy: str | Promise


_KINDS = (
    Kind(
        "parameters",
        400,
        _("Something in the address is not as it must be"),
        _("Correct what “errors” names; the description of the operation lists what may stand."),
    ),
    Kind(
        "unreadable",
        400,
        _("What was sent is not readable"),
        _("Send JSON in UTF-8, one object, without anything around it."),
    ),
    Kind(
        "key",
        401,
        _("This needs a key that works"),
        _("Send “Authorization: Bearer” with a key that has neither ended nor been taken back."),
    ),
    Kind(
        "mandate",
        403,
        _("The person behind this key may not act for the institution any more"),
        _("An admin of the institution makes a new key at the desk."),
    ),
    Kind(
        "scope",
        403,
        _("This key was not made for that"),
        _("Make a key that has the scope named in “detail”."),
    ),
    Kind(
        "forbidden",
        403,
        _("The person behind this key may not do that"),
        _("The same rules as on the pages hold; ask whoever may."),
    ),
    Kind(
        "missing",
        404,
        _("Nothing stands here"),
        _("Take addresses from answers instead of putting them together."),
    ),
    Kind(
        "method",
        405,
        _("This address knows other methods"),
        _("The header “Allow” names them."),
    ),
    Kind(
        "two-texts",
        409,
        _("Somebody else wrote this answer meanwhile"),
        _("Both texts are kept. Compare those in “conflicts”, then choose one."),
    ),
    Kind(
        "state",
        409,
        _("This is not possible in the state it is in now"),
        _("Read it again: somebody else may have done something with it."),
    ),
    Kind(
        "piece",
        409,
        _("A piece of the file is missing"),
        _("Go on at the byte that “received” names."),
    ),
    Kind(
        "repeated",
        409,
        _("The first request of this name is still at work"),
        _("Ask again in some seconds, under the same name."),
    ),
    Kind(
        "withdrawn",
        410,
        _("This record was withdrawn"),
        _("Take it out of your copy; “detail” says why."),
    ),
    Kind(
        "size",
        413,
        _("This is more than is taken in one go"),
        _("Send files in pieces."),
    ),
    Kind(
        "media-type",
        415,
        _("This form of content is not taken here"),
        _("Send the content under the media type that the operation names."),
    ),
    Kind(
        "content",
        422,
        _("What was sent cannot be taken"),
        _("Correct what “errors” names and send it again."),
    ),
    Kind(
        "refused",
        409,
        _("The rules of the hub refuse this"),
        _("It is well written, but may not be so; “errors” says why."),
    ),
    Kind(
        "blocked",
        409,
        _("This cannot be submitted yet"),
        _("Do what stands under “fix” for each of “blocks”."),
    ),
    Kind(
        "name-taken",
        409,
        _("This Idempotency-Key was used for another request"),
        _("Use a new name for each new request."),
    ),
    Kind(
        "limit",
        429,
        _("That was often enough for now"),
        _("Wait as many seconds as “Retry-After” says; a key may ask more often."),
    ),
    Kind(
        "fault",
        500,
        _("Something went wrong on our side"),
        _("It has been recorded. Tell us the value of X-Request-Id if it happens again."),
    ),
    Kind(
        "closed",
        503,
        _("Nothing is written at the moment"),
        _("Reading goes on. Send it again after as many seconds as “Retry-After” says."),
    ),
)
KINDS: dict[str, Kind] = {kind.key: kind for kind in _KINDS}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where it stands, a word for programs, a sentence for people."""

    where: str
    code: str
    message: str


@dataclass
class Trouble(Exception):
    """A request that is answered with a problem."""

    kind: str
    detail: str | Promise = ""
    errors: Iterable[Fault] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self):
        return str(self.detail or KINDS[self.kind].title)


def answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The problem as it leaves."""
    kind = KINDS[trouble.kind]
    said: dict[str, Any] = {
        "type": described_at(kind),
        "title": str(kind.title),
        "status": kind.status,
        "detail": str(trouble.detail or kind.remedy),
        "instance": request.path,
        "request_id": getattr(request, "request_id", ""),
        **trouble.more,
    }
    errors = [vars(fault) for fault in trouble.errors]
    if errors:
        said["errors"] = errors
    body = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False)
    response = HttpResponse(body, status=kind.status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in trouble.headers.items():
        response[name] = value
    return response


def described_at(kind: Kind) -> str:
    """The address at which a kind of problem is explained."""
    # The same in every language, for it is the name of the kind.
    with override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{reverse('exchange:developers')}#problem-{kind.key}"
