"""The page of one innovation, and its other forms."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from simpul.innovations.hooks import DETAIL_FORMATS, DETAIL_PANELS
from simpul.innovations.models import Innovation
from simpul.innovations.queries import near
from simpul.innovations.queries.citing import apa, linked_data, linked_data_script
from simpul.innovations.queries.detail import (
    InnovationPage,
    innovation_page,
    leads_on,
    record_at,
    withdrawal,
)
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.page import sight_of
from simpul.innovations.queries.rows import catalogue_rows
from simpul.innovations.queries.shown import record_rows
from simpul.innovations.views.card import draw_card
from simpul.ui.qr import svg


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything known about one innovation, and who says so."""
    record = record_at(slug)
    if record is not None and leads_on(record, slug, request.user):
        return redirect(record, permanent=True)
    gone = withdrawal(record) if record else None
    if gone:
        return render(request, "innovations/withdrawn.html", {"gone": gone}, status=410)
    page = _page_or_404(request, slug)
    sight = sight_of(page)
    context = {
        "sight": sight,
        "page": page,
        "innovation": page.innovation,
        "citations": {"apa": apa(page)},
        "linked_data": linked_data_script(page),
        "card_url": f"{settings.SITE_URL}{reverse('innovations:card', args=[slug])}",
        "panels": DETAIL_PANELS.for_object(request, page.innovation),
        "formats": [(entry, entry.url(request, page.innovation)) for entry in DETAIL_FORMATS],
        **_others(request, page.innovation),
    }
    return render(request, "innovations/detail.html", context)


@require_safe
def jsonld(request: HttpRequest, slug: str) -> HttpResponse:
    """The record as schema.org knows it, for machines that follow the link."""
    return _other_form(
        request,
        slug,
        lambda page: JsonResponse(
            linked_data(page),
            content_type="application/ld+json",
            json_dumps_params={"ensure_ascii": False},
        ),
    )


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """A picture for those who share the page."""
    return _other_form(
        request, slug, lambda page: HttpResponse(draw_card(page.innovation), "image/png")
    )


@require_safe
def qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The address of the page as a code for cameras."""
    return _other_form(
        request,
        slug,
        lambda page: HttpResponse(svg(page.address, label=page.innovation.name), "image/svg+xml"),
    )


def _other_form(request: HttpRequest, slug: str, answer, **more: str) -> HttpResponse:
    record = record_at(slug)
    if record is not None and leads_on(record, slug, request.user):
        match = request.resolver_match
        return redirect(
            match.view_name if match else record, slug=record.slug, permanent=True, **more
        )
    if record is not None and withdrawal(record):
        return HttpResponse(status=410)
    return answer(_page_or_404(request, slug))


def _page_or_404(request: HttpRequest, slug: str) -> InnovationPage:
    page = innovation_page(slug, request.user)
    if page is None:
        raise Http404
    return page


def _others(request: HttpRequest, record: Innovation) -> dict[str, object]:
    """Rows of other records: like this one, and of the same owner."""
    similar = near.similar_to(record, user=request.user)
    same_owner, of_owner = near.others_of_owner(record, user=request.user, without=similar)
    rows = catalogue_rows([*similar, *same_owner], user=request.user, lists=lists())
    shown = record_rows(rows)
    by_pk = dict(zip((row.pk for row in rows), shown, strict=True))
    return {
        "similar": [by_pk[pk] for pk in similar if pk in by_pk],
        "same_owner": [by_pk[pk] for pk in same_owner if pk in by_pk],
        "of_owner": of_owner,
    }
