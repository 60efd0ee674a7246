from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from simpul.replication.models.cases.case import Case
from simpul.replication.workflow import CaseState


class Treatment(models.TextChoices):
    """What becomes of one part of the innovation in its new place."""

    AS_IS = "as_is", pgettext_lazy("adaptation", "As is")
    ADAPTED = "adapted", pgettext_lazy("adaptation", "Adapted")
    DROPPED = "dropped", pgettext_lazy("adaptation", "Dropped")
    NEW = "new", pgettext_lazy("adaptation", "New")


class AdaptationRow(models.Model):
    """One part of the innovation: what it is at the origin, what it becomes, and why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="matrix")
    order = models.PositiveSmallIntegerField(_("order"))
    # The field of the record it was filled from; empty where somebody wrote it.
    field = models.CharField(_("field of the record"), max_length=30, blank=True)
    element = models.CharField(_("part"), max_length=120)
    at_origin = models.TextField(_("at the origin"), blank=True)
    here = models.TextField(_("here"), blank=True)
    # Empty: not weighed yet.
    treatment = models.CharField(_("treatment"), max_length=10, choices=Treatment, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["case", "order", "pk"]
        verbose_name = _("row of the adaptation matrix")
        verbose_name_plural = _("rows of the adaptation matrix")

    def __str__(self):
        return self.element

    @property
    def is_weighed(self) -> bool:
        """Say whether it is decided, with a reason wherever something changes."""
        if self.treatment == Treatment.AS_IS:
            return True
        return bool(self.treatment and self.reason.strip())


class Milestone(models.Model):
    """One line of the action plan."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="milestones")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("milestone"), max_length=200)
    owner = models.CharField(_("who sees to it"), max_length=200)
    due_on = models.DateField(_("due on"))
    cost = models.PositiveBigIntegerField(_("cost in rupiah"), null=True, blank=True)
    fund = models.ForeignKey(
        "replication.Fund", models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_on = models.DateField(_("reached on"), null=True, blank=True)
    note = models.CharField(_("how it went"), max_length=500, blank=True)

    class Meta:
        ordering = ["case", "due_on", "order", "pk"]
        verbose_name = _("milestone of a plan")
        verbose_name_plural = _("milestones of plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost=0) | Q(fund__isnull=False),
                name="milestone_cost_has_fund",
            ),
        ]

    def __str__(self):
        return self.title


class ChecklistItem(models.Model):
    """A step of the checklist as it stood when the case was opened."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="checklist")
    order = models.PositiveSmallIntegerField(_("order"))
    key = models.SlugField(_("key"), max_length=40)
    label_id = models.CharField(_("label in Indonesian"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200)
    until_state = models.CharField(
        _("done when the case leaves"), max_length=20, choices=CaseState, blank=True
    )
    official = models.BooleanField(_("from the official manual"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ["case", "order", "pk"]
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="checklist_item_once"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_id
