"""From a problem in plain words to innovations that could transfer, each with its reasons."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from simpul.accounts.views import block_of
from simpul.core import limits
from simpul.core.limits import LimitReached
from simpul.needs.models import Need
from simpul.needs.queries import needs_for
from simpul.organisations.views import desk_page
from simpul.organisations.views.answers import OFTEN_ENOUGH
from simpul.replication.forms.matching import FindForm
from simpul.replication.queries.matching import FAMILIES, Wish, find, weights, wish_of
from simpul.replication.queries.matching.compare import MOST
from simpul.replication.queries.matching.page import SHOWN, filters_of, rows_of
from simpul.search.protocol import IndexMissingError

TOO_MANY = 429


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    need = _need(request)
    asked = "q" in request.GET
    form = FindForm(request.GET if asked else None)
    context: dict[str, Any] = {
        "form": form,
        "need": need,
        "asked": asked or bool(need),
        "most": MOST,
    }
    wish, status = _wish(form, need, asked), 200
    if wish is not None:
        found, status = _found(request, wish, _filters(form, asked))
        context |= {"wish": wish, **found}
    return render(request, "replication/matching/find.html", context, status=status)


@desk_page
@require_safe
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """What may answer a need one speaks for, whoever else may read it; nothing of it is kept."""
    need = get_object_or_404(needs_for(request.user), slug=slug)
    if not (need.is_running and request.user.has_perm("needs.change_need", need)):
        raise Http404
    found, status = _found(request, wish_of(need), {})
    context = {"need": need, "most": MOST, **found}
    return render(request, "replication/matching/own.html", context, status=status)


def _found(request: HttpRequest, wish: Wish, filters: dict) -> tuple[dict[str, Any], int]:
    try:
        limits.spend("matching", block_of(request))
        matched = find(wish, user=request.user, limit=SHOWN, filters=filters)
    except LimitReached as reached:
        return {"too_often": str(OFTEN_ENOUGH) % {"minutes": reached.seconds // 60 + 1}}, TOO_MANY
    except IndexMissingError:
        return {"no_index": True}, 200
    return {"matched": matched, "rows": rows_of(matched)}, 200


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    by_family = [
        (label, [weight for weight in weights().values() if weight.family == key])
        for key, label in FAMILIES.items()
    ]
    return render(request, "replication/matching/how.html", {"families": by_family})


def _need(request: HttpRequest) -> Need | None:
    """The need whose words are asked with; one that may not be read is not there."""
    slug = request.GET.get("need")
    if not slug:
        return None
    return get_object_or_404(needs_for(request.user), slug=slug)


def _wish(form: FindForm, need: Need | None, asked: bool) -> Wish | None:
    if asked:
        if not form.is_valid():
            return None
        chosen = form.cleaned_data
        sector = chosen["sector"].key if chosen["sector"] else ""
        return Wish(chosen["q"], chosen["region"], sector)
    return wish_of(need) if need else None


def _filters(form: FindForm, asked: bool) -> dict:
    if not asked:
        return {}
    chosen = form.cleaned_data
    return filters_of(running=chosen["running"], verified=chosen["verified"])
