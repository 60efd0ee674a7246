"""Cases of the institution of the matrix: one accompanied from elsewhere, one that asks."""

from simpul.core import clock, duties
from simpul.hubs.models import Hub
from simpul.learning.models import FollowUp, Mentor, Session
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN
from tests.factories.mentoring import AccompaniedFactory, MentorRequestFactory, MentorshipFactory
from tests.matrix.people import owner, person


def build_mentoring():
    accompanied, asking = case(9801), case(9802)
    mentor = Mentor.objects.get(pk=9801)
    request = MentorRequestFactory(pk=9801, case=accompanied, state="met")
    MentorRequestFactory(pk=9802, case=asking)
    MentorshipFactory(
        pk=9801, request=request, mentor=mentor, state="running", accepted_at=clock.now()
    )
    session = Session.objects.create(
        pk=9801,
        mentor=mentor,
        subject=accompanied,
        held_on=clock.today(),
        kind="call",
        minutes=30,
        people=2,
        advice="Mulai kecil.",
        logged_at=clock.now(),
    )
    FollowUp.objects.create(
        pk=9801,
        session=session,
        text="Kirim SOP",
        side="adopter",
        assignee=duties.office_key(ADMIN, owner()),
        due_on=clock.today(),
    )


def case(pk):
    return AccompaniedFactory(
        pk=pk,
        number=f"R-2026-{pk}",
        adopter=owner(),
        origin_organisation=Organisation.objects.get(slug="matriks"),
        facilitator=Hub.objects.get(slug="jipp-matriks"),
        opened_by=person("admin"),
    )
