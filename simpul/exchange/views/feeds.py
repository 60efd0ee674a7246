"""The filtered catalogue as a feed."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from simpul.exchange.queries import feeds
from simpul.exchange.queries.opened import licences_of
from simpul.exchange.views.answers import fresh
from simpul.innovations.queries.catalogue import CatalogueQuery, newest_rows
from simpul.innovations.queries.wording import title_of

# Who wants more than the newest thousand harvests, or takes a dump.
LAST_PAGE = 20


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
    skip = (min(asked.page, LAST_PAGE) - 1) * feeds.FEED_ROWS
    # One more than is told says whether there is a next page.
    rows = newest_rows(query, user=request.user, limit=feeds.FEED_ROWS + 1, skip=skip)
    shown = rows[: feeds.FEED_ROWS]
    addresses = _Pages(f"{settings.SITE_URL}{own}{question}", min(asked.page, LAST_PAGE))
    return feeds.Feed(
        title=f"Simpul: {title_of(query)}",
        page_url=f"{settings.SITE_URL}{page}{question}",
        self_url=addresses.of(addresses.number),
        rows=shown,
        pages=addresses.beside(more=len(rows) > len(shown)),
        licences=licences_of([row.pk for row in shown]),
    )


@dataclass(frozen=True)
class _Pages:
    """The addresses of a feed's pages."""

    first: str
    number: int

    def of(self, number: int) -> str:
        if number == 1:
            return self.first
        return f"{self.first}{'&' if '?' in self.first else '?'}page={number}"

    def beside(self, *, more: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        if self.number > 1:
            found |= {"first": self.first, "previous": self.of(self.number - 1)}
        if more and self.number < LAST_PAGE:
            found["next"] = self.of(self.number + 1)
        return found
