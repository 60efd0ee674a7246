"""Offices: what a mandate may be for, what it is held over, and who grants it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.core.models import Mandate


class Scope(models.TextChoices):
    """What an office is held over; the empty one is the whole installation."""

    ALL = "", _("the whole network")
    ORGANISATION = "organisations.organisation", _("an institution")
    HUB = "hubs.hub", _("a hub")
    TERRITORY = "hubs.territory", _("a regency or city, for a hub")
    AUTHORITY = "innovations.authority", _("a source")


class Office(models.Model):
    """A kind of mandate. The rooms' policies name it by its key; the rest is data."""

    key = models.CharField(_("key"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    label_id = models.CharField(_("label in Indonesian"), max_length=120)
    label_en = models.CharField(_("label in English"), max_length=120)
    description_id = models.CharField(_("description in Indonesian"), max_length=300)
    description_en = models.CharField(_("description in English"), max_length=300)
    scope = models.CharField(_("held over"), max_length=60, choices=Scope, blank=True)
    # Keys of the offices whose holders may grant this one, each within what they hold theirs over.
    granted_by = models.JSONField(_("granted by"), default=list)
    # Whether those who hold it under a letter stand on public pages by name.
    is_public = models.BooleanField(_("shown to everybody"), default=False)

    class Meta:
        ordering = ["order"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """Its name in the language of the reader."""
        return self.label_en if get_language() == "en" else self.label_id

    @property
    def description(self) -> str:
        """What it is for, in the language of the reader."""
        return self.description_en if get_language() == "en" else self.description_id


@dataclass(frozen=True)
class Seat:
    """An office over one scope, whoever holds it; ``scope`` is ``None`` for the whole network."""

    office: Office
    scope: models.Model | None = None

    @classmethod
    def of(cls, mandate: Mandate) -> "Seat":
        """The seat that somebody holds by ``mandate``."""
        return cls(Office.objects.get(key=mandate.office), mandate.scope)
