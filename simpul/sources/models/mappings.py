"""How a file of a source is read, and what its words mean from now on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Mapping(models.Model):
    """Which column of a file fills which field, kept for every file with the same headings.

    ``columns`` lists ``{"column", "field", "convert"}``; ``way`` says how the file is read where
    that is not found out by itself. ``fingerprint`` is equal for files with equal headings.
    """

    name = models.CharField(_("name"), max_length=120)
    authority = models.ForeignKey(
        "innovations.Authority",
        models.CASCADE,
        related_name="mappings",
        verbose_name=_("authority"),
    )
    fingerprint = models.CharField(max_length=64, db_index=True, editable=False)
    headings = models.JSONField(_("headings"), default=list)
    columns = models.JSONField(_("columns"), default=list)
    way = models.JSONField(_("how it is read"), default=dict, blank=True)
    programme = models.SlugField(_("programme"), max_length=60, blank=True)
    language = models.CharField(_("language of its texts"), max_length=5, default="id")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("made at"))
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = pgettext_lazy("import", "mapping")
        verbose_name_plural = pgettext_lazy("import", "mappings")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "fingerprint"], name="mapping_once_per_headings"
            ),
        ]

    def __str__(self):
        return self.name


class LearnedName(models.Model):
    """What some words of an authority mean from now on: somebody said so, and may take it back.

    ``code`` is a code of the list that ``field`` is filled from; empty, the words mean nothing.
    """

    authority = models.ForeignKey(
        "innovations.Authority",
        models.CASCADE,
        related_name="learned_names",
        verbose_name=_("authority"),
    )
    field = models.CharField(_("field"), max_length=60)
    given = models.CharField(_("as the source writes it"), max_length=1000)
    key = models.CharField(max_length=300, editable=False)
    code = models.CharField(_("means"), max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("said at"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("learned name")
        verbose_name_plural = _("learned names")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "field", "key"],
                condition=Q(undone_at=None),
                name="learned_name_once",
            ),
        ]

    def __str__(self):
        return f"{self.given} = {self.code}"
