"""Mentors lent to cases: who asked, who was proposed by which reasons, who accompanies."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.replication.workflow.mentoring import (
    OPEN_REQUESTS,
    MentorshipState,
    RequestState,
)

from .cases import Case, Side


class MentorWeight(models.Model):
    """How much one thing counts when mentors are proposed to a case, from when to when."""

    key = models.SlugField(_("key"), max_length=20)
    weight = models.PositiveSmallIntegerField(_("weight"))
    label_id = models.CharField(_("label in Indonesian"), max_length=120)
    label_en = models.CharField(_("label in English"), max_length=120)
    about_id = models.CharField(_("explanation in Indonesian"), max_length=400)
    about_en = models.CharField(_("explanation in English"), max_length=400)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["-weight", "key"]
        verbose_name = _("weight of a reason")
        verbose_name_plural = _("weights of reasons")
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="mentor_weight_once"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_id

    @property
    def about(self) -> str:
        return self.about_en if get_language() == "en" else self.about_id


class MentorRequest(models.Model):
    """A case asks for a mentor. ``state`` moves only through ``workflow.MENTOR_REQUEST``."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="mentor_requests")
    side = models.CharField(_("asked by"), max_length=20, choices=Side)
    wish = models.TextField(_("what help is needed"))
    language = models.ForeignKey(
        "learning.Language", models.PROTECT, related_name="+", verbose_name=_("language")
    )
    wants_visit = models.BooleanField(_("somebody should come"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=RequestState, default=RequestState.WAITING
    )
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("request for a mentor")
        verbose_name_plural = _("requests for a mentor")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=OPEN_REQUESTS), name="mentor_request_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_REQUESTS) | Q(closed_at__isnull=False),
                name="mentor_request_closed_has_date",
            ),
        ]

    def __str__(self):
        return str(self.case)

    def get_absolute_url(self):
        return reverse("replication:mentoring_case", args=[self.case.number])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REQUESTS


class Mentorship(models.Model):
    """A mentor is proposed to a case and, once they accept, accompanies it.

    ``reasons`` are those that counted when they were proposed, with their weights of that day.
    ``state`` moves only through ``workflow.MENTORSHIP``.
    """

    request = models.ForeignKey(MentorRequest, models.PROTECT, related_name="mentorships")
    case = models.ForeignKey(Case, models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey("learning.Mentor", models.PROTECT, related_name="mentorships")
    state = models.CharField(
        _("state"), max_length=12, choices=MentorshipState, default=MentorshipState.PROPOSED
    )
    reasons = models.JSONField(_("reasons"), default=list)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    # Why it was declined, taken back, handed over or ended.
    why = models.TextField(_("why"), blank=True)
    handed_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="handed_to"
    )

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("mentorship")
        verbose_name_plural = _("mentorships")
        indexes = [models.Index(fields=["mentor", "state"], name="mentorship_of_mentor")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state=MentorshipState.RUNNING),
                name="mentorship_one_runs",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state=MentorshipState.PROPOSED),
                name="mentorship_one_is_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(state=MentorshipState.RUNNING) | Q(accepted_at__isnull=False),
                name="mentorship_running_was_accepted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MentorshipState.PROPOSED, MentorshipState.RUNNING])
                | Q(ended_at__isnull=False),
                name="mentorship_over_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.mentor}: {self.case}"

    def get_absolute_url(self):
        return reverse("replication:mentorship", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state == MentorshipState.RUNNING
