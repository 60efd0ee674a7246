from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.drafts import Draft
from simpul.innovations.models.innovation import Innovation


class EvidenceKind(models.TextChoices):
    DOCUMENT = "document", _("document")
    DATA = "data", _("data")
    PHOTO = "photo", _("photo")
    EVALUATION = "evaluation", _("evaluation report")
    LEGAL = "legal", _("legal basis")
    STATEMENT = "statement", _("statement")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def kept(self):
        return self.filter(removed_at=None)

    def public(self):
        """What readers may open: said to be public, and accepted with a verified record."""
        return self.kept().filter(is_public=True, accepted_at__isnull=False)


class Evidence(models.Model):
    """A file that shows that what a record says is so. Private unless its owner says otherwise."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="evidence")
    draft = models.ForeignKey(
        Draft, models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    file = models.ForeignKey("core.File", models.PROTECT, related_name="+")
    # A smaller copy of a picture for pages; empty for everything else.
    preview = models.ForeignKey(
        "core.File", models.PROTECT, null=True, blank=True, related_name="+"
    )
    field = models.CharField(_("field it belongs to"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind)
    title = models.CharField(_("title"), max_length=200)
    is_public = models.BooleanField(_("anybody may open it"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["innovation", "pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self):
        return self.title
