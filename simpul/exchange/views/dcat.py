"""The catalogue of our open data, for other catalogues."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from simpul.exchange.queries import dcat
from simpul.exchange.views.answers import fresh, limited


@require_safe
@limited("open_data")
def turtle(request: HttpRequest) -> HttpResponse:
    """The catalogue in Turtle."""
    return fresh(request, dcat.turtle(dcat.catalogue()), "text/turtle; charset=utf-8")


@require_safe
@limited("open_data")
def json_ld(request: HttpRequest) -> HttpResponse:
    """The same in JSON-LD."""
    return fresh(request, dcat.json_ld(dcat.catalogue()), "application/ld+json")
