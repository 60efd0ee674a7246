"""What came from where: the raw copy of every mention of the shipped files."""

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
