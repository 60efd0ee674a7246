from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.innovations.models.innovation import Innovation


class RelationKind(models.TextChoices):
    """What the first record is to the second."""

    PART_OF = "part_of", _("part of")
    SUCCESSOR = "successor", _("successor of")
    REPLICATES = "replicates", _("replication of")
    INSPIRED_BY = "inspired_by", _("inspired by")


class RelationState(models.TextChoices):
    CLAIMED = "claimed", pgettext_lazy("relation", "said by one side")
    CONFIRMED = "confirmed", pgettext_lazy("relation", "confirmed")
    CONTESTED = "contested", pgettext_lazy("relation", "contested")


class Relation(models.Model):
    """Says that two innovations have to do with each other, and that they are two.

    Rows stand between the records that were named; a reader sees them between the records that
    stand for these.
    """

    subject = models.ForeignKey(Innovation, models.CASCADE, related_name="relations")
    object = models.ForeignKey(Innovation, models.CASCADE, related_name="relations_back")
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind)
    state = models.CharField(
        _("state"), max_length=20, choices=RelationState, default=RelationState.CLAIMED
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("why"), max_length=300, blank=True)
    at = models.DateTimeField(_("said at"))

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(fields=["subject", "object", "kind"], name="relation_once"),
            models.CheckConstraint(
                condition=~Q(subject=F("object")), name="relation_not_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.subject_id} {self.kind} {self.object_id}"
