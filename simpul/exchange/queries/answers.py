"""One page of the catalogue as data: lean, because programs ask for it often."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from simpul.innovations.queries.catalogue import CataloguePage, CatalogueQuery, CatalogueRow
from simpul.innovations.queries.facets import Facet
from simpul.innovations.queries.finding import Found
from simpul.search.highlighting import Segment


def page_as_data(page: CataloguePage) -> dict[str, Any]:
    """The page: its question, rows with marked words, counts, and what was left out."""
    return {
        "query": query_as_data(page.query),
        "language": get_language(),
        "total": page.total,
        "page": page.query.page,
        "pages": page.pages,
        "size": page.query.size,
        "sort": page.query.order,
        "corrected": page.found.corrected,
        "also_searched": list(page.found.also),
        "partial": page.found.partial,
        "rows": [row_as_data(row, page.found) for row in page.rows],
        "facets": {facet.name: _facet(facet) for facet in page.facets},
        "problems": [
            {"name": problem.name, "value": problem.value, "message": str(problem.message)}
            for problem in page.problems
        ],
    }


def query_as_data(query: CatalogueQuery) -> dict[str, Any]:
    """The words and filters of a question."""
    return {"q": query.text, **{name: list(codes) for name, codes in query.filters.items()}}


def row_as_data(row: CatalogueRow, found: Found) -> dict[str, Any]:
    """A row as lists show it; ``marks`` are the parts of its texts that were found."""
    return {
        "id": row.public_id,
        "url": settings.SITE_URL + row.url,
        "title": row.title,
        "acronym": row.acronym,
        "long_title": row.long_title,
        "owner": row.owner and {"code": row.owner.code, "label": row.owner.label},
        "province": row.province and _coded(row.province.code, row.province.name.label),
        "region": row.region and _coded(row.region.code, row.region.name.label),
        "sector": row.sector and _coded(row.sector.code, row.sector.label),
        "year": row.year,
        "state": "verified" if row.is_verified else "listed",
        "life_status": row.life_status and _coded(row.life_status.code, row.life_status.label),
        "evidence": row.evidence_grade,
        "awards": [award.label for award in row.awards],
        "title_marks": _marks(found.marked(row.title)),
        "passage": _marks(found.passage(row.summary)) if row.summary else [],
        "language": row.language,
        "kilometres": found.kilometres.get(row.pk),
    }


def _marks(segments: list[Segment]) -> list[list]:
    """Pieces of a text, each with whether it was found."""
    return [[segment.text, segment.hit] for segment in segments]


def _coded(code: str, label: str) -> dict[str, str]:
    return {"code": code, "label": label}


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "total": facet.total,
        "choices": [
            {
                "code": choice.code,
                "label": choice.label,
                "count": choice.count,
                "chosen": choice.chosen,
            }
            for choice in facet.choices
        ],
    }
