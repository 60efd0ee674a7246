"""How a request for a mentor is met, and how a mentorship begins, is passed on and ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class RequestState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("request for a mentor", "Waits for a proposal")
    ASKED = "asked", pgettext_lazy("request for a mentor", "A mentor was asked")
    MET = "met", pgettext_lazy("request for a mentor", "Accompanied")
    ENDED = "ended", pgettext_lazy("request for a mentor", "Accompanied until the end")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for a mentor", "Taken back")


OPEN_REQUESTS = (RequestState.WAITING, RequestState.ASKED, RequestState.MET)

MENTOR_REQUEST = Workflow(
    "replication.MentorRequest",
    [
        Step("propose", {RequestState.WAITING}, RequestState.ASKED, _("Ask this mentor")),
        Step(
            "reopen",
            {RequestState.ASKED, RequestState.MET},
            RequestState.WAITING,
            _("Wait for another proposal"),
            by_system=True,
        ),
        Step(
            "meet", {RequestState.ASKED}, RequestState.MET, _("A mentor accepted"), by_system=True
        ),
        Step("finish", {RequestState.MET}, RequestState.ENDED, _("Accompanied"), by_system=True),
        Step(
            "withdraw",
            {RequestState.WAITING, RequestState.ASKED},
            RequestState.WITHDRAWN,
            _("Take the request back"),
            needs_note=True,
        ),
        Step(
            "lapse",
            {RequestState.WAITING, RequestState.ASKED},
            RequestState.WITHDRAWN,
            _("The case ended"),
            by_system=True,
        ),
    ],
)


class MentorshipState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("mentorship", "Waits for the mentor")
    RUNNING = "running", pgettext_lazy("mentorship", "Runs")
    DECLINED = "declined", pgettext_lazy("mentorship", "Declined by the mentor")
    WITHDRAWN = "withdrawn", pgettext_lazy("mentorship", "Proposal taken back")
    HANDED_OVER = "handed_over", pgettext_lazy("mentorship", "Handed over")
    ENDED = "ended", pgettext_lazy("mentorship", "Ended")


# Those in which the mentor accompanies, or did.
ACCOMPANIED = (MentorshipState.RUNNING, MentorshipState.HANDED_OVER, MentorshipState.ENDED)

MENTORSHIP = Workflow(
    "replication.Mentorship",
    [
        Step("accept", {MentorshipState.PROPOSED}, MentorshipState.RUNNING, _("Accept")),
        Step(
            "decline",
            {MentorshipState.PROPOSED},
            MentorshipState.DECLINED,
            _("Decline"),
            needs_note=True,
        ),
        Step(
            "withdraw",
            {MentorshipState.PROPOSED},
            MentorshipState.WITHDRAWN,
            _("Take the proposal back"),
            needs_note=True,
        ),
        Step(
            "lapse",
            {MentorshipState.PROPOSED},
            MentorshipState.WITHDRAWN,
            _("No longer asked"),
            by_system=True,
        ),
        Step(
            "end",
            {MentorshipState.RUNNING},
            MentorshipState.ENDED,
            _("End the mentorship"),
            needs_note=True,
        ),
        Step(
            "finish",
            {MentorshipState.RUNNING},
            MentorshipState.ENDED,
            _("The case ended"),
            by_system=True,
        ),
        Step(
            "pass_on",
            {MentorshipState.RUNNING},
            MentorshipState.HANDED_OVER,
            _("Another mentor took over"),
            by_system=True,
        ),
    ],
)
