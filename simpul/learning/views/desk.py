"""What this room puts on desks."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic
from simpul.learning.models import FollowUp, Mentor
from simpul.learning.queries.mentors import looks_after_some
from simpul.learning.services.coaching import FOLLOW_UP
from simpul.learning.services.offering import OFFER


def _one(duty) -> str:
    return reverse("learning:one", args=[duty.subject.pk])


def _follow_up(duty) -> str:
    return reverse("learning:follow_up", args=[duty.subject.pk])


def register() -> None:
    """Tell the desk how the duties of this room read, and its pages."""
    DUTY_TOPICS[OFFER] = DutyTopic(
        _("Decide about the offer of a mentor"),
        _one,
        origin=lambda mentor: mentor.workplace,
        kind=_("Mentoring"),
        icon="checkup-list",
        load=lambda keys: Mentor.objects.select_related("person").in_bulk(keys),
    )
    DUTY_TOPICS[FOLLOW_UP] = DutyTopic(
        _("Do what was promised in a coaching session"),
        _follow_up,
        origin=lambda promise: str(promise.session.mentor),
        kind=_("Mentoring"),
        icon="checkup-list",
        load=lambda keys: FollowUp.objects.select_related("session__mentor__person").in_bulk(keys),
    )
    DESK_SECTIONS.append(
        DeskSection(
            _("My mentoring"),
            "learning:mine",
            lambda user: user.is_authenticated,
            order=70,
            about=_("Offer to accompany others, requests, cases, the coaching log."),
        )
    )
    DESK_SECTIONS.append(
        DeskSection(
            _("Mentors of the hub"),
            "learning:all",
            looks_after_some,
            order=75,
            about=_("Offers to decide about, load, the report of a quarter."),
        )
    )
