from django.db import models
from django.utils.translation import gettext_lazy as _


class Dump(models.Model):
    """Everything public as files, made at one time. Its row is written when every file is whole."""

    # Names its folder and its address: the instant it was made.
    name = models.CharField(_("name"), max_length=20, unique=True)
    made_at = models.DateTimeField(_("made at"))
    # Everything the journal holds up to here is in it.
    seq = models.BigIntegerField(_("entry of the journal"))
    manifest = models.JSONField(_("manifest"))

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("dump")
        verbose_name_plural = _("dumps")

    def __str__(self):
        return self.name

    @property
    def folder(self) -> str:
        """Where its files lie in the storage."""
        return f"dumps/{self.name}"
