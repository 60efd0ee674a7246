"""The list of innovations, and what it suggests while a visitor types."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.innovations import hooks
from simpul.innovations.queries.catalogue import (
    CataloguePage,
    CatalogueQuery,
    FacetLook,
    catalogue_page,
)
from simpul.innovations.queries.shown import facet_parts, record_rows
from simpul.innovations.queries.suggestions import suggestions_for
from simpul.innovations.queries.url_state import FILTERS, SIZES
from simpul.innovations.queries.wording import sorts_for, title_of

FEEDS = {"application/atom+xml", "application/feed+json"}
OPENSEARCH = "application/opensearchdescription+xml"


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Search, filter and read the list; the address holds all of it."""
    asked, problems = CatalogueQuery.from_params(request.GET)
    look = FacetLook.from_params(request.GET)
    page = catalogue_page(asked, user=request.user, problems=problems, look=look)
    context = {
        "page": page,
        "query": page.query,
        "title": title_of(page.query, page.lists),
        "trail": [(_("Innovations"), "")],
        "rows": record_rows(page.rows, page.found),
        "related": record_rows(page.way_out.related) if page.way_out else [],
        "facets": facet_parts(page.facets),
        "sorts": sorts_for(page.query),
        "sizes": SIZES,
        "is_indexed": page.query == CatalogueQuery(),
        **_carried_along(page.query),
        **_other_words(page),
        **_formats(request, page.query),
    }
    return render(request, "innovations/catalogue.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """What may be meant by the letters typed so far: words, records, institutions, regions."""
    text = CatalogueQuery.from_params({"q": request.GET.get("q", "")})[0].text
    return JsonResponse({"suggestions": suggestions_for(text, user=request.user)})


def _carried_along(query: CatalogueQuery) -> dict[str, Any]:
    """What each form of the page sends besides its own fields."""
    return {
        "kept_by_search": query.pairs_without("q", "exact", "sort"),
        "kept_by_order": query.pairs_without("sort", "size"),
        "kept_by_facets": query.pairs_without(*FILTERS),
        "pager_query": query.with_page(1).query_string,
        "clear_url": query.without_filters().address,
    }


def _other_words(page: CataloguePage) -> dict[str, Any]:
    """The same question in other words: as corrected, as written, with each related word."""
    query, found = page.query, page.found
    return {
        "also": [(word, query.with_text(word).address) for word in found.also],
        "corrected_url": query.with_text(found.corrected).address,
        "literal_url": query.with_text(query.text, exact=True).address,
        "free_url": query.with_text(query.text).address,
    }


def _formats(request: HttpRequest, query: CatalogueQuery) -> dict[str, Any]:
    """Links to the same list as files and feeds, from the rooms that offer them."""
    question = query.with_page(1).query_string
    offered = [(entry, entry.url(request, question)) for entry in hooks.CATALOGUE_FORMATS]
    acts = [(entry, entry.url(request, question)) for entry in hooks.CATALOGUE_ACTS]
    return {
        "formats": offered,
        "acts": [pair for pair in acts if pair[1]],
        "feeds": [pair for pair in offered if pair[0].media_type in FEEDS],
        "downloads": [pair for pair in offered if pair[0].media_type not in {*FEEDS, OPENSEARCH}],
    }
