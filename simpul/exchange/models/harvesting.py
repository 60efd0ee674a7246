from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HarvestHeader(models.Model):
    """What harvesters are told of one record: when it last changed, or that it is gone for ever.

    A record that changes gets a new row at the end, so that whoever reads by ``seq`` and key meets
    every change. The row outlives its record: ``number`` is the permanent one, ``record`` its key
    of today.
    """

    number = models.CharField(_("permanent number"), max_length=10, unique=True)
    record = models.BigIntegerField(db_index=True)
    # The entry of the journal that made it what it is.
    seq = models.BigIntegerField()
    stamp = models.DateTimeField(_("datestamp"), db_index=True)
    is_deleted = models.BooleanField(_("deleted"), default=False)
    # Every set it belongs to, each between two signs: ``;hub:35;sector:sehat:kesehatan;``.
    sets = models.TextField(_("sets"), blank=True)
    # Of everything harvesters get to see; what did not change keeps its datestamp.
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["seq", "pk"]
        verbose_name = _("header for harvesters")
        verbose_name_plural = _("headers for harvesters")
        indexes = [models.Index(fields=["seq", "id"], name="harvest_header_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_deleted=True) | ~Q(digest=""), name="harvest_header_has_digest"
            ),
        ]

    def __str__(self):
        return self.number


class HarvestMark(models.Model):
    """How far the headers follow the journal; there is one row.

    While every record is compared anew, ``swept_to`` is the key reached, and ``sweep_seq`` where
    following goes on afterwards.
    """

    seq = models.BigIntegerField(default=0)
    sweep_seq = models.BigIntegerField(null=True, blank=True)
    swept_to = models.BigIntegerField(default=0)
    # The latest datestamp given; clocks that jump back do not take it along.
    stamp = models.DateTimeField()
    # Before it nothing was ever told.
    began_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reach of the headers for harvesters")
        verbose_name_plural = _("reach of the headers for harvesters")

    def __str__(self):
        return str(self.seq)
