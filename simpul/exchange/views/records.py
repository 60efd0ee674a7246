"""One record for programs and reference managers."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from simpul.exchange.queries.citations import NOTATIONS
from simpul.exchange.queries.records import record_as_data
from simpul.exchange.views.answers import fresh
from simpul.innovations.queries.detail import (
    InnovationPage,
    innovation_page,
    record_at,
    withdrawal,
)


@require_safe
def record_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything readers see of a record, with who says so; of a withdrawn one only that."""
    record = record_at(slug)
    gone = withdrawal(record) if record else None
    if gone:
        said = {"id": gone.innovation.public_id, "state": "withdrawn", "on": gone.on}
        return JsonResponse(said, status=410)
    page = _named(request, slug)
    if page.innovation.slug != slug:
        return redirect("exchange:record_json", page.innovation.slug, permanent=True)
    body = json.dumps(record_as_data(page), cls=DjangoJSONEncoder, ensure_ascii=False)
    return fresh(request, body, "application/json")


@require_safe
def citation(request: HttpRequest, slug: str, notation: str) -> HttpResponse:
    """The reference to a record."""
    form, page = NOTATIONS[notation], _named(request, slug)
    if page.innovation.slug != slug:
        return redirect(form.route, page.innovation.slug, permanent=True)
    response = fresh(request, form.write(page), f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.{form.key}"'
    return response


def _named(request: HttpRequest, slug: str) -> InnovationPage:
    page = innovation_page(slug, request.user)
    if page is None:
        raise Http404
    return page
