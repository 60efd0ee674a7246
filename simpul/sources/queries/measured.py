"""What the public page says of the quality of matching."""

from collections.abc import Sequence
from dataclasses import dataclass

from simpul.innovations.models import MergeEdge, MergeReason
from simpul.sources.models import MatchEvaluation, MatchParameter, Pair, PairState
from simpul.sources.models.matching import percent
from simpul.sources.queries.weighing import Model, model

EARLIER = 10


@dataclass(frozen=True)
class Band:
    """One row of the calibration table: what was said of so many pairs, and what was true."""

    low: int
    high: int
    pairs: int
    predicted: str
    observed: str


@dataclass(frozen=True)
class Measured:
    """The last measurement, those before, the rule in force, and how much it decided here."""

    last: MatchEvaluation | None
    earlier: Sequence[MatchEvaluation]
    using: Model
    parameters: Sequence[MatchParameter]
    joined: int
    decided: int
    waiting: int

    @property
    def bands(self) -> list[Band]:
        if self.last is None:
            return []
        return [
            Band(
                round(100 * row["from"]),
                round(100 * row["to"]),
                row["pairs"],
                percent(row["predicted"]),
                percent(row["observed"]),
            )
            for row in self.last.result["calibration"]
        ]


def measured() -> Measured:
    """Everything the page reads."""
    rows = list(MatchEvaluation.objects.all()[: EARLIER + 1])
    pairs = Pair.objects.order_by()
    return Measured(
        last=rows[0] if rows else None,
        earlier=rows[1:],
        using=model(),
        parameters=list(MatchParameter.objects.filter(name__in=("automatic", "queue"))),
        joined=MergeEdge.objects.filter(reason=MergeReason.MATCHED).count(),
        decided=pairs.exclude(state=PairState.OPEN).count(),
        waiting=pairs.filter(state=PairState.OPEN).count(),
    )
