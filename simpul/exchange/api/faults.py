"""Faults of the services and of what was sent, turned into problems."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as Unfit

from simpul.core.files import PieceMissing
from simpul.core.limits import LimitReached
from simpul.core.maintenance import ReadOnly
from simpul.core.workflow import StepNotOpen
from simpul.exchange.api.problems import Fault, Trouble, answer
from simpul.exchange.services.keeping import NameTaken, StillAtWork
from simpul.innovations.services.drafting import AlreadyOpen, Overtaken
from simpul.innovations.services.submission import Blocked

log = logging.getLogger("simpul.api")

# Parts of a request that stand in its address or head; the others are its content.
OF_THE_ADDRESS = {"query", "header"}


def tell_faults(api: NinjaAPI) -> None:
    """Let ``api`` answer every fault with a problem."""
    for kind, told in _TOLD.items():
        api.add_exception_handler(kind, _teller(told))


def _teller(told: Callable[[Any], Trouble]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, fault: answer(request, told(fault))


# --- What the services refuse ------------------------------------------------------------------


def _itself(fault: Trouble) -> Trouble:
    return fault


def _forbidden(fault: PermissionDenied) -> Trouble:
    return Trouble("forbidden", str(fault))


def _blocked(fault: Blocked) -> Trouble:
    return Trouble("blocked", more={"blocks": [as_data(problem) for problem in fault.problems]})


def as_data(problem: Any) -> dict[str, str]:
    """One thing that blocks a draft."""
    return {
        "field": problem.field,
        "rule": problem.rule,
        "label": str(problem.label),
        "say": str(problem.say),
        "fix": str(problem.fix),
        "step": problem.step,
    }


def _refused(fault: ValidationError) -> Trouble:
    return Trouble("refused", " ".join(fault.messages), errors=list(_said(fault)))


def _said(fault: ValidationError) -> Iterator[Fault]:
    if hasattr(fault, "error_dict"):
        for name, errors in fault.error_dict.items():
            for error in errors:
                yield from _named(error, f"body.{name}")
    else:
        for error in fault.error_list:
            yield from _named(error, "body")


def _named(error: ValidationError, where: str) -> Iterator[Fault]:
    for message in error.messages:
        yield Fault(where, error.code or "invalid", message)


def _not_open(_fault: StepNotOpen) -> Trouble:
    return Trouble("state")


def _already_open(fault: AlreadyOpen) -> Trouble:
    return Trouble(
        "state",
        _("Somebody is writing about this record already."),
        more={"draft": fault.draft.pk},
    )


def _overtaken(_fault: Overtaken) -> Trouble:
    return Trouble("state", _("Another text came while the two were being compared."))


def _piece(fault: PieceMissing) -> Trouble:
    return Trouble("piece", more={"received": fault.received})


def _too_often(fault: LimitReached) -> Trouble:
    return Trouble("limit", headers={"Retry-After": str(fault.seconds)})


def _too_big(_fault: RequestDataTooBig) -> Trouble:
    return Trouble("size")


def _missing(_fault: Http404) -> Trouble:
    return Trouble("missing")


def _taken(_fault: NameTaken) -> Trouble:
    return Trouble("name-taken")


def _at_work(_fault: StillAtWork) -> Trouble:
    return Trouble("repeated", headers={"Retry-After": "2"})


# --- What was sent -----------------------------------------------------------------------------


def _http(fault: HttpError) -> Trouble:
    # The only one that is raised while reading: the body is no JSON.
    return Trouble("unreadable")


def _unfit(fault: Unfit) -> Trouble:
    if any(error["loc"][0] == "path" for error in fault.errors):
        # No code is written so, hence nothing is called so.
        return Trouble("missing")
    faults = [Fault(_where(error["loc"]), error["type"], in_words(error)) for error in fault.errors]
    in_address = all(error["loc"][0] in OF_THE_ADDRESS for error in fault.errors)
    return Trouble("parameters" if in_address else "content", errors=faults)


def _where(place: Iterable[str | int]) -> str:
    """``query.size`` or ``body.values.title``; the name our code gives the body is nobody's."""
    part, *rest = map(str, place)
    return ".".join([part, *(rest[1:] if part == "body" else rest)])


