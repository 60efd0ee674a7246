"""The filtered catalogue as a feed."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from simpul.exchange.queries import feeds
from simpul.exchange.views.answers import fresh
from simpul.innovations.queries.catalogue import CatalogueQuery, newest_rows
from simpul.innovations.queries.wording import title_of


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """The newest rows of the list, as Atom."""
    media_type = "application/atom+xml; charset=utf-8"
    return fresh(request, feeds.atom(_feed(request, "exchange:atom")), media_type)


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """The newest rows of the list, as JSON Feed."""
    feed = feeds.json_feed(_feed(request, "exchange:json_feed"))
    return fresh(request, json.dumps(feed, ensure_ascii=False), "application/feed+json")


def _feed(request: HttpRequest, route: str) -> feeds.Feed:
    asked, _problems = CatalogueQuery.from_params(request.GET)
    query = asked.as_feed()
    page, own = reverse("innovations:catalogue"), reverse(route)
    question = query.address if query.to_params() else ""
    return feeds.Feed(
        title=f"Simpul: {title_of(query)}",
        page_url=f"{settings.SITE_URL}{page}{question}",
        self_url=f"{settings.SITE_URL}{own}{question}",
        rows=newest_rows(query, user=request.user, limit=feeds.FEED_ROWS),
    )
