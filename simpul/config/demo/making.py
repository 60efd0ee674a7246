"""Making the demonstration, whole or what is missing of it."""

from dataclasses import dataclass, field

from django.conf import settings

from simpul.config.demo import (
    adopting,
    bodies,
    cases,
    joint,
    lessons,
    mentoring,
    needs,
    people,
    plans,
    sharing,
    talk,
)
from simpul.config.demo.words import PASSWORD
from simpul.core import clock
from simpul.innovations.services.checking import check_records
from simpul.organisations.models import Office


class NotADemonstration(Exception):
    """This hub is not one to try out."""


class NothingLoaded(Exception):
    """The facts are not there yet."""


@dataclass
class Made:
    """Who can sign in, what they do there, and what was added now."""

    accounts: list[tuple[str, str, str, str]] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)


def make(password: str = PASSWORD) -> Made:
    """Make marked people and cases; a second time adds only what is missing."""
    if not settings.DEMO:
        raise NotADemonstration
    if not Office.objects.exists():
        raise NothingLoaded
    cast = people.gather(password)
    with clock.frozen(clock.now() - people.LONG_AGO):
        bodies.gather(cast)
    made = Made(cases=cases.play(cast))
    talk.begin(cast)
    joint.begin(cast)
    needs.begin(cast)
    sharing.begin(cast)
    mentoring.begin(cast)
    adopting.begin(cast)
    plans.begin(cast)
    lessons.begin(cast)
    mentoring.accompany(cast)
    # What was made in the past has grown older since.
    check_records(repair=True)
    for key, person in cast.people.items():
        made.accounts.append((person.email or "", person.name, *cast.does[key]))
    return made
