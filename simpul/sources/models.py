"""What came from where: the raw copy of every mention and the keys by which mentions meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RawRecord(models.Model):
    """One mention as its file gave it, beside the record made from it."""

    feed = models.CharField(_("feed"), max_length=60)
    record_key = models.CharField(_("number at the source"), max_length=200, unique=True)
    digest = models.CharField(_("digest"), max_length=64)
    values = models.JSONField(_("values"))
    innovation = models.OneToOneField(
        "innovations.Innovation", models.CASCADE, related_name="raw_record"
    )
    received_at = models.DateTimeField(_("received at"))
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("raw record")
        verbose_name_plural = _("raw records")
        indexes = [models.Index(fields=["feed"], name="raw_record_feed")]

    def __str__(self):
        return self.record_key


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
