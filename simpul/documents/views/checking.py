"""What everybody may look at who holds a letter: what it says and whether it still counts."""

import hashlib

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from simpul.accounts.views import block_of, central
from simpul.core import limits
from simpul.core.limits import LimitReached
from simpul.documents.forms.letters import CheckForm, FileCheckForm
from simpul.documents.models import Document
from simpul.documents.queries.checking import (
    changed_file,
    file_known_as,
    letter_with,
    standing_of,
)
from simpul.organisations.views.answers import OFTEN_ENOUGH, served

TOO_MANY = 429


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Where a code from paper is typed."""
    form = CheckForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        found = letter_with(form.cleaned_data["code"])
        if found is not None:
            return redirect(found.check_url)
        form.add_error("code", _("No letter issued here has this code. Look at it again."))
    return render(request, "documents/find.html", {"form": form})


@require_safe
@never_cache
def check(request: HttpRequest, code: str) -> HttpResponse:
    """A letter by the code that stands on it: what it says, and how it stands today."""
    return _shown(request, _letter_or_404(code))


@require_safe
@never_cache
def file(request: HttpRequest, code: str) -> FileResponse:
    """The file of a letter that is listed for everybody; of any other the paper must do."""
    found = _letter_or_404(code)
    if not found.is_public or found.in_force_at is None:
        raise Http404
    return served(found.signed_file or found.pdf)


@require_http_methods(["GET", "HEAD", "POST"])
@central
@never_cache
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a file is the one we issued under this code; what is sent is not kept."""
    found = _letter_or_404(code)
    if request.method != "POST":
        return _compared(request, found, FileCheckForm())
    form = FileCheckForm(request.POST, request.FILES)
    try:
        limits.spend("letter_file", block_of(request))
    except LimitReached as reached:
        form.add_error(None, str(OFTEN_ENOUGH) % {"minutes": reached.seconds // 60 + 1})
        return _compared(request, found, form, status=TOO_MANY)
    if not form.is_valid():
        return _compared(request, found, form)
    sent = form.cleaned_data["file"]
    content = sent.read()
    sha256 = hashlib.sha256(content).hexdigest()
    verdict = file_known_as(found, sha256) or changed_file(found, content)
    return _compared(
        request, found, FileCheckForm(), verdict=verdict, name=sent.name, sha256=sha256
    )


def _letter_or_404(code: str) -> Document:
    found = letter_with(code)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, found: Document) -> HttpResponse:
    context = {
        "document": found,
        "letter": found.frozen,
        "standing": standing_of(found),
        "signers": found.signers.select_related("party", "evidence"),
        "extensions": found.extensions.all(),
        "newer": found.superseded_by.filter(in_force_at__isnull=False).first(),
        "downloads": found.is_public and found.in_force_at is not None,
    }
    return render(request, "documents/check.html", context)


def _compared(
    request: HttpRequest, found: Document, form: FileCheckForm, *, status: int = 200, **context
) -> HttpResponse:
    words = {"document": found, "standing": standing_of(found), "form": form, **context}
    return render(request, "documents/compare.html", words, status=status)
