"""The list of needs, the page of each, and the gaps that may become one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from simpul.geography.models import Region
from simpul.needs.forms import GapForm, NeedFilterForm
from simpul.needs.hooks import NEED_ACTS, NEED_PANELS
from simpul.needs.queries import gaps as gap_queries
from simpul.needs.queries import lists, reading
from simpul.needs.queries.ideas import ideas_about
from simpul.needs.queries.needs import similar_needs
from simpul.needs.queries.talk import talk_about
from simpul.needs.views.doors import need_or_404
from simpul.organisations.models import Organisation

PAGE_SIZE = 20
IDEAS_SHOWN = 10


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    form = NeedFilterForm(request.GET)
    chosen = form.chosen()
    page = Paginator(lists.need_list(chosen, request.user), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "rows": [reading.need_row(need) for need in page],
        "filtered": any(request.GET.get(name) for name in form.fields),
        "narrowed": _narrowed(form),
    }
    return render(request, "needs/needs/list.html", context)


@require_safe
def need(request: HttpRequest, slug: str) -> HttpResponse:
    found = need_or_404(request, slug)
    if found.slug != slug:
        return redirect(found, permanent=True)
    acts = sorted((act for act in NEED_ACTS if not act.on_desk), key=lambda act: act.order)
    context = {
        "need": found,
        "facts": reading.facts_of(found),
        "status": reading.need_status(found),
        "talk": talk_about(found),
        "ideas": ideas_about(found)[:IDEAS_SHOWN],
        "similar": similar_needs(found, request.user),
        "panels": NEED_PANELS.for_object(request, found),
        "acts": [(act, url) for act in acts if (url := act.url(request, found))],
        "may_change": request.user.has_perm("needs.change_need", found),
    }
    return render(request, "needs/needs/detail.html", context)


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    form = GapForm(request.GET)
    form.is_valid()
    region = form.cleaned_data.get("region")
    context = {"form": form, "region": region}
    if region is not None:
        context["gaps"] = gap_queries.gaps_of(region)
    return render(request, "needs/needs/gaps.html", context)


def _narrowed(form: NeedFilterForm) -> list[Region | Organisation]:
    """What the list is narrowed to by a link from another page."""
    chosen = (form.cleaned_data.get(name) for name in ("regency", "owner"))
    return [one for one in chosen if one]
