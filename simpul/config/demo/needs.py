"""Marked needs, a challenge and ideas: what waits, what is shared, what is private."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from simpul.config.demo.people import Cast, rows
from simpul.core import clock
from simpul.needs import services
from simpul.needs.models import Challenge, Need
from simpul.needs.services import Baseline
from simpul.organisations.models import Organisation
from simpul.vocabularies.models import Goal, Sector

CHALLENGE = "[Contoh] Pasar bersih sebelum pukul sembilan"
QUESTION = (
    "Bagaimana pedagang dan petugas membuat pasar bersih sebelum pukul sembilan tanpa truk baru?"
)
DAYS = 240


def begin(cast: Cast) -> None:
    """Let an institution state needs and ask the public, and people offer ideas; once."""
    body = cast.institution
    if body is None or Need.objects.filter(organisation=body).exists():
        return
    targets: dict[str, Any] = {row["key"]: _need(body, cast, row) for row in rows("needs")}
    targets["tantangan"] = _challenge(body, cast)
    for row in rows("ideas"):
        target = targets.get(row["to"])
        services.offer(
            by=cast[row["by"]],
            title=row["title"],
            body=row["body"],
            author_kind=row["kind"],
            need=target if isinstance(target, Need) else None,
            challenge=target if isinstance(target, Challenge) else None,
        )


def _need(body: Organisation, cast: Cast, row: dict[str, str]) -> Need:
    day = clock.today()
    measured = Baseline(
        row["indicator"],
        row["unit"],
        row["direction"] or "down",
        Decimal(row["baseline"]) if row["baseline"] else None,
        day - timedelta(days=int(row["baseline_days"])) if row["baseline_days"] else None,
        "[Contoh] data/demo",
        Decimal(row["target"]) if row["target"] else None,
    )
    words = ("title", "problem", "who_suffers", "place", "legal_duty", "connectivity", "visibility")
    numbers = ("how_many", "budget_min", "budget_max", "people")
    fields: dict[str, Any] = {name: row[name] for name in words}
    fields |= {name: int(row[name]) if row[name] else None for name in numbers}
    return services.state_need(
        body,
        by=cast["admin"],
        sector=Sector.objects.get(key=row["sector"]),
        goals=Goal.objects.filter(number=row["goal"]),
        deadline=day + timedelta(days=DAYS) if row["budget_max"] else None,
        indicators=[measured] if row["indicator"] else [],
        **fields,
    )


def _challenge(body: Organisation, cast: Cast) -> Challenge:
    day = clock.today()
    challenge = services.begin_challenge(
        body,
        by=cast["admin"],
        title=CHALLENGE,
        question=QUESTION,
        opens_on=day,
        closes_on=day + timedelta(days=30),
        decides_on=day + timedelta(days=60),
    )
    return services.announce(challenge, by=cast["admin"])
