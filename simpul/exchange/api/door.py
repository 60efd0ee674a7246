"""The door of the API: what happens to every request before an operation, and to every answer.

No cookie counts here, so no other site can act for somebody; whoever wants to write shows a key.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.operation import Operation, PathView

from simpul.accounts.views import block_of
from simpul.core import limits, maintenance
from simpul.core.limits import Allowance
from simpul.exchange.api.problems import Fault, Trouble
from simpul.exchange.api.repeating import once
from simpul.exchange.models import ApiKey, Scope
from simpul.exchange.queries.keys import Standing, key_of, standing_of
from simpul.exchange.services.keys import note_use

SAFE = ("GET", "HEAD", "OPTIONS")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
READABLE_FROM_ELSEWHERE = (
    "Allow, Content-Language, ETag, Idempotency-Replayed, Link, Location, RateLimit, "
    "RateLimit-Policy, Retry-After, Simpul-Seq, X-Request-Id"
)
SENT_FROM_ELSEWHERE = (
    "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id"
)
A_DAY = "86400"


class ApiRequest(HttpRequest):
    """A request of a program; ``key`` is what it shows, if it shows one."""

    key: ApiKey | None
    allowance: Allowance | None


Act = Callable[["ApiRequest", dict[str, str]], HttpResponse]
Fail = Callable[[HttpRequest, Exception], HttpResponse]


def door(act: Act, fail: Fail) -> Callable[..., HttpResponse]:
    """An address of the API as the router calls it; ``fail`` tells what goes wrong in ``act``."""

    def answer(request: ApiRequest, **parts: str) -> HttpResponse:
        # Whoever is signed in at the pages is nobody here.
        request.user = AnonymousUser()
        request.key = request.allowance = None
        language, asked = _language(request)
        with translation.override(language):
            try:
                response = act(request, parts)
            except Exception as fault:  # noqa: BLE001 -- every one becomes a problem, or goes on up
                response = fail(request, fault)
            return _told(request, response, language, asked=asked)

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def operations(view: PathView) -> Act:
    """The operations at one address."""
    return lambda request, parts: _operated(request, view, parts)


def document(write: Callable[[], str]) -> Act:
    """A text at one address that takes no part in operations."""

    def act(request: ApiRequest, _parts: dict[str, str]) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight(["GET", "HEAD", "OPTIONS"])
        if request.method not in SAFE:
            raise Trouble("method", headers={"Allow": "GET, HEAD, OPTIONS"})
        _count(request)
        _check_language(request)
        request.method = "GET"
        return HttpResponse(write(), content_type=JSON)

    return act


def nothing(_request: ApiRequest, _parts: dict[str, str]) -> HttpResponse:
    """Refuse what stands nowhere."""
    raise Trouble("missing")


# --- Before ------------------------------------------------------------------------------------


def _operated(request: ApiRequest, view: PathView, parts: dict[str, str]) -> HttpResponse:
    allowed = _methods(view)
    if request.method == "OPTIONS":
        return _preflight(allowed)
    asked = "GET" if request.method == "HEAD" else request.method
    operation = next((one for one in view.operations if asked in one.methods), None)
    if operation is None:
        raise Trouble("method", headers={"Allow": ", ".join(allowed)})
    if any("\0" in part for part in parts.values()):
        raise Trouble("missing")
    request.key = _key(request)
    _count(request)
    _may_use(request.key, scope_of(operation))
    _check_language(request)
    _check_names(request, operation)
    _check_content(request, operation)
    if request.key is not None and not maintenance.closing():
        note_use(request.key)
    # Django compares the method of a request, and an operation knows no HEAD.
    request.method = asked
    response = once(request, lambda: cast(HttpResponse, operation.run(request, **parts)))
    if scope_of(operation):
        response["Cache-Control"] = "private, no-store"
    return response


def _methods(view: PathView) -> list[str]:
    known = {method for operation in view.operations for method in operation.methods}
    return sorted({*known, "OPTIONS", *(["HEAD"] if "GET" in known else [])})


def _preflight(allowed: Iterable[str]) -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = ", ".join(allowed)
    response["Access-Control-Allow-Headers"] = SENT_FROM_ELSEWHERE
    response["Access-Control-Max-Age"] = A_DAY
    return response


def _language(request: HttpRequest) -> tuple[str, bool]:
    """The language asked for in the address, else in the header, else that of the site."""
    asked = request.GET.get("lang", "")
    if asked in LANGUAGES:
        return asked, True
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.partition("-")[0] in LANGUAGES:
            return code.partition("-")[0], False
    return settings.LANGUAGE_CODE, False


def _check_language(request: HttpRequest) -> None:
    if any(value not in LANGUAGES for value in request.GET.getlist("lang")):
        fault = Fault(
            "query.lang", "literal_error", _("Write one of: %(words)s.") % {"words": "id, en"}
        )
        raise Trouble("parameters", errors=[fault])


def _key(request: HttpRequest) -> ApiKey | None:
    given = request.headers.get("Authorization")
    if given is None:
        return None
    scheme, _space, secret = given.partition(" ")
    key = key_of(secret.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        limits.spend("api_reader", block_of(request))
        raise _no_key(_("No key is called so."))
    return key


def _no_key(why: str) -> Trouble:
    return Trouble("key", why, headers={"WWW-Authenticate": 'Bearer realm="simpul"'})


def _may_use(key: ApiKey | None, scope: str) -> None:
    if key is None:
        if scope:
            raise _no_key(_("This operation needs a key with the scope “%s”.") % scope)
        return
    standing = standing_of(key)
    if standing in {Standing.REVOKED, Standing.EXPIRED, Standing.CLOSED}:
        raise _no_key(_WHY[standing]())
    if standing == Standing.NO_MANDATE:
        raise Trouble("mandate")
    if scope and scope not in {Scope.READ, ANY} and not key.allows(scope):
        raise Trouble("scope", _("This operation needs a key with the scope “%s”.") % scope)


_WHY = {
    Standing.REVOKED: lambda: _("This key was taken back."),
    Standing.EXPIRED: lambda: _("This key has ended."),
    Standing.CLOSED: lambda: _("The account behind this key is closed."),
}

# Written as the scope of an operation that any key may use.
ANY = "any"


def scope_of(operation: Operation) -> str:
    """The scope an operation needs; empty where no key is needed."""
    needed = (operation.openapi_extra or {}).get("security") or []
    return next((scope for way in needed for scope in way.get("key", [])), "")


def _count(request: ApiRequest) -> None:
    name, who = "api_reader", block_of(request)
    if request.key is not None:
        name = "api_key" if request.method in SAFE else "api_writer"
        who = request.key.prefix
    request.allowance = limits.draw(name, who)
    if not request.allowance.passed:
        raise Trouble("limit", headers={"Retry-After": str(request.allowance.resets)})


def _check_names(request: HttpRequest, operation: Operation) -> None:
    """Refuse what the operation does not know: a misspelt filter would answer everything."""
    single, many = _names(operation)
    faults = [
        Fault(
            f"query.{name}"[:200],
            "extra_forbidden",
            _("Nothing of this name is known. Leave it out."),
        )
        for name in request.GET
        if name not in single and name not in many
    ]
    faults += [
        Fault(f"query.{name}", "repeated", _("Give this once."))
        for name in single
        if len(request.GET.getlist(name)) > 1
    ]
    if faults:
        raise Trouble("parameters", errors=faults)


def _names(operation: Operation) -> tuple[set[str], set[str]]:
    """The names an operation reads from the address: those of one value, those of several."""
    single, many = {"lang"}, set()
    for model in operation.models:
        if model.__ninja_param_source__ == "query":
            listed = set(getattr(model, "__ninja_collection_fields__", ()))
            many |= listed
            single |= set(getattr(model, "__ninja_flatten_map__", ())) - listed
    return single, many


def _check_content(request: HttpRequest, operation: Operation) -> None:
    if request.method in SAFE:
        return
    expected = content_of(operation)
    if expected and (request.body or expected == JSON) and request.content_type != expected:
        raise Trouble("media-type", _("This operation takes %s.") % expected)
    if expected == JSON:
        _check_readable(request)


def _check_readable(request: HttpRequest) -> None:
    try:
        request.body.decode()
    except UnicodeDecodeError as fault:
        raise Trouble("unreadable") from fault


JSON = "application/json"


def content_of(operation: Operation) -> str:
    """The media type an operation takes; empty where it takes nothing."""
    extra = (operation.openapi_extra or {}).get("requestBody", {}).get("content", {})
    if extra:
        return next(iter(extra))
    sources = {model.__ninja_param_source__ for model in operation.models}
    return JSON if "body" in sources else ""


# --- After -------------------------------------------------------------------------------------


def _told(
    request: ApiRequest, response: HttpResponse, language: str, *, asked: bool
) -> HttpResponse:
    if response.status_code == 200 and request.method == "GET":
        response = _fresh(request, response)
    elif "Cache-Control" not in response:
        response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = READABLE_FROM_ELSEWHERE
    response["Content-Language"] = language
    if not asked:
        patch_vary_headers(response, ["Accept-Language"])
    if request.allowance is not None:
        _tell_allowance(response, request.allowance)
    return response


def _tell_allowance(response: HttpResponse, allowance: Allowance) -> None:
    response["RateLimit-Policy"] = f'"minute";q={allowance.most};w={allowance.span}'
    response["RateLimit"] = f'"minute";r={allowance.left};t={allowance.resets}'


def _fresh(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, or only "not changed" for who has it already."""
    if "Cache-Control" not in response:
        response["Cache-Control"] = "no-cache"
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
