"""Innovations as the API tells them: rows of the list, one record whole, its versions."""

from typing import Any

from simpul.exchange.queries.resources.links import api, page, term
from simpul.exchange.queries.resources.relations import relations
from simpul.geography.models import Region
from simpul.innovations.models import (
    FIELDS,
    Award,
    Claim,
    Evidence,
    Innovation,
    InnovationText,
    Outcome,
)
from simpul.innovations.queries.catalogue import CatalogueRow
from simpul.innovations.queries.detail import InnovationPage
from simpul.innovations.queries.facets import Facet
from simpul.innovations.queries.history import Step
from simpul.innovations.queries.rows import AwardLine
from simpul.innovations.queries.url_state import Problem
from simpul.organisations.models import Organisation

VERIFIED, LISTED = "verified", "listed"


# --- Lists -------------------------------------------------------------------------------------


def row(line: CatalogueRow, kilometres: float | None = None) -> dict[str, Any]:
    """A row of the list."""
    owner, region, province = line.owner, line.region, line.province
    return {
        "id": line.public_id,
        "href": api("innovations", line.public_id),
        "url": page("innovations:detail", line.slug),
        "title": line.title,
        "acronym": line.acronym,
        "long_title": line.long_title,
        "summary": line.summary,
        "summary_language": line.language if line.summary else "",
        "owner": owner and {"code": owner.code, "name": owner.name, "short_name": owner.label},
        "unit": line.unit,
        "region": region and {"code": region.code, "label": region.name.label},
        "province": province and {"code": province.code, "label": province.name.label},
        "sector": term(line.sector),
        "year": line.year,
        "state": VERIFIED if line.is_verified else LISTED,
        "life_status": term(line.life_status),
        "life_as_of": line.life_as_of,
        "evidence_grade": line.evidence_grade,
        "awards": [_award_line(award) for award in line.awards],
        "synthetic": line.synthetic,
        "kilometres": None if kilometres is None else round(kilometres, 1),
        "created_at": line.created_at,
        "changed_at": line.changed_at,
    }


def _award_line(award: AwardLine) -> dict[str, Any]:
    return {
        "programme": award.programme,
        "year": award.year,
        "level": term(award.level),
        "wording": award.wording,
    }


def facet(found: Facet) -> dict[str, Any]:
    """A facet with its choices."""
    return {
        "name": found.name,
        "label": str(found.label),
        "total": found.total,
        "choices": [
            {
                "code": choice.code,
                "label": choice.label,
                "count": choice.count,
                "chosen": choice.chosen,
            }
            for choice in found.choices
        ],
    }


def problem(found: Problem) -> dict[str, str]:
    """Something asked that was left out."""
    return {"name": found.name, "value": found.value, "message": str(found.message)}


# --- One record --------------------------------------------------------------------------------


def record(found: InnovationPage) -> dict[str, Any]:
    """Everything readers see of a record, with who says what."""
    innovation = found.innovation
    return {
        **_identity(innovation),
        **_classified(found),
        **_living(innovation),
        "texts": _texts(innovation),
        "outcomes": [_outcome(outcome) for outcome in innovation.outcomes.all()],
        "awards": [_award(award) for award in found.awards],
        "evidence": _evidence(innovation),
        "external_ids": [
            {"scheme": one.scheme, "value": one.value, "url": one.url, "source": one.authority.key}
            for one in found.external_ids
        ],
        "claims": [_claim(claim) for claim in found.claims if is_open(claim.field)],
        "relations": relations(innovation),
        "contested": sorted(found.contested),
        "locked": sorted({lock.field for lock in found.locks}),
        "version": found.public_version and found.public_version.number,
    }


def is_open(field: str) -> bool:
    """Say whether what is said of a field may be read by anybody."""
    return field in FIELDS and FIELDS[field].kind != "private"


