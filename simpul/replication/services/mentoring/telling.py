"""Who waits for whom about a mentorship, and who is told."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, outbox
from simpul.replication.models import Side
from simpul.replication.models.mentoring import MentorRequest, Mentorship
from simpul.replication.queries.mentoring.topics import ANSWER, FIND, hub_office
from simpul.replication.services.cases.telling import people_of

ANSWER_DAYS = 7


def await_answer(mentorship: Mentorship) -> None:
    """Let the proposal wait for the mentor, and tell them."""
    due = clock.now() + timedelta(days=ANSWER_DAYS)
    person = mentorship.mentor.person
    duties.expect(ANSWER, mentorship, of=duties.person_key(person), due=due)
    _tell(f"mentorship-{mentorship.pk}-asked", [person], mentorship, _("Accompany %(case)s?"))


def tell_hub(request: MentorRequest, *, by) -> None:
    """Tell those who find mentors that a case asks for one."""
    office = hub_office(request.case.facilitator)
    people = [person for person in duties.holders([office])[office] if person != by]
    number, name = request.case.number, request.case.local_name
    message = outbox.Message(
        FIND,
        lambda: str(_("%(number)s %(name)s asks for a mentor")) % {"number": number, "name": name},
        link=reverse("replication:mentor_request", args=[request.pk]),
    )
    outbox.tell_all(f"mentor-request-{request.pk}", people, message)


def tell_sides(mentorship: Mentorship, words, *, by, note: str = "", mentor: bool = False) -> None:
    """Tell adopter and hub, perhaps also the mentor, what became of a mentorship."""
    people = people_of(mentorship.case, (Side.ADOPTER, Side.FACILITATOR))
    if mentor:
        people = [*people, mentorship.mentor.person]
    told = {person.pk: person for person in people if by is None or person.pk != by.pk}
    key = f"mentorship-{mentorship.pk}-{mentorship.state}"
    _tell(key, list(told.values()), mentorship, words, note)


def tell_mentor(mentorship: Mentorship, words, *, note: str = "") -> None:
    """Tell the mentor what became of a mentorship without their doing."""
    key = f"mentorship-{mentorship.pk}-{mentorship.state}-mentor"
    _tell(key, [mentorship.mentor.person], mentorship, words, note)


def _tell(key: str, people: list, mentorship: Mentorship, words, note: str = "") -> None:
    places = {"mentor": str(mentorship.mentor), "case": str(mentorship.case)}
    message = outbox.Message(
        ANSWER, lambda: str(words) % places, note, mentorship.get_absolute_url()
    )
    outbox.tell_all(key, people, message)
