"""What mentorships put on desks and on the pages of mentors."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core import personal
from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic, Panel
from simpul.learning.hooks import COACHED, HOLDS, MENTOR_PANELS
from simpul.replication.hooks import CASE_PANELS
from simpul.replication.models.mentoring import MentorRequest, Mentorship
from simpul.replication.policies.mentoring import leads_some
from simpul.replication.queries.mentoring.pages import (
    mentorships_for,
    of_mentor,
    requests_for,
)
from simpul.replication.queries.mentoring.topics import ANSWER, FIND
from simpul.replication.services.mentoring.coached import Cases, holds
from simpul.replication.services.mentoring.loading import LOADER
from simpul.replication.services.mentoring.personal import MENTORING
from simpul.sources import hooks as sources


def _request(duty) -> str:
    return reverse("replication:mentor_request", args=[duty.subject.pk])


def _mentorship(duty) -> str:
    return duty.subject.get_absolute_url()


def _adopter(row) -> str:
    return row.case.adopter.short_name


def _requests(keys) -> dict[int, MentorRequest]:
    return MentorRequest.objects.select_related("case__adopter").in_bulk(keys)


def _mentorships(keys) -> dict[int, Mentorship]:
    rows = Mentorship.objects.select_related("case__adopter", "mentor__person")
    return rows.in_bulk(keys)


def cases_of_mentor(request, mentor) -> Panel:
    """What a mentor was asked for and accompanies, on their desk."""
    rows = list(of_mentor(mentor))
    context = {
        "asked": [row for row in rows if not row.is_running],
        "running": [row for row in rows if row.is_running],
    }
    html = render_to_string("replication/mentoring/_mine.html", context, request=request)
    return Panel("cases", _("Requests and cases"), html)


# On the page for everybody nothing depends on who reads.
PUBLIC = "replication:case"


def mentor_of_case(request, case) -> Panel | None:
    """Who accompanies a case, or how to ask for somebody: on the desk, for its parties."""
    if request.resolver_match.view_name == PUBLIC:
        return None
    asked = requests_for(request.user).filter(case=case).exclude(closed_at__isnull=False).first()
    may_ask = request.user.has_perm("replication.ask_mentor_case", case)
    if asked is None and not may_ask:
        return None
    running = mentorships_for(request.user).filter(case=case, state="running").first()
    context = {"case": case, "asked": asked, "running": running}
    html = render_to_string("replication/mentoring/_panel.html", context, request=request)
    return Panel("mentor", _("Mentor"), html)


def register() -> None:
    """Tell mentors' pages about cases, the desk how the duties read, and whose data is kept."""
    personal.register(MENTORING)
    sources.register(LOADER)
    COACHED["case"] = ("replication.Case", Cases())
    if holds not in HOLDS:
        HOLDS.append(holds)
    CASE_PANELS.add(mentor_of_case, order=50)
    MENTOR_PANELS.add(cases_of_mentor, order=10)
    DUTY_TOPICS[FIND] = DutyTopic(
        gettext_lazy("Find a mentor"),
        _request,
        what=lambda row: str(row.case),
        origin=_adopter,
        kind=gettext_lazy("Mentoring"),
        icon="checkup-list",
        load=_requests,
    )
    DUTY_TOPICS[ANSWER] = DutyTopic(
        gettext_lazy("Say whether you accompany this case"),
        _mentorship,
        what=lambda row: str(row.case),
        origin=_adopter,
        kind=gettext_lazy("Mentoring"),
        icon="checkup-list",
        load=_mentorships,
    )
    DESK_SECTIONS.append(
        DeskSection(
            gettext_lazy("Mentors of cases"),
            "replication:mentoring",
            leads_some,
            order=76,
            about=gettext_lazy("Requests for a mentor, proposals with reasons, load."),
        )
    )
