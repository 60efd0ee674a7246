from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.authorities import Authority
from simpul.innovations.models.innovation import Innovation


class Claim(models.Model):
    """What an authority says about one field of one innovation. Never edited, only retired.

    ``wording`` keeps the source's own words where ``value`` is what they were read as.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="claims")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="claims", db_index=False)
    record_key = models.CharField(_("number at the source"), max_length=200)
    field = models.CharField(_("field"), max_length=30)
    value = models.JSONField(_("value"))
    wording = models.TextField(_("as the source writes it"), blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    asserted_on = models.DateField(_("said on"), null=True, blank=True)
    evidence_url = models.CharField(_("where it stands"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    retired_at = models.DateTimeField(_("no longer said since"), null=True, blank=True)

    class Meta:
        ordering = ["innovation", "pk"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "authority", "record_key", "field", "language"],
                # A mention may name several awards.
                condition=Q(retired_at__isnull=True) & ~Q(field="award"),
                name="claim_once_per_mention",
            ),
        ]

    def __str__(self):
        return f"{self.field} = {self.value}"


class ExternalId(models.Model):
    """The number under which a source keeps the innovation, such as ``dataset`` INV-0001."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="external_ids")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="external_ids")
    scheme = models.CharField(_("scheme"), max_length=40)
    value = models.CharField(_("value"), max_length=200)
    url = models.CharField(_("address"), max_length=1000, blank=True)

    class Meta:
        ordering = ["scheme", "value"]
        verbose_name = _("external number")
        verbose_name_plural = _("external numbers")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="external_id_once"),
        ]

    def __str__(self):
        return f"{self.scheme}:{self.value}"
