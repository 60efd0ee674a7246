"""What mentors did: per mentor and quarter for reports, and in all for their recognition."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from simpul.learning.models import Mentor, Quarter, Session

from .quarters import Term


@dataclass(frozen=True)
class Done:
    """What a mentor did in some time."""

    sessions: int = 0
    minutes: int = 0
    people: int = 0
    cases: int = 0
    promised: int = 0
    kept: int = 0

    @property
    def hours(self) -> Decimal:
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Line:
    """One mentor in one quarter: what they offered, what was taken, what they did."""

    mentor: Mentor
    capacity: int
    taken: int
    done: Done

    @property
    def left(self) -> int:
        return self.capacity - self.taken


def done_by(mentor: Mentor) -> Done:
    """Everything a mentor did."""
    return _done(Session.objects.filter(mentor=mentor)).get(mentor.pk, Done())


def summary(mentors: Iterable[Mentor], term: Term) -> list[Line]:
    """Each mentor in one quarter, in the order given, in four questions."""
    mentors = list(mentors)
    rows = Quarter.objects.filter(mentor__in=mentors, year=term.year, number=term.number)
    kept = {row.mentor_id: row for row in rows}
    held = Session.objects.filter(mentor__in=mentors, held_on__range=(term.begins, term.ends))
    done = _done(held)
    return [
        Line(
            mentor,
            kept[mentor.pk].capacity if mentor.pk in kept else mentor.capacity,
            kept[mentor.pk].taken if mentor.pk in kept else mentor.running,
            done.get(mentor.pk, Done()),
        )
        for mentor in mentors
    ]


def _done(sessions: QuerySet[Session]) -> dict[int, Done]:
    sessions = sessions.order_by()
    counted = sessions.values("mentor").annotate(
        n=Count("pk"), minutes=Sum("minutes"), people=Sum("people")
    )
    found = {row["mentor"]: row for row in counted}
    about = sessions.values("mentor", "subject_type", "subject_id").distinct()
    cases: dict[int, int] = {}
    for row in about:
        cases[row["mentor"]] = cases.get(row["mentor"], 0) + 1
    promises = sessions.values("mentor").annotate(
        promised=Count("follow_ups"),
        kept=Count("follow_ups", filter=Q(follow_ups__done_at__isnull=False)),
    )
    promised = {row["mentor"]: (row["promised"], row["kept"]) for row in promises}
    return {
        pk: Done(row["n"], row["minutes"], row["people"], cases.get(pk, 0), *promised[pk])
        for pk, row in found.items()
    }
