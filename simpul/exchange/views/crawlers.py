"""What crawlers and browsers look for: what to read, what to leave alone, how to search here."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from simpul.exchange.queries import sitemaps
from simpul.exchange.queries.sitemaps import addresses_of
from simpul.exchange.views.answers import fresh

XML = "application/xml; charset=utf-8"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers read pages and feeds; they do not walk through every combination of filters."""
    lists = [_path(address) for address in addresses_of("innovations:catalogue").values()]
    files = [
        _path(address).rsplit("export.csv", 1)[0] + "export"
        for address in addresses_of("exchange:export_csv").values()
    ]
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}?" for path in lists]
    lines += [f"Disallow: {path}" for path in files]
    lines += ["Crawl-delay: 2", "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return fresh(request, "\n".join(lines), "text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap."""
    addresses = [
        settings.SITE_URL + reverse("sitemap_part", args=part) for part in sitemaps.parts()
    ]
    return fresh(request, sitemaps.index_xml(addresses), XML)


@require_safe
def sitemap_part(request: HttpRequest, section: str, number: int) -> StreamingHttpResponse:
    """Addresses of one section, each with its other language."""
    lines = sitemaps.part_xml(section, number)
    if lines is None:
        raise Http404
    return StreamingHttpResponse(lines, content_type=XML)


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here from its own address bar."""
    answer = render(request, "exchange/opensearch.xml", {"site": settings.SITE_URL})
    return fresh(request, answer.content, "application/opensearchdescription+xml; charset=utf-8")


def _path(address: str) -> str:
    return address.removeprefix(settings.SITE_URL)
