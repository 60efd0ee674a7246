"""Needs and ideas as the rows of a file: codes and plain values, the same in every language."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from simpul.needs.models import Idea, Need

CHUNK = 500

NEED_HEADER = (
    "number", "address", "title", "problem", "institution", "institution_code", "region",
    "region_code", "place", "who_suffers", "how_many", "sector", "goals", "legal_duty",
    "budget_min", "budget_max", "people", "connectivity", "deadline", "state", "origin",
    "also_needed_by", "indicators", "solution", "solved_by", "language", "stated_at", "changed_at",
)  # fmt: skip
IDEA_HEADER = (
    "number", "address", "title", "body", "offered_as", "institution_code", "need", "challenge",
    "sponsor", "sponsor_code", "region_code", "sector", "supporters", "state", "offered_at",
)  # fmt: skip


def need_rows(needs: QuerySet[Need]) -> Iterator[tuple[Any, ...]]:
    """One row a need, as the list orders them; piece by piece."""
    found = needs.prefetch_related("goals", "indicators")
    for need in found.iterator(chunk_size=CHUNK):
        region, sector, solved = need.region, need.sector, need.solved_by
        yield (
            need.public_id,
            need.get_absolute_url(),
            need.title,
            need.problem,
            need.organisation.name,
            need.organisation.code,
            region.name if region else "",
            region.code if region else "",
            need.place,
            need.who_suffers,
            need.how_many,
            sector.key if sector else "",
            "; ".join(str(goal.number) for goal in need.goals.all()),
            need.legal_duty,
            need.budget_min,
            need.budget_max,
            need.people,
            need.connectivity,
            need.deadline,
            need.state,
            need.origin,
            need.also,  # type: ignore[attr-defined]
            "; ".join(_indicator(row) for row in need.indicators.all()),
            need.solution,
            solved.slug if solved else "",
            need.language,
            need.stated_at,
            need.changed_at,
        )


def idea_rows(ideas: QuerySet[Idea]) -> Iterator[tuple[Any, ...]]:
    """One row an idea, without the name of its author."""
    for idea in ideas.iterator(chunk_size=CHUNK):
        need, challenge = idea.need, idea.challenge
        yield (
            idea.public_id,
            idea.get_absolute_url(),
            idea.title,
            idea.body,
            idea.author_kind,
            idea.organisation.code if idea.organisation else "",
            need.public_id if need else "",
            challenge.public_id if challenge else "",
            idea.sponsor.name if idea.sponsor else "",
            idea.sponsor.code if idea.sponsor else "",
            idea.region.code if idea.region else "",
            idea.sector.key if idea.sector else "",
            idea.supporters,  # type: ignore[attr-defined]
            idea.state,
            idea.offered_at,
        )


def _indicator(row) -> str:
    said = [f"{row.name}: {row.now}" if row.baseline is not None else row.name]
    said += [row.unit] if row.unit else []
    said += [f"({row.baseline_on.isoformat()})"] if row.baseline_on else []
    if row.target is not None:
        said.append(f"→ {row.wanted}")
    return " ".join(said)
