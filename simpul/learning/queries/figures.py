"""Numbers about mentors that everybody may read."""

from django.utils.translation import gettext_lazy as _

from simpul.core.figures import Figure
from simpul.learning.models import Mentor, Session

from .mentors import with_places
from .quarters import this_quarter


def _sessions() -> int:
    term = this_quarter()
    return Session.objects.filter(held_on__range=(term.begins, term.ends)).count()


FIGURES = (
    Figure(
        "mentors_ready",
        _("Mentors"),
        _("People whom a hub took on as mentors and who neither pause nor left."),
        lambda: Mentor.objects.active().count(),
        _("mentors"),
    ),
    Figure(
        "mentors_with_places",
        _("Mentors with a place left"),
        _(
            "Mentors who are ready and can take on at least one more case in this quarter. A case "
            "counts in every quarter in which it runs, also when it ended since."
        ),
        lambda: with_places(Mentor.objects.all()).count(),
        _("mentors"),
    ),
    Figure(
        "coaching_sessions",
        _("Coaching sessions of this quarter"),
        _("Visits, calls and online meetings that mentors logged for this quarter of the year."),
        _sessions,
        _("sessions"),
    ),
)
