"""What levels are worth: the model as data, and the probability it gives a pair."""

import csv
import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from simpul.core import clock
from simpul.sources.models.matching import MatchParameter, percent
from simpul.sources.queries.levels import NOT_TOLD, Row, asks_first, levels_of

FOLDER = settings.DATA_DIR / "matching"

Shares = Mapping[tuple[str, str], tuple[float, float]]


@dataclass(frozen=True)
class Model:
    """How much each level says: its share among equal and among other pairs, and the prior."""

    shares: Shares
    parameters: Mapping[str, float]

    @property
    def automatic(self) -> float:
        """From this probability on a pair is joined without asking anybody."""
        return self.parameters["automatic"]

    @property
    def queue(self) -> float:
        """From this probability on a pair is shown to a person."""
        return self.parameters["queue"]

    @property
    def automatic_percent(self) -> str:
        return percent(self.automatic)

    @property
    def queue_percent(self) -> str:
        return percent(self.queue)

    def calibrated(self, weight: float) -> float:
        """The probability that a match weight (bits) has been worth on labelled pairs."""
        slope, offset = self.parameters["slope"], self.parameters["offset"]
        return 1 / (1 + math.exp(-(slope * weight + offset)))

    def weight_of(self, probability: float) -> float:
        """The match weight that is worth a probability: the way back from ``calibrated``."""
        slope, offset = self.parameters["slope"], self.parameters["offset"]
        return (math.log(probability / (1 - probability)) - offset) / slope

    def weight(self, levels: Mapping[str, str]) -> float:
        """The match weight: bits of the prior and of every level that is told."""
        prior = self.parameters["prior"]
        return math.log2(prior / (1 - prior)) + sum(
            self.bits(name, label) for name, label in levels.items() if label != NOT_TOLD
        )

    def bits(self, name: str, label: str) -> float:
        """How much one level speaks for (above zero) or against one innovation."""
        equal, other = self.shares[name, label]
        return math.log2(equal / other)

    def score(self, one: Row, other: Row) -> "Score":
        """Score one pair, without any package."""
        levels = levels_of(one, other)
        return Score(self.calibrated(self.weight(levels)), levels)


@dataclass(frozen=True)
class Score:
    """What the comparisons say of one pair: the level of each, and the calibrated probability."""

    probability: float
    levels: Mapping[str, str]

    def is_automatic(self, using: Model) -> bool:
        """Say whether two records are joined without asking anybody."""
        return self.probability >= using.automatic and not asks_first(self.levels)


def model(on: date | None = None) -> Model:
    """The model in force on a day: fitted shares, and the parameters that were agreed."""
    return Model(shares(), parameters_on(on or clock.today()))


def parameters_on(day: date) -> dict[str, float]:
    """The parameters of that day; the shipped ones where none were loaded."""
    found = dict(shipped_parameters())
    for row in MatchParameter.objects.in_force(day):
        found[row.name] = row.value
    return found


@cache
def shares(folder: Path = FOLDER) -> Shares:
    """How often each level occurs among equal and among other pairs, as it was fitted."""
    with (folder / "levels.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["comparison"], row["level"]): (float(row["equal"]), float(row["other"]))
            for row in csv.DictReader(file)
        }


@cache
def shipped_parameters(folder: Path = FOLDER) -> Mapping[str, float]:
    with (folder / "parameters.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["valid_from"])
    return {row["name"]: float(row["value"]) for row in rows}


def digest(using: Model) -> str:
    """What tells two models apart."""
    said = (sorted(using.shares.items()), sorted(using.parameters.items()))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def scores(pairs: Iterable[tuple[str, Row, Row]], using: Model | None = None) -> dict[str, Score]:
    """Score pairs ``(key, one, other)`` of rows as ``features`` makes them, by key."""
    using = using or model()
    return {key: using.score(one, other) for key, one, other in pairs}
