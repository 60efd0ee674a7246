"""The keys by which mentions of one innovation meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchKey(models.Model):
    """A way in which an owner's innovation is written, as a number that equal writings share."""

    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="match_keys"
    )
    key = models.BigIntegerField(_("key"), db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("key for matching")
        verbose_name_plural = _("keys for matching")

    def __str__(self):
        return f"{self.innovation_id}: {self.key}"
