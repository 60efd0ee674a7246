from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.innovation import Innovation


class MergeReason(models.TextChoices):
    DECIDED = "decided", _("decided by a person")
    MATCHED = "matched", _("matched by rule")


class MergeEdge(models.Model):
    """Says that two records are one innovation. Nothing moves; readers see the kept one.

    At most one edge leaves a record and the edges never form a circle, so each record has exactly
    one that stands for it. Ending a merge deletes the edge; the journal remembers both.
    """

    absorbed = models.OneToOneField(Innovation, models.CASCADE, related_name="merge_edge")
    kept = models.ForeignKey(Innovation, models.CASCADE, related_name="edges_in")
    reason = models.CharField(_("reason"), max_length=20, choices=MergeReason)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("why"), max_length=300, blank=True)
    merged_at = models.DateTimeField(_("merged at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.CheckConstraint(condition=~Q(absorbed=F("kept")), name="merge_not_with_itself"),
        ]

    def __str__(self):
        return f"{self.absorbed_id} → {self.kept_id}"

    @property
    def by_rule(self) -> bool:
        return self.reason == MergeReason.MATCHED


class Separation(models.Model):
    """A person decided that two records are two innovations; no rule joins them again."""

    first = models.ForeignKey(Innovation, models.CASCADE, related_name="separations")
    second = models.ForeignKey(Innovation, models.CASCADE, related_name="separations_back")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("why"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("separation")
        verbose_name_plural = _("separations")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="separation_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="separation_lower_key_first"
            ),
        ]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"


class OldAddress(models.Model):
    """An address a record once had, here or at its source; it still leads to the record."""

    slug = models.CharField(_("address"), max_length=200, unique=True)
    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="old_addresses")
    ended_at = models.DateTimeField(_("ended at"))

    class Meta:
        ordering = ["slug"]
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self):
        return self.slug
