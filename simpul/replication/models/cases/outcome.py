from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.figures import without_zeros
from simpul.replication.models.cases.case import Case


class Direction(models.TextChoices):
    """Which way an indicator should move."""

    UP = "up", pgettext_lazy("indicator", "More is better")
    DOWN = "down", pgettext_lazy("indicator", "Less is better")


class Measure(models.Model):
    """One indicator of a case: what it was before, what it should become, and what it became."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="measures")
    order = models.PositiveSmallIntegerField(_("order"))
    indicator = models.CharField(_("indicator"), max_length=200)
    unit = models.CharField(_("unit of measure"), max_length=60, blank=True)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction)
    baseline = models.DecimalField(
        _("before"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("measured before on"), null=True, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    source = models.CharField(_("source of the figure before"), max_length=300, blank=True)
    # Whether what came out may be set beside what the origin reached, and if not, why.
    comparable = models.BooleanField(_("comparable with the origin"), default=True)
    why_not = models.CharField(_("why it is not comparable"), max_length=300, blank=True)

    class Meta:
        ordering = ["case", "order", "pk"]
        verbose_name = _("indicator of a case")
        verbose_name_plural = _("indicators of cases")
        constraints = [
            models.CheckConstraint(
                condition=Q(comparable=True) | ~Q(why_not=""),
                name="measure_says_why_not_comparable",
            ),
        ]

    def __str__(self):
        return self.indicator

    @property
    def before(self) -> Decimal | None:
        """The figure before, as it is read."""
        return without_zeros(self.baseline)

    @property
    def wanted(self) -> Decimal | None:
        """The target, as it is read."""
        return without_zeros(self.target)

    @property
    def latest(self) -> "Result | None":
        """What was measured last; reads what was prefetched."""
        results = sorted(self.results.all(), key=lambda one: (one.measured_on, one.pk))
        return results[-1] if results else None

    @property
    def change(self) -> Decimal | None:
        """How far it moved from the figure before, where both are known."""
        last = self.latest
        if last is None or self.baseline is None:
            return None
        return last.value - self.baseline

    @property
    def is_reached(self) -> bool | None:
        """Say whether the target is reached; ``None`` while that is not known."""
        last = self.latest
        if last is None or self.target is None:
            return None
        return last.value >= self.target if self.direction == "up" else last.value <= self.target


class ResultStage(models.TextChoices):
    """When in a case something was measured."""

    PILOT = "pilot", pgettext_lazy("result", "pilot")
    EVALUATION = "evaluation", pgettext_lazy("result", "evaluation")
    REPORT = "report", pgettext_lazy("result", "report back")


class Result(models.Model):
    """What an indicator was on a day, of how many, and how it was measured."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="results")
    stage = models.CharField(_("stage"), max_length=10, choices=ResultStage)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    measured_on = models.DateField(_("measured on"))
    n = models.PositiveIntegerField(_("of how many"), null=True, blank=True)
    method = models.CharField(_("how it was measured"), max_length=300, blank=True)
    file = models.ForeignKey("core.File", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["measure", "measured_on", "pk"]
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self):
        return f"{self.figure} {self.measured_on}"

    @property
    def figure(self) -> Decimal | None:
        """The value, as it is read."""
        return without_zeros(self.value)


class BackReport(models.Model):
    """What an adopter tells the network: when it is completed, and some months after.

    The first one (``months`` is 0) closes the case; the later ones say whether it still runs.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="back_reports")
    months = models.PositiveSmallIntegerField(_("months after completion"), default=0)
    due_on = models.DateField(_("due on"))
    summary = models.TextField(_("what came of it"), blank=True)
    lessons = models.TextField(_("lessons for the next one"), blank=True)
    failures = models.TextField(_("what did not work"), blank=True)
    life_status = models.ForeignKey(
        "vocabularies.Stage",
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="+",
    )
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    people_reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    teaches = models.BooleanField(_("ready to be learned from"), default=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["case", "months"]
        verbose_name = _("report back")
        verbose_name_plural = _("reports back")
        constraints = [
            models.UniqueConstraint(fields=["case", "months"], name="back_report_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(summary=""),
                name="back_report_answered_says_something",
            ),
        ]

    def __str__(self):
        return f"{self.case_id}: {self.months}"
