"""The lists of this room."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Listed(models.Model):
    """A word of a list, with its label in both languages, its order and its source."""

    key = models.SlugField(_("key"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    label_id = models.CharField(_("label in Indonesian"), max_length=100)
    label_en = models.CharField(_("label in English"), max_length=100)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the reader."""
        return self.label_en if get_language() == "en" else self.label_id


class Role(Listed):
    """In what role somebody took part in a session; never who they were."""

    class Meta:
        ordering = ["order"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")
