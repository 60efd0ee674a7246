"""What mentorships keep about people; it stays, as acts in a case."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core.personal import PersonalData, Row, rows
from simpul.replication.models.mentoring import MentorRequest, Mentorship


def _copy(person) -> Iterator[Row]:
    asked = MentorRequest.objects.filter(asked_by=person)
    yield from rows("mentor asked for", asked, "case__number", "wish", "state", "asked_at")
    theirs = Mentorship.objects.filter(mentor__person=person)
    yield from rows(
        "mentorship", theirs, "case__number", "state", "proposed_at", "accepted_at", "ended_at",
        "why",
    )  # fmt: skip
    proposed = Mentorship.objects.filter(proposed_by=person)
    yield from rows("mentor proposed", proposed, "case__number", "state", "proposed_at")


MENTORING = PersonalData(
    room="replication.mentoring",
    label=_("Mentors you asked for, and cases you accompanied"),
    copy=_copy,
    relations=(
        "replication.MentorRequest.asked_by",
        "replication.Mentorship.proposed_by",
    ),
)