def in_words(error: Mapping[str, Any]) -> str:
    """What is wrong with one value, as a sentence that says what to do."""
    limits = error.get("ctx") or {}
    write = _WORDS.get(error["type"])
    return write(limits) if write else _("This is not as the description of the operation says.")


_WORDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _limits: _("This is needed. Add it."),
    "extra_forbidden": lambda _limits: _("Nothing of this name is known. Leave it out."),
    "string_type": lambda _limits: _("Write text."),
    "bool_parsing": lambda _limits: _("Write true or false."),
    "bool_type": lambda _limits: _("Write true or false."),
    "int_type": lambda _limits: _("Write a whole number."),
    "int_parsing": lambda _limits: _("Write a whole number."),
    "int_parsing_size": lambda _limits: _("This number is too large."),
    "int_from_float": lambda _limits: _("Write a whole number."),
    "float_type": lambda _limits: _("Write a number."),
    "float_parsing": lambda _limits: _("Write a number."),
    "finite_number": lambda _limits: _("Write a number."),
    "list_type": lambda _limits: _("Write a list."),
    "dict_type": lambda _limits: _("Write an object with names and values."),
    "model_attributes_type": lambda _limits: _("Write an object with names and values."),
    "model_type": lambda _limits: _("Write an object with names and values."),
    "enum": lambda limits: _("Write one of: %(words)s.") % {"words": limits.get("expected")},
    "literal_error": lambda limits: (
        _("Write one of: %(words)s.") % {"words": limits.get("expected")}
    ),
    "string_pattern_mismatch": lambda limits: (
        _("Write it in this form: %(form)s") % {"form": limits.get("pattern")}
    ),
    "string_too_short": lambda limits: (
        _("Write at least %(number)s letters.") % {"number": limits.get("min_length")}
    ),
    "string_too_long": lambda limits: (
        _("Write %(number)s letters at most.") % {"number": limits.get("max_length")}
    ),
    "too_long": lambda limits: _("Give %(number)s at most.") % {"number": limits.get("max_length")},
    "too_short": lambda limits: (
        _("Give at least %(number)s.") % {"number": limits.get("min_length")}
    ),
    "greater_than_equal": lambda limits: (
        _("Write %(number)s or more.") % {"number": limits.get("ge")}
    ),
    "less_than_equal": lambda limits: _("Write %(number)s or less.") % {"number": limits.get("le")},
    **dict.fromkeys(
        ("date_from_datetime_parsing", "date_parsing", "date_type", "date_from_datetime_inexact"),
        lambda _limits: _("Write the day as 2026-02-12."),
    ),
    **dict.fromkeys(
        ("datetime_from_date_parsing", "datetime_parsing", "datetime_type", "timezone_aware"),
        lambda _limits: _("Write the time as 2026-02-12T07:30:00+07:00."),
    ),
}


# --- What is nobody's doing --------------------------------------------------------------------


def _unforeseen(fault: Exception) -> Trouble:
    # A full disk and a closed site are answered above, for every page alike.
    if isinstance(fault, (ReadOnly, OSError)) or type(fault).__name__ == "OperationalError":
        raise fault
    log.error("The API failed", exc_info=fault)
    return Trouble("fault")


_TOLD: dict[type[Exception], Callable[[Any], Trouble]] = {
    Trouble: _itself,
    PermissionDenied: _forbidden,
    Blocked: _blocked,
    ValidationError: _refused,
    StepNotOpen: _not_open,
    AlreadyOpen: _already_open,
    Overtaken: _overtaken,
    PieceMissing: _piece,
    LimitReached: _too_often,
    RequestDataTooBig: _too_big,
    Http404: _missing,
    NameTaken: _taken,
    StillAtWork: _at_work,
    HttpError: _http,
    Unfit: _unfit,
    Exception: _unforeseen,
}
