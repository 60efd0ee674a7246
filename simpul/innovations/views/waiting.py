"""What sources say otherwise than a verified record, and the hub's decision about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.innovations.models import Innovation
from simpul.innovations.queries.url_state import whole
from simpul.innovations.queries.waiting import waiting_fields
from simpul.innovations.services import waiting as services
from simpul.innovations.services.versions import waits_for_hub
from simpul.innovations.views.curating import record_or_404


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """Field by field: what is verified, what sources say now, and what the hub takes of it."""
    record = record_or_404(request, slug)
    if not request.user.has_perm("innovations.correct_innovation", record):
        raise PermissionDenied
    wrong: list[str] = []
    if request.method == "POST":
        try:
            _decide(request, record)
        except ValidationError as error:
            wrong = error.messages
        else:
            return redirect(record)
    version = waits_for_hub(record)
    context = {
        "innovation": record,
        "version": version,
        "fields": waiting_fields(record, version) if version is not None else [],
        "chosen": request.POST.getlist("field"),
        "note": request.POST.get("note", ""),
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "innovations/verification/waiting.html", context, status=status)


def _decide(request: HttpRequest, record: Innovation) -> None:
    revision = whole(request.POST.get("revision")) or 0
    note = request.POST.get("note", "")[:1000]
    if "leave" in request.POST:
        services.leave(record, by=request.user, revision=revision, note=note)
        messages.success(request, _("It stays as it was verified. The claims stand beside it."))
        return
    keys = request.POST.getlist("field")
    services.take_in(record, keys, by=request.user, revision=revision, note=note)
    messages.success(request, _("Taken into the verified version. Readers see it now."))
