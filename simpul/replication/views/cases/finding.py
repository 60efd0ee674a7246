"""The case of an address, for whoever may see it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from simpul.core import files
from simpul.core.models import File
from simpul.core.workflow import StepNotOpen
from simpul.replication.models import Case
from simpul.replication.policies.cases import visible_cases
from simpul.replication.queries.cases.page import CasePage, case_rows

PAPERS = 10
NOT_NOW = _("Somebody was faster, or it is too late. This is how it stands now.")


def followed_or_404(request: HttpRequest, number: str) -> Case:
    """A case whose desk page this person may open."""
    case = get_object_or_404(case_rows().filter(visible_cases(request.user)), number=number)
    if not request.user.has_perm("replication.follow_case", case):
        raise Http404
    return case


def on_desk(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of the desk: signed in, never cached, about a case one has a part in."""

    @never_cache
    @login_required
    @wraps(view)
    def opened(request: HttpRequest, number: str, **more: Any) -> HttpResponseBase:
        case = followed_or_404(request, number)
        try:
            return view(request, case, **more)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        except StepNotOpen:
            messages.error(request, NOT_NOW)
        return redirect(case.desk_url)

    return opened


def papers_of(request: HttpRequest, page: CasePage) -> Page:
    """The papers of a case that its page shows; which ones stands in the address."""
    return Paginator(page.papers, PAPERS).get_page(request.GET.get("papers"))


def done(request: HttpRequest, form: BaseForm, act: Callable[[], Any], words) -> bool:
    """Do ``act`` for a form that is valid; what is wrong is told in the form or on the page."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except ValidationError as refused:
        form.add_error(None, _fitting(form, refused))
        return False
    except StepNotOpen:
        messages.error(request, NOT_NOW)
        return True
    messages.success(request, words)
    return True


def _fitting(form: BaseForm, refused: ValidationError):
    """The error by field, where every field it names is one of the form."""
    if hasattr(refused, "error_dict") and set(refused.error_dict) <= set(form.fields):
        return refused
    return ValidationError(refused.messages)


def kept(request: HttpRequest, sent: UploadedFile | None) -> File | None:
    """The file of a form, kept; no file work happens inside a transaction."""
    return files.keep(sent.name or "", sent, by=request.user) if sent else None
