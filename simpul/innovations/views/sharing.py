"""What an owner gives to those who would do the same: on the page of its record, and at a desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from simpul.core import files
from simpul.core.hooks import Panel
from simpul.innovations.forms.sharing import ArtefactForm, WillingnessForm
from simpul.innovations.hooks import DETAIL_PANELS
from simpul.innovations.models import Artefact, Innovation
from simpul.innovations.queries.sharing import (
    artefacts_for_adopters,
    willingness_of,
)
from simpul.innovations.services import sharing as services
from simpul.innovations.views.curating import record_or_404


def of_record(request: HttpRequest, record: Innovation) -> Panel | None:
    """Whether its owner lets others learn from it, and what everybody may take."""
    said, everything = willingness_of(record), list(artefacts_for_adopters(record))
    given = [each for each in everything if each.is_public]
    kept_back = len(everything) - len(given)
    if said is None and not given and not kept_back:
        return None
    context = {"record": record, "said": said, "given": given, "kept_back": kept_back}
    html = render_to_string("innovations/sharing/panel.html", context, request=request)
    return Panel("sharing", _("For those who want to do the same"), html)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that others may learn from it, and give papers along."""
    record = record_or_404(request, slug)
    if not request.user.has_perm("innovations.share_innovation", record):
        raise PermissionDenied
    act = request.POST.get("act", "")
    willing = WillingnessForm(request.POST if act == "state" else None)
    paper = ArtefactForm(
        request.POST if act == "add" else None, request.FILES if act == "add" else None
    )
    if request.method == "POST" and _acted(request, record, act, willing, paper):
        messages.success(request, _("Saved."))
        return redirect("innovations:sharing", record.slug)
    context = {
        "innovation": record,
        "said": willingness_of(record),
        "artefacts": artefacts_for_adopters(record),
        "willing_form": willing,
        "artefact_form": paper,
    }
    return render(request, "innovations/sharing/sharing.html", context)


def _acted(request: HttpRequest, record: Innovation, act: str, willing, paper) -> bool:
    forms = {"state": willing, "add": paper}
    form = forms.get(act)
    if form is not None and not form.is_valid():
        return False
    try:
        _do(request, record, act, form)
    except ValidationError as refused:
        if form is None:
            raise
        named = getattr(refused, "error_dict", {})
        fits = named and set(named) <= set(form.fields)
        form.add_error(None, refused if fits else ValidationError(refused.messages))
        return False
    return True


def _do(request: HttpRequest, record: Innovation, act: str, form) -> None:
    if act == "state":
        services.state_willingness(record, by=request.user, **form.cleaned_data)
    elif act == "end":
        services.end_willingness(record, by=request.user)
    elif act == "add":
        said = dict(form.cleaned_data)
        sent = said.pop("file")
        file = files.keep(sent.name or "", sent, by=request.user) if sent else None
        services.add_artefact(record, by=request.user, file=file, **said)
    elif act == "remove":
        pk = request.POST.get("artefact", "")
        if not (pk.isascii() and pk.isdecimal()):
            raise Http404
        found = get_object_or_404(artefacts_for_adopters(record), pk=pk)
        services.remove_artefact(found, by=request.user)
    else:
        raise Http404


@require_safe
def artefact(request: HttpRequest, pk: int) -> FileResponse:
    """Something reusable, for whoever may take it."""
    found = get_object_or_404(
        Artefact.objects.kept().select_related("innovation__owner", "file"), pk=pk
    )
    if found.file is None or not request.user.has_perm("innovations.take_artefact", found):
        raise Http404
    response = FileResponse(files.open_file(found.file), content_type=found.file.media_type)
    name = content_disposition_header(as_attachment=True, filename=found.file.name)
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def register() -> None:
    """Tell on the page of a record what its owner gives along."""
    DETAIL_PANELS.add(of_record, order=36)
