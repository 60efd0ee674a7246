"""How good matching is, against pairs that people have labelled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from simpul.innovations.models import Claim, ExternalId
from simpul.organisations.models import Organisation
from simpul.organisations.queries import Register
from simpul.sources.queries import labelled, weighing
from simpul.sources.queries.candidates import share_a_key
from simpul.sources.queries.features import features
from simpul.sources.queries.kinship import Kin
from simpul.sources.queries.labelled import Labelled, Side
from simpul.sources.queries.resolving.book import register
from simpul.sources.queries.weighing import Model, Score, model

SCHEME = "dataset"
AUTOMATIC, QUEUE = "automatic", "queue"
BANDS = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1.0)


class Pair(NamedTuple):
    """Two mentions as rows of features, and whether a person says that they are one."""

    key: str
    one: dict[str, Any]
    other: dict[str, Any]
    is_duplicate: bool


@dataclass(frozen=True)
class Judged:
    """A labelled pair with its score, and what is done with it."""

    key: str
    is_duplicate: bool
    score: Score
    # ``automatic``, ``queue`` or nothing.
    fate: str

    @property
    def probability(self) -> float:
        return self.score.probability

    @property
    def levels(self) -> Mapping[str, str]:
        return self.score.levels

    def reaches(self, name: str) -> bool:
        """Say whether it is at least asked about (``queue``), or joined (``automatic``)."""
        return self.fate in {AUTOMATIC, name}


@dataclass(frozen=True)
class Report:
    """Precision and recall at both thresholds, the calibration table, and what went wrong."""

    pairs: Sequence[Judged]
    thresholds: Mapping[str, float]
    unresolved: Sequence[str]
    # Rows that say too little to be judged; they are in no figure.
    unread: Sequence[str] = ()

    def at(self, name: str) -> dict[str, float | int | None]:
        """Precision and recall of everything from this threshold up; None where nothing is."""
        found = [pair for pair in self.pairs if pair.reaches(name)]
        right = sum(pair.is_duplicate for pair in found)
        wanted = sum(pair.is_duplicate for pair in self.pairs)
        return {
            "precision": right / len(found) if found else None,
            "recall": right / wanted if wanted else None,
            "pairs": len(found),
        }

    @property
    def calibration(self) -> list[dict[str, float | int]]:
        """For each band of probability: how many pairs, what was said of them, what was true."""
        rows = []
        for low, high in pairwise(BANDS):
            last = high == BANDS[-1]
            held = [
                pair
                for pair in self.pairs
                if low <= pair.probability < high or (last and pair.probability == high)
            ]
            if held:
                rows.append(
                    {
                        "from": low,
                        "to": high,
                        "pairs": len(held),
                        "predicted": sum(pair.probability for pair in held) / len(held),
                        "observed": sum(pair.is_duplicate for pair in held) / len(held),
                    }
                )
        return rows

    @property
    def wrong(self) -> list[Judged]:
        """Pairs on the wrong side of the queue or joined though two, the surest mistakes first."""
        wrong = [
            pair
            for pair in self.pairs
            if (pair.is_duplicate and not pair.reaches(QUEUE))
            or (not pair.is_duplicate and pair.reaches(AUTOMATIC))
        ]
        return sorted(wrong, key=lambda pair: (pair.is_duplicate, pair.key))

    def as_json(self) -> dict[str, Any]:
        return {
            "pairs": len(self.pairs),
            "thresholds": dict(self.thresholds),
            "automatic": self.at("automatic"),
            "queue": self.at("queue"),
            "calibration": self.calibration,
            "wrong": [pair.key for pair in self.wrong],
            "unresolved": list(self.unresolved),
            "unread": list(self.unread),
        }


def judge(path: Path, using: Model | None = None) -> Report:
    """Score every labelled pair of a file and say how the thresholds do on them."""
    from simpul.sources.queries import comparing  # noqa: PLC0415 -- heavy, and seldom asked for

    using = using or model()
    reader = Reader()
    pairs = reader.pairs(path)
    # The same scores either way; splink is quicker for very many.
    scores = comparing.scores if comparing.is_installed() else weighing.scores
    found = scores(((pair.key, pair.one, pair.other) for pair in pairs), using)
    judged = [judged_as(pair, found[pair.key], using) for pair in pairs]
    thresholds = {AUTOMATIC: using.automatic, QUEUE: using.queue}
    return Report(judged, thresholds, sorted(reader.unresolved), reader.unread)


def judged_as(pair: Pair, score: Score, using: Model) -> Judged:
    """What matching would do with a labelled pair of this score, if it met it at all."""
    fate = ""
    if score.is_automatic(using):
        fate = AUTOMATIC
    elif score.probability >= using.queue and share_a_key(pair.one, pair.other):
        fate = QUEUE
    return Judged(pair.key, pair.is_duplicate, score, fate)


class Reader:
    """Makes rows of features from pairs: by number of the data set, by raw words, or by both."""

    def __init__(self) -> None:
        self.unresolved: set[str] = set()
        self.unread: list[str] = []
        self._bodies: dict[tuple[str, int | None], Organisation | None] = {}

    @cached_property
    def kin(self) -> Kin:
        return Kin.read()

    @cached_property
    def register(self) -> Register:
        """The institutions as an import finds them by the words of its source."""
        return register()

    def pairs(self, path: Path) -> list[Pair]:
        """The labelled pairs of a file; ``ValueError`` where not one of them can be judged."""
        labels = labelled.read(path)
        self.unread += labels.unread
        known = _said({side.id for row in labels.rows for side in (row.a, row.b)})
        found = [pair for row in labels.rows if (pair := self._pair(row, known)) is not None]
        if not found:
            raise ValueError("; ".join(self.unread[:3]) or "no pair stands in it")
        return found

    def _pair(self, row: Labelled, known) -> Pair | None:
        for name, side in (("a", row.a), ("b", row.b)):
            if not side.title and not known.get(side.id, {}).get("title"):
                self.unread.append(
                    f"{row.key}: id_{name} is not loaded and raw_title_{name} is empty"
                )
                return None
        one, other = self._row(row.a, "a", known), self._row(row.b, "b", known)
        return Pair(row.key, one, other, row.is_duplicate)

    def _row(self, side: Side, name: str, known) -> dict[str, Any]:
        said = known.get(side.id, {})
        year = side.year or _first(said.get("year"))
        return features(
            side.id or name,
            {*said.get("title", ()), side.title} - {""},
            owner=self._owner(_first(said.get("owner")), side.institution, year),
            kin=self.kin,
            owner_name=side.institution,
            year=year,
            unit=_first(said.get("unit")) or "",
            sector=_first(said.get("sector")) or "",
            goals=_first(said.get("goals")) or (),
            story=" ".join(said.get("summary", ())),
        )

    def _owner(self, code: str | None, raw: str | None, year: int | None) -> Organisation | None:
        if code is not None and code in self.kin.bodies:
            return self.kin.bodies[code]
        if not raw:
            return None
        if (raw, year) not in self._bodies:
            self._bodies[raw, year] = self.register.meant(raw, year).body
        if self._bodies[raw, year] is None:
            self.unresolved.add(raw)
        return self._bodies[raw, year]


def _said(numbers: Iterable[str]) -> dict[str, dict[str, list]]:
    """What the mentions under these numbers say, by number and field.

    A number that the data set does not have may be one of any other source.
    """
    ids = ExternalId.objects.filter(value__in=set(numbers) - {""})
    known: dict[str, dict[str, int]] = defaultdict(dict)
    for value, scheme, pk in ids.values_list("value", "scheme", "innovation_id"):
        known[value][scheme] = pk
    records = {
        schemes.get(SCHEME) or next(iter(schemes.values())): value
        for value, schemes in known.items()
        if SCHEME in schemes or len(schemes) == 1
    }
    found: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    claims = Claim.objects.filter(
        innovation__in=records,
        field__in=["title", "owner", "year", "unit", "sector", "goals", "summary"],
        retired_at=None,
    )
    for pk, field, value in claims.values_list("innovation_id", "field", "value"):
        found[records[pk]][field].append(value)
    return found


def _first(values):
    return values[0] if values else None
