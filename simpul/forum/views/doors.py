"""What every form of taking part does: find the record, try the act, say what stood in the way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.core.limits import LimitReached
from simpul.core.models import Message
from simpul.core.workflow import StepNotOpen
from simpul.forum.queries.talk import message_at
from simpul.innovations.models import PUBLIC_STATES, Innovation
from simpul.innovations.queries.detail import record_at
from simpul.innovations.queries.records import innovations_for

TOO_OFTEN = 429

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def members_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form for those signed in, read or sent, never kept by anybody."""
    return form_methods(login_required(never_cache(view)))


def record_or_404(request: HttpRequest, slug: str) -> Innovation:
    """The public record at an address, or what it was merged into."""
    found = record_at(slug)
    if found is None:
        raise Http404
    seen = innovations_for(request.user).filter(pk=found.pk, state__in=PUBLIC_STATES)
    record = seen.select_related("owner", "hub").first()
    if record is None:
        raise Http404
    return record


def message_or_404(pk: int) -> Message:
    """A public message about a public record."""
    found = message_at(pk)
    if found is None:
        raise Http404
    return found


def attempt(request: HttpRequest, form: forms.BaseForm, act: Callable[[], Any]) -> Any:
    """Do it once the form was sent and stands; what stands in the way is told at the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except ValidationError as refused:
        form.add_error(None, refused)
    except LimitReached as reached:
        form.add_error(None, ValidationError(_too_often(reached.seconds), code="too_often"))
    except StepNotOpen:
        form.add_error(None, _("Somebody else was faster. Look at it again before you go on."))
    return None


def form_page(request: HttpRequest, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """A page with one form; ``title``, ``lead``, ``send``, and ``record`` or ``back``."""
    record = context.get("record")
    trail = [(_("Innovations"), reverse("innovations:catalogue"))]
    if record is not None:
        trail.append((record.name, record.get_absolute_url()))
        context.setdefault("back", record.get_absolute_url())
    context.setdefault("trail", [*trail, (context["title"], "")])
    words = {"form": form, **context}
    return render(request, "forum/form.html", words, status=status_of(form))


def status_of(form: forms.BaseForm) -> int:
    """What a page with this form answers: 429 where a limit was reached, else 200."""
    codes = {error.code for error in form.non_field_errors().as_data()} if form.is_bound else set()
    return TOO_OFTEN if "too_often" in codes else 200


def _too_often(seconds: int) -> str:
    minutes = -(-seconds // 60)
    words = ngettext(
        "You have done this very often. Try again in %(count)s minute; your words are kept here.",
        "You have done this very often. Try again in %(count)s minutes; your words are kept here.",
        minutes,
    )
    return words % {"count": minutes}
