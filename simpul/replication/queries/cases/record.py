"""What a completed case says in the catalogue about what was made of the origin's innovation."""

from typing import Any

from django.utils import timezone

from simpul.replication.models import BackReport, Case, Treatment

TEXTS = frozenset(
    {
        "title", "summary", "problem", "how_it_works", "impact", "lessons", "failures",
        "replication", "sustainability",
    }
)  # fmt: skip
RUNNING = "running"


def record_of(case: Case, report: BackReport) -> dict[str, Any]:
    """The values of a new record by field; what is not known is left out."""
    origin = case.origin.kept_record if case.origin else None
    region = case.adopter.region or case.adopter.institution.region
    said = {
        "title": case.local_name,
        "owner": case.adopter.institution.code,
        "unit": case.adopter_unit or (case.adopter.name if case.adopter.is_unit else ""),
        "region": region.code if region else "",
        "year": _year(case),
        "started_on": case.implemented_on.isoformat() if case.implemented_on else "",
        "sector": origin.sector.key if origin and origin.sector else "",
        "affair": origin.affair.code if origin and origin.affair else "",
        "goals": sorted(origin.goals.values_list("number", flat=True)) if origin else [],
        "form": origin.form if origin else "",
        "summary": report.summary,
        "problem": case.problem,
        "how_it_works": _adapted(case),
        "impact": _impact(case),
        "outcomes": outcomes_of(case),
        "lessons": report.lessons,
        "failures": report.failures,
        "sustainability": report.legal_basis,
        "life_status": report.life_status_id or RUNNING,
    }
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def outcomes_of(case: Case) -> list[dict[str, Any]]:
    """The indicators that were measured before and after, as rows of a record."""
    rows = []
    for measure in case.measures.prefetch_related("results"):
        last = measure.latest
        if last is None:
            continue
        rows.append(
            {
                "indicator": measure.indicator,
                "unit": measure.unit,
                "baseline": _number(measure.baseline),
                "baseline_on": measure.baseline_on.isoformat() if measure.baseline_on else "",
                "latest": _number(last.value),
                "latest_on": last.measured_on.isoformat(),
                "method": last.method,
            }
        )
    return rows


def _adapted(case: Case) -> str:
    kept = case.matrix.exclude(treatment__in=("", Treatment.DROPPED))
    parts = (
        (row.element, row.here or (row.at_origin if row.treatment == Treatment.AS_IS else ""))
        for row in kept
    )
    return "\n\n".join(f"{element}: {text}" for element, text in parts if text)


def _impact(case: Case) -> str:
    lines = [
        f"{row['indicator']}: {row['baseline'] or '–'} → {row['latest']} {row['unit']}".strip()
        for row in outcomes_of(case)
    ]
    return "\n".join(lines)


def _year(case: Case) -> int | None:
    if case.implemented_on:
        return case.implemented_on.year
    at = case.completed_at
    return timezone.localdate(at, timezone.get_default_timezone()).year if at else None


def _number(value) -> str:
    return "" if value is None else f"{value.normalize():f}"
