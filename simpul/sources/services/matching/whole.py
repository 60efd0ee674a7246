"""Match the whole catalogue anew: place by place, within bounded memory, and going on where it was.

Joins what is sure and asks about the rest, as a load does for what it brings; needed where the
model or its thresholds changed, and after a load of very many records.
"""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.db.models import Count

from simpul.innovations.models import Innovation, MergeEdge, MergeReason
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.merging import join_matched
from simpul.sources.queries.kinship import Kin
from simpul.sources.queries.levels import Row
from simpul.sources.queries.portraits import portraits
from simpul.sources.queries.weighing import Model, Score, digest, model
from simpul.sources.services.matching.joining import Edge, group
from simpul.sources.services.matching.looking import keep_pairs, records_of, scored_pairs

# So many records are compared at once; a larger institution makes a piece of its own.
PIECE = 12_000
MEMORY = "1GB"
NOWHERE = "nation"

Progress = Callable[["Told"], None]
Scoring = Callable[[Mapping[int, Row]], Iterator[tuple[int, int, Score]]]


@dataclass
class Told:
    """How far it is, and what was found so far."""

    piece: str = ""
    pieces: int = 0
    done: int = 0
    records: int = 0
    compared: int = 0
    joined: int = 0
    waiting: int = 0
    seconds: float = 0.0


def match_whole(
    folder: Path,
    *,
    progress: Progress = lambda told: None,
    afresh: bool = False,
    splink: bool = False,
) -> Told:
    """Compare every record with all that stand near; ``folder`` keeps how far it came.

    A run that was stopped goes on with the next piece, unless the model changed since. ``splink``
    lets splink score the pairs on DuckDB, to the same end; raises ``MatchingMissing`` without it.
    """
    kin, using = Kin.read(), model()
    pieces = dict(_pieces(kin))
    notes = _Notes(folder / "progress.json", digest(using), afresh=afresh)
    told = Told(pieces=len(pieces), **notes.so_far)
    began = time.monotonic() - told.seconds
    with (_splink if splink else _in_python)(using) as scored:
        worker = _Worker(kin, using, scored)
        for name, codes in pieces.items():
            if name in notes.done:
                continue
            told.piece = name
            worker.do(codes, told)
            told.done += 1
            told.seconds = time.monotonic() - began
            notes.keep(name, told)
            progress(told)
    notes.clear()
    return told


@contextmanager
def _in_python(using: Model) -> Iterator[Scoring]:
    yield lambda rows: scored_pairs(rows, rows, using)


@contextmanager
def _splink(using: Model) -> Iterator[Scoring]:
    """Scores with splink on DuckDB, which spills into a folder that goes with it."""
    from simpul.sources.queries import comparing  # noqa: PLC0415 -- heavy, and seldom asked for

    with (
        TemporaryDirectory(prefix="simpul-match-") as spill,
        comparing.workbench(MEMORY, Path(spill)) as bench,
    ):
        yield lambda rows: comparing.scored_within(rows, using, bench)


class _Worker:
    """Does one piece after the other; what it knows of codes and precedence is read once."""

    def __init__(self, kin: Kin, using: Model, scored: Scoring) -> None:
        self.kin, self.using, self.scored = kin, using, scored
        self.ledger = Ledger()

    def do(self, codes: frozenset[str], told: Told) -> None:
        """Compare the records of these bodies, and write what follows in one transaction."""
        rows = portraits(records_of(self.kin.pks(codes)), self.kin)
        found = list(self.scored(rows))
        keys = {pk: row["unique_id"] for pk, row in rows.items()}
        edges = [
            Edge(score.probability, one, other)
            for one, other, score in found
            if score.is_automatic(self.using)
        ]
        with transaction.atomic():
            join_matched(group(keys, edges), among=set(rows), ledger=self.ledger)
            looked = keep_pairs(found, set(rows), self.using)
        told.records += len(rows)
        told.compared += len(found)
        told.joined += _joined(rows)
        told.waiting += looked.pairs


class _Notes:
    """How far a run came, in a small file: which pieces are done, and by which model."""

    def __init__(self, path: Path, model_digest: str, *, afresh: bool) -> None:
        self.path, self.model = path, model_digest
        self.done: list[str] = []
        self.so_far: dict[str, Any] = {}
        if path.is_file() and not afresh:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["model"] == model_digest:
                self.done, self.so_far = kept["done"], kept["told"]

    def keep(self, name: str, told: Told) -> None:
        self.done.append(name)
        said = asdict(told)
        del said["pieces"]
        notes = {"model": self.model, "done": self.done, "told": said}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(notes), encoding="utf-8")
        new.replace(self.path)

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)


def _pieces(kin: Kin) -> Iterator[tuple[str, frozenset[str]]]:
    """Bodies whose records meet, in pieces of bounded size: by province, region and family."""
    counts = _counts(kin)
    provinces: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for code in kin.bodies:
        region = kin.region(code)
        home = region or min(kin.family(code) | kin.chain(code))
        provinces[region[:2] or NOWHERE][home].add(code)
    for province, homes in sorted(provinces.items()):
        held: set[str] = set()
        number = 0
        for home in sorted(homes):
            if held and sum(counts[code] for code in held | homes[home]) > PIECE:
                yield f"{province}/{number}", frozenset(held)
                held, number = set(), number + 1
            held |= homes[home]
        yield f"{province}/{number}", frozenset(held)


def _counts(kin: Kin) -> Counter[str]:
    codes = {body.pk: code for code, body in kin.bodies.items()}
    rows = Innovation.objects.exclude(owner=None).values_list("owner").order_by()
    return Counter({codes[owner]: count for owner, count in rows.annotate(Count("pk"))})


def _joined(rows: Mapping[int, Row]) -> int:
    edges = MergeEdge.objects.filter(absorbed__in=set(rows), reason=MergeReason.MATCHED)
    return edges.count()
