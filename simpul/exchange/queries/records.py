"""One record for programs: what readers see of it, and who says so."""

from typing import Any

from django.utils.translation import get_language

from simpul.geography.models import Region
from simpul.innovations.models import Award, Claim
from simpul.innovations.queries.detail import InnovationPage
from simpul.organisations.models import Organisation


def record_as_data(page: InnovationPage) -> dict[str, Any]:
    """Everything public about a record with its claims and their sources."""
    record = page.innovation
    return {
        "id": record.public_id,
        "url": page.address,
        "language": get_language(),
        "title": record.title,
        "acronym": record.acronym,
        "long_title": record.long_title,
        "state": "verified" if record.is_verified else "listed",
        "synthetic": record.synthetic,
        "owner": _organisation(record.owner),
        "unit": record.unit,
        "region": _region(record.region),
        "province": _region(record.province),
        "sector": _term(record.sector, "key"),
        "affair": _term(record.affair, "code"),
        "goals": [_term(goal, "number") for goal in page.goals],
        "year": record.year,
        "life_status": _term(record.life_status, "code"),
        "life_as_of": record.life_as_of,
        "evidence_grade": record.evidence_grade,
        "texts": [
            {"field": text.field, "language": text.language, "text": text.text}
            for text in page.texts.values()
        ],
        "awards": [_award(award) for award in page.awards],
        "ids": _by_scheme(page),
        "claims": [_claim(claim) for claim in page.claims],
        "created_at": record.created_at,
        "changed_at": record.changed_at,
        "published_at": record.published_at,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "field": claim.field,
        "value": claim.value,
        "wording": claim.wording,
        "language": claim.language,
        "asserted_on": claim.asserted_on,
        "source": {
            "key": claim.authority.key,
            "name": claim.authority.label,
            "record": claim.record_key,
            "url": claim.evidence_url,
            "licence": claim.authority.licence,
        },
    }


def _award(award: Award) -> dict[str, Any]:
    return {
        "programme": _term(award.programme, "key"),
        "year": award.year,
        "level": _term(award.level, "code"),
        "wording": award.wording,
        "url": award.source_url,
    }


def _organisation(owner: Organisation | None) -> dict[str, str] | None:
    return {"code": owner.code, "name": owner.name} if owner else None


def _region(region: Region | None) -> dict[str, str] | None:
    return {"code": region.code, "name": region.label} if region else None


def _term(term: Any, code: str) -> dict[str, str] | None:
    return {"code": str(getattr(term, code)), "label": term.label} if term else None


def _by_scheme(page: InnovationPage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in page.external_ids:
        found.setdefault(row.scheme, []).append(row.value)
    return found
