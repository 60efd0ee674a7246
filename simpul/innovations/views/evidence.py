"""Files of evidence: sent in pieces or whole, taken away and brought back, opened by permission."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from simpul.core.files import PIECE_BYTES, PieceMissing
from simpul.innovations.forms.writing import EvidenceForm
from simpul.innovations.models import Evidence
from simpul.innovations.queries.url_state import whole
from simpul.innovations.services import evidence as services
from simpul.innovations.views.writing import SIGNED_OUT, draft_or_404

REFUSED = 422


def for_scripts(view):
    """Answer a script in its own terms: signed out, not open any more, or what is wrong."""

    @never_cache
    def answered(request: HttpRequest, pk: int, **more) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"error": "signed_out"}, status=SIGNED_OUT)
        try:
            return view(request, draft_or_404(request, pk), **more)
        except PieceMissing as missing:
            return JsonResponse({"received": missing.received}, status=409)
        except ValidationError as error:
            return JsonResponse({"message": " ".join(error.messages)}, status=REFUSED)
        except PermissionDenied:
            return JsonResponse(
                {"message": _("This draft is not open for writing any more.")}, status=403
            )

    return answered


@require_POST
@for_scripts
def begin(request: HttpRequest, draft) -> HttpResponse:
    """Make room for a file; says where to go on when it was begun before."""
    file = services.begin_upload(
        draft,
        name=request.POST.get("name", ""),
        size=whole(request.POST.get("size")),
        sha256=request.POST.get("sha256", "")[:64],
        by=request.user,
    )
    return JsonResponse({"token": file.token, "received": file.received, "piece": PIECE_BYTES})


@require_POST
@for_scripts
def piece(request: HttpRequest, draft, token: str, offset: int) -> HttpResponse:
    """Keep one piece; sending it twice does no harm."""
    received = services.put_piece(draft, token, offset, request.body, by=request.user)
    return JsonResponse({"received": received})


@require_POST
@for_scripts
def finish(request: HttpRequest, draft, token: str) -> HttpResponse:
    """Check the whole file, add it, and answer the line that stands for it."""
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": _("The form has no such question.")}, status=REFUSED)
    said = form.cleaned_data
    added = services.finish_upload(
        draft,
        token,
        field=said["field"],
        title=said["title"],
        public=said["is_public"],
        by=request.user,
    )
    html = render_to_string(
        "innovations/writing/_file.html", {"evidence": added, "writes": True}, request
    )
    return JsonResponse({"html": html, "sha256": added.file.sha256})


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself, for whoever may read it; never shown inside a page."""
    return _sent(request, pk, preview=False)


@require_safe
def preview(request: HttpRequest, pk: int) -> FileResponse:
    """The small copy of a picture."""
    return _sent(request, pk, preview=True)


def _sent(request: HttpRequest, pk: int, *, preview: bool) -> FileResponse:
    evidence = _visible_or_404(request, pk)
    if preview and evidence.preview is None:
        raise Http404
    file, content = services.open_evidence(evidence, by=request.user, preview=preview)
    response = FileResponse(content, content_type=file.media_type)
    name = content_disposition_header(as_attachment=not preview, filename=file.name)
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _visible_or_404(request: HttpRequest, pk: int) -> Evidence:
    evidence = get_object_or_404(
        Evidence.objects.select_related("innovation", "file", "preview"), pk=pk
    )
    if not request.user.has_perm("innovations.view_evidence", evidence):
        raise Http404
    return evidence
