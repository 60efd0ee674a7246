from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.innovation import Innovation


class Standing(models.TextChoices):
    PENDING = "pending", _("Being checked")
    PUBLIC = "public", _("Public")
    SUPERSEDED = "superseded", _("Superseded")


class Version(models.Model):
    """What a verified record says, frozen: for each field and language the values and their claims.

    ``values`` maps ``field|language`` to a list of ``[value, key of the claim]``. At most one
    version of a record is public and at most one waits.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    standing = models.CharField(_("standing"), max_length=20, choices=Standing)
    values = models.JSONField(_("values"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    note = models.CharField(_("what changed"), max_length=300, blank=True)

    class Meta:
        ordering = ["innovation", "-number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["innovation", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["innovation"], condition=Q(standing="public"), name="version_one_public"
            ),
            models.UniqueConstraint(
                fields=["innovation"], condition=Q(standing="pending"), name="version_one_pending"
            ),
        ]

    def __str__(self):
        return f"{self.innovation_id} v{self.number}"