def _identity(innovation: Innovation) -> dict[str, Any]:
    return {
        "id": innovation.public_id,
        "href": api("innovations", innovation.public_id),
        "url": page("innovations:detail", innovation.slug),
        "title": innovation.title,
        "acronym": innovation.acronym,
        "long_title": innovation.long_title,
        "state": VERIFIED if innovation.is_verified else LISTED,
        "synthetic": innovation.synthetic,
        "created_at": innovation.created_at,
        "changed_at": innovation.changed_at,
        "published_at": innovation.published_at if innovation.is_verified else None,
    }


def _classified(found: InnovationPage) -> dict[str, Any]:
    innovation, hub = found.innovation, found.innovation.hub
    return {
        "owner": owner(innovation.owner),
        "unit": innovation.unit,
        "region": region(innovation.region),
        "province": region(innovation.province),
        "sector": term(innovation.sector, "key"),
        "affair": term(innovation.affair),
        "goals": [{"code": str(goal.number), "label": goal.label} for goal in found.goals],
        "form": innovation.form,
        "year": innovation.year,
        "hub": hub
        and {
            "code": hub.code,
            "name": hub.name,
            "href": api("hubs", hub.code),
            "reason": str(found.hub_reason.label) if found.hub_reason else "",
        },
    }


def _living(innovation: Innovation) -> dict[str, Any]:
    return {
        "life_status": term(innovation.life_status),
        "life_as_of": innovation.life_as_of,
        "life_due_on": innovation.life_due_on,
        "evidence_grade": innovation.evidence_grade,
        "completeness": innovation.completeness,
    }


def owner(body: Organisation | None) -> dict[str, str] | None:
    """An institution as other things name it."""
    if body is None:
        return None
    return {
        "code": body.code,
        "name": body.name,
        "short_name": body.short_name,
        "href": api("institutions", body.code),
    }


def region(place: Region | None) -> dict[str, str] | None:
    """A region as other things name it."""
    return {"code": place.code, "label": place.label} if place else None


def _texts(innovation: Innovation) -> list[dict[str, Any]]:
    texts = InnovationText.objects.filter(innovation=innovation).order_by("field", "language")
    return [
        {
            "field": text.field,
            "label": str(FIELDS[text.field].label),
            "language": text.language,
            "translated_from": text.source_language,
            "text": text.text,
        }
        for text in texts
        if is_open(text.field)
    ]


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "indicator": outcome.indicator,
        "unit": outcome.unit,
        "baseline": _number(outcome.baseline),
        "baseline_on": outcome.baseline_on,
        "latest": _number(outcome.latest),
        "latest_on": outcome.latest_on,
        "method": outcome.method,
        "comparison": outcome.comparison,
        "evidence_grade": outcome.grade,
    }


def _number(value: Any) -> str | None:
    """A decimal as written, without the zeros that the column adds."""
    return None if value is None else f"{value.normalize():f}"


def _award(award: Award) -> dict[str, Any]:
    return {
        "programme": award.programme.short_name,
        "programme_key": award.programme.key,
        "year": award.year,
        "level": term(award.level),
        "wording": award.wording,
        "url": award.source_url,
    }


def _evidence(innovation: Innovation) -> list[dict[str, Any]]:
    """The files that anybody may open, once the record is verified."""
    if not innovation.is_verified:
        return []
    shown = Evidence.objects.public().filter(innovation=innovation).select_related("file")
    return [
        {
            "title": one.title,
            "kind": one.kind,
            "field": one.field,
            "media_type": one.file.media_type,
            "bytes": one.file.size,
            "sha256": one.file.sha256,
        }
        for one in shown
    ]


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


# --- Its versions ------------------------------------------------------------------------------


def version(step: Step) -> dict[str, Any]:
    """A version as readers could see it; people stand on the page alone, where they agreed to."""
    return {
        "number": step.number,
        "published_at": step.on,
        "checked_by": step.hub,
        "written_for": step.owner,
        "changed": [str(label) for label in step.changed],
        "is_shown": step.is_shown,
    }
