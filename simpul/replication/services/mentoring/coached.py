"""Cases, as the room of mentors sees them: who reads the log, who writes it, who promises."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core import duties
from simpul.learning.hooks import Side as Party
from simpul.learning.models import Mentor
from simpul.organisations.policies import runs_the_network
from simpul.replication.models import Case, Side
from simpul.replication.models.mentoring import Mentorship
from simpul.replication.policies.cases import followed_cases
from simpul.replication.queries.cases.turns import assignees
from simpul.replication.workflow.mentoring import ACCOMPANIED, MentorshipState

MENTOR = "mentor"


class Cases:
    """What ``learning.hooks.Coached`` asks for."""

    def visible(self, user) -> QuerySet[Case]:
        """The cases whose log ``user`` may read: the parties' and those they accompany or did."""
        if user.is_anonymous:
            return Case.objects.none()
        if runs_the_network(user):
            return Case.objects.all()
        ours = Mentorship.objects.filter(mentor__person=user, state__in=ACCOMPANIED)
        return Case.objects.filter(followed_cases(user) | Q(pk__in=ours.values("case")))

    def mentor_of(self, user, subject: Case) -> Mentor | None:
        """The mentor that ``user`` is for a case now."""
        rows = Mentorship.objects.filter(
            case=subject, mentor__person=user.pk, state=MentorshipState.RUNNING
        )
        found = rows.select_related("mentor__person").first()
        return found.mentor if found else None

    def sides(self, subject: Case) -> Iterator[Party]:
        """The three parties and the mentor."""
        for side in (Side.ADOPTER, Side.ORIGIN, Side.FACILITATOR):
            offices = [key for key in assignees(subject, side) if "@" in key]
            yield Party(side.value, str(side.label), sorted(offices)[0])
        running = Mentorship.objects.filter(case=subject, state=MentorshipState.RUNNING)
        for row in running.select_related("mentor__person"):
            yield Party(
                MENTOR, str(row.mentor._meta.verbose_name), duties.person_key(row.mentor.person)
            )

    def address(self, subject: Case) -> str:
        """The page about the mentor of a case."""
        return reverse("replication:mentoring_case", args=[subject.number])


def holds(mentor: Mentor) -> str:
    """Why a mentor cannot leave now: cases they accompany."""
    running = Mentorship.objects.filter(mentor=mentor, state=MentorshipState.RUNNING).count()
    if not running:
        return ""
    return _("First hand over or end the cases accompanied now: %(number)s.") % {"number": running}
