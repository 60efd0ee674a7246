"""Badges: checking one, its picture and statement, and taking and revoking them at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from simpul.innovations.models import Innovation
from simpul.organisations.models import Organisation
from simpul.replication.forms.lineage import RevokeForm
from simpul.replication.models import Badge, BadgeKind
from simpul.replication.queries.lineage import badges as queries
from simpul.replication.queries.lineage.picture import badge_svg
from simpul.replication.services import lineage as services

PAGE = 25


def badge_or_404(code: str) -> Badge:
    badge = queries.badge_at(code)
    if badge is None:
        raise Http404
    return badge


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Where everybody types the code of a badge; an unknown one is told as what it is."""
    code = request.GET.get("code", "").strip()[:40]
    found = queries.badge_at(code) if code else None
    if found is not None:
        return redirect(found)
    context = {"code": code, "keys": queries.public_keys()}
    return render(request, "replication/lineage/check.html", context)


@require_safe
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """What a badge says, and whether it counts today."""
    found = queries.checked(badge_or_404(code))
    context = {"found": found, "badge": found.badge, "keys": queries.public_keys()}
    return render(request, "replication/lineage/badge.html", context)


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.checked(badge_or_404(code))
    return HttpResponse(badge_svg(found), content_type="image/svg+xml; charset=utf-8")


@require_safe
def statement(request: HttpRequest, code: str) -> JsonResponse:
    """The statement of a badge, to be kept and checked without this site."""
    return JsonResponse(queries.sealed_statement(badge_or_404(code)))


@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """The public keys of this installation, and which badges were revoked."""
    return JsonResponse({"keys": queries.public_keys(), **queries.sealed_revocations()})


# --- At the desk -------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """The badges an institution may take, and those it has."""
    if request.method == "POST":
        return _take(request)
    asked = request.GET
    context = {
        "offers": Paginator(queries.offers_for(request.user), PAGE).get_page(asked.get("page")),
        "badges": Paginator(queries.taken_by(request.user), PAGE).get_page(asked.get("taken")),
    }
    return render(request, "replication/lineage/badges.html", context)


def _take(request: HttpRequest) -> HttpResponse:
    said = request.POST
    kind = said.get("kind", "")
    if kind not in BadgeKind.values:
        raise Http404
    body = get_object_or_404(Organisation, slug=said.get("organisation", ""))
    record = get_object_or_404(Innovation.objects.public(), public_id=said.get("innovation", ""))
    try:
        taken = services.take(body, record, kind, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("replication:badges")
    messages.success(request, _("The badge is yours. Its page says how to show and check it."))
    return redirect(taken)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Take a badge away, with the reason that its page will tell."""
    found = badge_or_404(code)
    if not request.user.has_perm("replication.revoke_badge", found):
        raise PermissionDenied
    if found.is_revoked:
        return redirect(found)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.revoke(found, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Revoked. Whoever checks the badge reads why."))
        return redirect(found)
    return render(request, "replication/lineage/revoke.html", {"badge": found, "form": form})
