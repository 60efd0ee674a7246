"""Look for records that may be one innovation, and keep the pairs a person is asked about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from simpul.core import clock
from simpul.innovations.models import Innovation, Separation, State
from simpul.sources.models import Pair, PairState
from simpul.sources.queries.candidates import pairs_among
from simpul.sources.queries.kinship import Kin
from simpul.sources.queries.levels import Row, prepared
from simpul.sources.queries.portraits import portraits
from simpul.sources.queries.weighing import Model, Score, model

AT_ONCE = 500

Scored = Iterable[tuple[int, int, Score]]


@dataclass
class Looked:
    """What looking did: pairs that wait now, and how many of these are new."""

    pairs: int = 0
    new: int = 0
    gone: int = 0

    def __add__(self, other: "Looked") -> "Looked":
        return Looked(self.pairs + other.pairs, self.new + other.new, self.gone + other.gone)


def look_for(pks: Collection[int], kin: Kin | None = None, using: Model | None = None) -> Looked:
    """Compare these records with all that stand near, and keep what may be one innovation.

    What one person decided is not asked again.
    """
    kin, using = kin or Kin.read(), using or model()
    done = Looked()
    for codes, about in _by_neighbourhood(pks, kin).items():
        rows = portraits(records_of(kin.pks(codes)), kin)
        found = scored_pairs(rows, about, using)
        done += keep_pairs(found, about, using)
    return done


def scored_pairs(rows: Mapping[int, Row], about: Collection[int], using: Model) -> Iterator:
    """Pairs of records that share a key, with their scores; those from the queue up."""
    ready: dict[int, Row] = {}
    for one, other in sorted(pairs_among(rows, about)):
        for pk in (one, other):
            if pk not in ready:
                ready[pk] = prepared(rows[pk])
        score = using.score(ready[one], ready[other])
        if score.probability >= using.queue:
            yield one, other, score


def _by_neighbourhood(pks: Collection[int], kin: Kin) -> dict[frozenset[str], set[int]]:
    """The records by the bodies whose records they are compared with."""
    codes = {body.pk: code for code, body in kin.bodies.items()}
    found: dict[frozenset[str], set[int]] = defaultdict(set)
    rows = Innovation.objects.filter(pk__in=pks).exclude(owner=None)
    for pk, owner in rows.values_list("pk", "owner_id"):
        found[kin.neighbours(codes[owner])].add(pk)
    return found


def records_of(owners: Collection[int]) -> set[int]:
    rows = Innovation.objects.filter(owner__in=owners).exclude(state=State.DRAFT)
    return set(rows.values_list("pk", flat=True))


@transaction.atomic
def keep_pairs(found: Scored, about: Collection[int], using: Model) -> Looked:
    """Make the open pairs of the records ``about`` those that were found, one for each two groups.

    What is sure enough to be joined, or was decided, is no question.
    """
    wanted = _one_each(
        (one, other, score) for one, other, score in found if score.probability >= using.queue
    )
    kept = {(pair.left_id, pair.right_id): pair for pair in _pairs_of(about)}
    gone = [pair.pk for ends, pair in kept.items() if pair.is_open and ends not in wanted]
    now = clock.now()
    new = [
        Pair(left_id=one, right_id=other, found_at=now, **_said(score))
        for (one, other), score in wanted.items()
        if (one, other) not in kept
    ]
    moved = []
    for ends, pair in kept.items():
        if ends in wanted and _differs(pair, wanted[ends]):
            pair.probability = wanted[ends].probability
            pair.levels = dict(wanted[ends].levels)
            moved.append(pair)
    Pair.objects.bulk_create(new, batch_size=AT_ONCE)
    Pair.objects.bulk_update(moved, ["probability", "levels"], batch_size=AT_ONCE)
    for start in range(0, len(gone), AT_ONCE):
        Pair.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    return Looked(len(wanted), len(new), len(gone))


def _one_each(found: Scored) -> dict[tuple[int, int], Score]:
    """The likeliest pair between every two groups of records that are not kept apart."""
    scored = list(found)
    kept = _canonical({pk for one, other, _score in scored for pk in (one, other)})
    apart = _groups_apart(set(kept.values()))
    best: dict[tuple[int, int], tuple[int, int, Score]] = {}
    for one, other, score in scored:
        groups = _ordered(kept[one], kept[other])
        if groups[0] == groups[1] or groups in apart:
            continue
        if groups not in best or score.probability > best[groups][2].probability:
            best[groups] = (one, other, score)
    return {(one, other): score for one, other, score in best.values()}


def _canonical(pks: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    wanted = sorted(pks)
    for start in range(0, len(wanted), AT_ONCE):
        rows = Innovation.objects.filter(pk__in=wanted[start : start + AT_ONCE])
        found.update(rows.values_list("pk", "canonical_id"))
    return found


def _groups_apart(groups: Collection[int]) -> set[tuple[int, int]]:
    """Two groups are apart when somebody keeps a record of one from a record of the other."""
    rows = Separation.objects.values_list("first__canonical", "second__canonical")
    return {
        _ordered(one, other)
        for one, other in rows
        if one is not None and other is not None and one in groups and other in groups
    }


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (min(one, other), max(one, other))


def _pairs_of(about: Collection[int]) -> Iterator[Pair]:
    wanted = sorted(about)
    seen = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for pair in Pair.objects.filter(Q(left__in=some) | Q(right__in=some)):
            if pair.pk not in seen:
                seen.add(pair.pk)
                yield pair


def _said(score: Score) -> dict:
    return {"probability": score.probability, "levels": dict(score.levels)}


def _differs(pair: Pair, score: Score) -> bool:
    return pair.levels != dict(score.levels) or abs(pair.probability - score.probability) > 1e-9


def waiting() -> int:
    """How many pairs wait for a decision."""
    return Pair.objects.filter(state=PairState.OPEN).count()
