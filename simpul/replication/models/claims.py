from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.replication.models.cases import Mode
from simpul.replication.workflow import AdoptionState


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def standing(self):
        """Those nobody took back."""
        return self.exclude(state=AdoptionState.TAKEN_BACK)


class Adoption(models.Model):
    """Somebody says that an institution replicated an innovation in the past.

    ``state`` moves only through ``workflow.ADOPTION``: the origin confirms or contests, and silence
    is told as silence. ``source`` is the form or register it was read from; empty where an official
    recorded it here.
    """

    origin = models.ForeignKey("innovations.Innovation", models.PROTECT, related_name="adoptions")
    adopter = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="adoptions"
    )
    adopter_unit = models.CharField(_("unit that runs it"), max_length=300, blank=True)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode, blank=True)
    local_name = models.CharField(_("local name"), max_length=200, blank=True)
    since = models.PositiveSmallIntegerField(_("since the year"), null=True, blank=True)
    note = models.TextField(_("what came of it"), blank=True)
    evidence_url = models.CharField(_("where it stands"), max_length=1000, blank=True)
    evidence = models.ForeignKey(
        "core.File", models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.ForeignKey(
        "innovations.Innovation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="adoptions_as_result",
    )
    source = models.ForeignKey(
        "innovations.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_key = models.CharField(_("number at the source"), max_length=200, blank=True)

    state = models.CharField(
        _("state"), max_length=20, choices=AdoptionState, default=AdoptionState.CLAIMED
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    due_at = models.DateTimeField(_("answer due at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.TextField(_("what the origin says"), blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("past replication")
        verbose_name_plural = _("past replications")
        indexes = [
            models.Index(fields=["state", "due_at"], name="adoption_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=Q(source__isnull=False),
                name="adoption_once_per_source",
            ),
        ]

    def __str__(self):
        return f"{self.local_name or self.adopter} ← {self.origin}"

    def get_absolute_url(self):
        return reverse("replication:adoption", args=[self.pk])
