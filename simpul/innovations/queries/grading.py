"""How well it is shown that an innovation did what is said of it: one pure rule for every outcome.

A grade stands on something with a day. It holds for the months the table of grades gives it, then
the outcome falls to the next lower grade whose own ground still holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from simpul.innovations.queries.lasting import months_after

NAMED, SELF_REPORTED, DOCUMENTED, VERIFIED, EVALUATED, REPEATED = range(6)

# For how many months each grade holds; none: for ever.
Lasting = Mapping[int, int | None]


class Document(NamedTuple):
    """A file that a hub accepted as evidence of what an innovation achieved."""

    on: date
    evaluates: bool = False


@dataclass(frozen=True)
class Ground:
    """What the outcomes of a record stand on beside the owner's word."""

    verified_on: date | None = None
    documents: Sequence[Document] = ()
    # The indicators for which another place reached the same, and since when that is confirmed.
    repeated: Mapping[str, date] = field(default_factory=dict)
    # All four tests of an institutionalised innovation were accepted.
    institutional: bool = False


# Nothing but what is said.
BARE = Ground()


@dataclass(frozen=True)
class Graded:
    """A grade, and the day on which it falls unless what it stands on is renewed."""

    grade: int
    falls_on: date | None = None


def grade_of_outcome(
    outcome: Mapping[str, Any], ground: Ground, lasting: Lasting, on: date
) -> Graded:
    """The highest grade of one outcome whose ground still holds on a day."""
    return _highest(_grounds_of_outcome(outcome, ground), lasting, on)


def grade_of_record(
    outcomes: Sequence[Graded], ground: Ground, lasting: Lasting, on: date, *, told: int
) -> Graded:
    """The grade of a whole record: that of its best outcome, at least what its story earns.

    ``told`` is what the words about it earn by themselves: nothing, the owner's word, or, where a
    hub read what it achieved, verified.
    """
    days = {told: None} if told < VERIFIED else {SELF_REPORTED: None, told: ground.verified_on}
    story = _highest(days, lasting, on)
    best = max([story, *outcomes], key=lambda graded: graded.grade)
    falls = [graded.falls_on for graded in (story, *outcomes) if graded.falls_on]
    return Graded(best.grade, min(falls, default=None))


def _grounds_of_outcome(outcome: Mapping[str, Any], ground: Ground) -> dict[int, date | None]:
    """The day each grade of an outcome stands on."""
    days: dict[int, date | None] = {SELF_REPORTED: None}
    if ground.documents:
        days[DOCUMENTED] = max(document.on for document in ground.documents)
    if ground.verified_on:
        days[VERIFIED] = ground.verified_on
    evaluations = [document.on for document in ground.documents if document.evaluates]
    if evaluations and ground.verified_on and str(outcome.get("comparison") or "").strip():
        days[EVALUATED] = max(evaluations)
    repeated = ground.repeated.get(str(outcome.get("indicator") or "").strip().casefold())
    if repeated:
        days[REPEATED] = repeated
    return days


def _highest(days: Mapping[int, date | None], lasting: Lasting, on: date) -> Graded:
    for grade in sorted(days, reverse=True):
        day, months = days[grade], lasting.get(grade)
        if day is None or months is None:
            return Graded(grade)
        falls_on = months_after(day, months)
        if on < falls_on:
            return Graded(grade, falls_on)
    return Graded(NAMED)
