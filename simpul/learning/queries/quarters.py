"""Quarters of a year, and how much of a mentor's is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.learning.models import Mentor, Quarter


@dataclass(frozen=True, order=True)
class Term:
    """One quarter of one year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Term":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> "Term | None":
        """A quarter as addresses write it, such as ``2026-4``."""
        year, _dash, number = text.partition("-")
        if year.isdecimal() and len(year) == 4 and number in {"1", "2", "3", "4"}:
            return cls(int(year), int(number))
        return None

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def label(self) -> str:
        return _("quarter %(number)s of %(year)s") % {"number": self.number, "year": self.year}

    @property
    def begins(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        return self.after.begins - timedelta(days=1)

    @property
    def after(self) -> "Term":
        if self.number == 4:
            return Term(self.year + 1, 1)
        return Term(self.year, self.number + 1)

    @property
    def before(self) -> "Term":
        return Term.of(self.begins - timedelta(days=1))


def this_quarter() -> Term:
    """The quarter of today."""
    return Term.of(clock.today())


def last_quarters(many: int = 8) -> list[Term]:
    """This quarter and those before it, the latest first."""
    found = [this_quarter()]
    while len(found) < many:
        found.append(found[-1].before)
    return found


def places_left(mentors: Iterable[Mentor], term: Term | None = None) -> dict[int, int]:
    """How many cases each can still take on in a quarter (this one), in one question."""
    term, mentors = term or this_quarter(), list(mentors)
    rows = Quarter.objects.filter(mentor__in=mentors, year=term.year, number=term.number)
    known = {row.mentor_id: row.left for row in rows}
    # Nothing is written before the first case of a quarter: what runs on counts in it.
    return {each.pk: known.get(each.pk, each.capacity - each.running) for each in mentors}
