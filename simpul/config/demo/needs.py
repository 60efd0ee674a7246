"""Marked needs, a challenge and ideas: shared, private, answered, decided in every way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from simpul.config.demo.people import Cast, rows
from simpul.core import clock
from simpul.innovations.models import Innovation
from simpul.needs import services
from simpul.needs.models import Challenge, Idea, Need
from simpul.needs.services import Baseline
from simpul.needs.workflow import IdeaState
from simpul.organisations.models import Organisation
from simpul.vocabularies.models import Goal, Sector

CHALLENGE = "[Contoh] Pasar bersih sebelum pukul sembilan"
QUESTION = (
    "Bagaimana pedagang dan petugas membuat pasar bersih sebelum pukul sembilan tanpa truk baru?"
)
DAYS = 240
PROMOTED = "promoted"
JOINED = "[Contoh] Keduanya meminta bidan ikut perahu sayur."


def begin(cast: Cast) -> None:
    """Let institutions state needs and ask the public, and people offer ideas; once each."""
    targets: dict[str, Any] = {row["key"]: _need(cast, row) for row in rows("needs")}
    if cast.institution is not None:
        targets["tantangan"] = _challenge(cast.institution, cast)
    ideas: dict[str, Idea] = {}
    for row in rows("ideas"):
        if not Idea.objects.filter(title=row["title"]).exists():
            ideas[row["key"]] = _idea(cast, row, targets.get(row["to"]))
    for row in rows("ideas"):
        if row["key"] in ideas:
            _decide(cast, row, ideas)


def need_of(key: str) -> Need | None:
    """The need of a row, where it was stated."""
    title = next(row["title"] for row in rows("needs") if row["key"] == key)
    return Need.objects.filter(title=title).first()


def _need(cast: Cast, row: dict[str, str]) -> Need | None:
    body = cast.bodies.get(row["of"])
    if body is None:
        return None
    found = Need.objects.filter(organisation=body, title=row["title"]).first()
    if found is not None:
        return found
    with clock.frozen(clock.now() - timedelta(days=int(row["days"]))):
        return _state(body, cast.speakers[row["of"]], row)


def _state(body: Organisation, by, row: dict[str, str]) -> Need:
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
        by=by,
        sector=Sector.objects.get(key=row["sector"]),
        goals=Goal.objects.filter(number=row["goal"]),
        deadline=day + timedelta(days=DAYS) if row["budget_max"] else None,
        indicators=[measured] if row["indicator"] else [],
        **fields,
    )


def _challenge(body: Organisation, cast: Cast) -> Challenge:
    found = Challenge.objects.filter(sponsor=body, title=CHALLENGE).first()
    if found is not None:
        return found
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


# --- Ideas -------------------------------------------------------------------------------------


def _idea(cast: Cast, row: dict[str, str], target: Need | Challenge | None) -> Idea:
    return services.offer(
        by=cast[row["by"]],
        title=row["title"],
        body=row["body"],
        author_kind=row["kind"],
        need=target if isinstance(target, Need) else None,
        challenge=target if isinstance(target, Challenge) else None,
    )


def _decide(cast: Cast, row: dict[str, str], ideas: dict[str, Idea]) -> None:
    """Join it with an equal one, or answer it as its row says."""
    idea, by = ideas[row["key"]], _sponsor(cast, row)
    if row["merged_into"]:
        services.merge_ideas(ideas[row["merged_into"]], absorbed=idea, by=by, note=JOINED)
    if not row["decision"]:
        return
    promoted = row["decision"] == PROMOTED
    outcome = IdeaState.TAKEN_UP if promoted else row["decision"]
    services.decide(idea, outcome=outcome, reason=row["reason"], by=by)
    if promoted:
        draft = services.promote(idea, by=by)
        Innovation.objects.filter(pk=draft.innovation_id).update(synthetic=True)


def _sponsor(cast: Cast, row: dict[str, str]):
    """Who decides for the institution that asked."""
    of = next((need["of"] for need in rows("needs") if need["key"] == row["to"]), "institution")
    return cast.speakers[of]
