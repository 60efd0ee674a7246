"""What an owner gives to those who would do the same: its word, and papers to begin from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.innovations.models.innovation import Innovation


class Willingness(models.Model):
    """The owner says since when it lets others learn from it, on what conditions, and how many.

    The newest that was not ended counts; the others stay as what was said then.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="willingness")
    stated_on = models.DateField(_("stated on"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    # How many adopters at most begin with it in three months; empty: no limit was said.
    per_quarter = models.PositiveSmallIntegerField(_("adopters a quarter"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(_("said at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["innovation", "-stated_on", "-pk"]
        verbose_name = _("statement of willingness")
        verbose_name_plural = _("statements of willingness")
        constraints = [
            models.UniqueConstraint(
                fields=["innovation"],
                condition=Q(ended_at__isnull=True),
                name="willingness_one_counts",
            ),
        ]

    def __str__(self):
        return f"{self.innovation_id}: {self.stated_on}"


class ArtefactKind(models.TextChoices):
    """What a reusable paper is."""

    DECREE = "decree", pgettext_lazy("artefact", "Template of a decree or regulation")
    PROCEDURE = "procedure", pgettext_lazy("artefact", "Operating procedure (SOP)")
    FORM = "form", pgettext_lazy("artefact", "Form")
    GUIDE = "guide", pgettext_lazy("artefact", "Guide or training material")
    SOFTWARE = "software", pgettext_lazy("artefact", "Software")
    OTHER = "other", pgettext_lazy("artefact", "Something else")


class ArtefactQuerySet(models.QuerySet["Artefact"]):
    def kept(self):
        return self.filter(removed_at=None)


class Artefact(models.Model):
    """Something reusable: a file kept here, or software at an address, with its licence."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="artefacts")
    kind = models.CharField(_("kind"), max_length=12, choices=ArtefactKind)
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey("core.File", models.PROTECT, null=True, blank=True, related_name="+")
    url = models.CharField(_("address"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=200)
    version = models.CharField(_("version"), max_length=60, blank=True)
    # Everybody may take it; otherwise those whose case about it was found valid.
    is_public = models.BooleanField(_("anybody may take it"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = ArtefactQuerySet.as_manager()

    class Meta:
        ordering = ["innovation", "kind", "title", "pk"]
        verbose_name = _("reusable artefact")
        verbose_name_plural = _("reusable artefacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(url=""), name="artefact_is_somewhere"
            ),
        ]

    def __str__(self):
        return self.title
