"""Regional replication plans: a hub and a year, each regency its part, each part its lines."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.replication.workflow.plans import PUBLIC_PLANS, LineState, PlanState


class PlanQuerySet(models.QuerySet["Plan"]):
    def public(self):
        return self.filter(state__in=PUBLIC_PLANS)


class Plan(models.Model):
    """What the regencies and cities of a hub mean to replicate in one year.

    ``state`` moves only through ``workflow.plans.PLAN``.
    """

    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="replication_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(
        _("state"), max_length=20, choices=PlanState, default=PlanState.DRAFTING
    )
    # Until when lines are awaited, and when and where they are determined.
    lines_due_on = models.DateField(_("lines due on"), null=True, blank=True)
    meets_on = models.DateField(_("determination meeting on"), null=True, blank=True)
    place = models.CharField(_("place of the meeting"), max_length=200, blank=True)
    # The letters of the documents room: what the meeting determined, and what all signed.
    minutes = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("minutes"),
    )
    commitment = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commitment"),
    )
    opened_at = models.DateTimeField(_("opened at"))
    committed_at = models.DateTimeField(_("committed at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "hub__name"]
        verbose_name = _("regional replication plan")
        verbose_name_plural = _("regional replication plans")
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "year"],
                condition=~Q(state=PlanState.WITHDRAWN),
                name="plan_once_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanState.COMMITTED, PlanState.RUNNING])
                | Q(committed_at__isnull=False),
                name="plan_committed_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.hub} {self.year}"

    def get_absolute_url(self):
        return reverse("replication:plan", args=[self.hub.slug, self.year])

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_PLANS


class PlanPart(models.Model):
    """The part of one regency or city in a plan: its own people write it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="plan_parts"
    )
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    # Who will sign the commitment in its name, as they write it.
    signer_name = models.CharField(_("who signs the commitment"), max_length=200, blank=True)
    signer_office = models.CharField(_("office of the signer"), max_length=200, blank=True)

    class Meta:
        ordering = ["plan", "organisation__name"]
        verbose_name = _("part of a plan")
        verbose_name_plural = _("parts of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "organisation"], name="plan_part_once"),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.plan}"


class PlanLine(models.Model):
    """One innovation that a regency or city means to replicate, for which need, with what means.

    ``state`` moves only through ``workflow.plans.LINE``.
    """

    part = models.ForeignKey(PlanPart, models.CASCADE, related_name="lines")
    innovation = models.ForeignKey(
        "innovations.Innovation", models.PROTECT, related_name="plan_lines"
    )
    need = models.ForeignKey(
        "needs.Need",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="plan_lines",
        verbose_name=_("need"),
    )
    goal = models.ForeignKey(
        "vocabularies.Goal", models.PROTECT, null=True, blank=True, related_name="plan_lines"
    )
    gap = models.TextField(_("need or gap in words"), blank=True)
    unit = models.CharField(_("executing office"), max_length=300)
    local_name = models.CharField(_("local name"), max_length=200, blank=True)
    # Whole rupiah; empty while nobody knows.
    budget = models.BigIntegerField(_("budget ability"), null=True, blank=True)
    fund = models.ForeignKey(
        "replication.Fund",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_lines",
        verbose_name=_("source of funds"),
    )
    # Somebody of the directory of mentors, or the university or office that mentors.
    mentor = models.ForeignKey(
        "learning.Mentor",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="plan_lines",
        verbose_name=_("mentor"),
    )
    mentoring_body = models.CharField(_("mentoring institution"), max_length=200, blank=True)
    # What it became: the last case that was opened for it.
    case = models.ForeignKey(
        "replication.Case",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="plan_lines",
        verbose_name=_("case"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=LineState, default=LineState.PROPOSED
    )
    # Why the meeting dropped it.
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        ordering = ["part", "pk"]
        verbose_name = _("line of a plan")
        verbose_name_plural = _("lines of plans")
        constraints = [
            models.UniqueConstraint(fields=["part", "innovation"], name="plan_line_once"),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="plan_line_budget_whole"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(fund__isnull=False),
                name="plan_line_budget_has_fund",
            ),
        ]

    def __str__(self):
        return self.local_name or str(self.innovation)

    @property
    def record(self):
        """The record that stands for the innovation it names."""
        return self.innovation.canonical or self.innovation
