"""Competitions, their editions, and how many each award of an edition was given to."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Competition(models.Model):
    """A programme that compares innovations or their owners and gives awards."""

    programme = models.OneToOneField(
        "vocabularies.Programme", models.PROTECT, related_name="competition"
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)

    class Meta:
        ordering = ["programme__short_name"]
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")

    def __str__(self):
        return self.programme.label

    def get_absolute_url(self):
        return reverse("competitions:competition", args=[self.slug])


class Told(models.Model):
    """A note kept in both languages."""

    note_id = models.CharField(_("note in Indonesian"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def note(self) -> str:
        """The note in the language of the reader."""
        return self.note_en if get_language() == "en" else self.note_id


class Edition(Told):
    """One year of a competition. ``held`` is false for a year it was known to be left out."""

    code = models.CharField(_("code"), max_length=80, unique=True)
    competition = models.ForeignKey(Competition, models.CASCADE, related_name="editions")
    year = models.PositiveSmallIntegerField(_("year"))
    held = models.BooleanField(_("held"), default=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["-year"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["competition", "year"], name="edition_once_a_year"),
        ]

    def __str__(self):
        return f"{self.competition_id} {self.year}"

    def get_absolute_url(self):
        return reverse("competitions:edition", args=[self.competition.slug, self.year])


class Tier(Told):
    """How many innovations, or regions of a category, an edition gave an award to.

    ``includes`` lists the award levels that are chosen out of this one: who reached the Top 45 was
    among the Top 99 before.
    """

    code = models.CharField(_("code"), max_length=120, unique=True)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tiers")
    level = models.ForeignKey(
        "vocabularies.AwardLevel", models.PROTECT, null=True, blank=True, related_name="tiers"
    )
    category = models.CharField(_("category"), max_length=120, blank=True)
    size = models.PositiveIntegerField(_("number awarded"))
    includes = models.JSONField(_("award levels chosen out of it"), default=list, blank=True)
    source = models.TextField(_("source"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("award tier")
        verbose_name_plural = _("award tiers")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "level", "category"], name="tier_once_per_edition"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=False, category="")
                | (Q(level__isnull=True) & ~Q(category="")),
                name="tier_has_level_or_category",
            ),
        ]

    def __str__(self):
        return self.code


class RegionAward(models.Model):
    """An award given to a region rather than to one innovation."""

    code = models.CharField(_("code"), max_length=160, unique=True)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="region_awards")
    category = models.CharField(_("category"), max_length=120)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    wording = models.CharField(_("region as the source writes it"), max_length=160)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="region_awards"
    )
    region = models.ForeignKey("geography.Region", models.PROTECT, related_name="region_awards")
    source = models.TextField(_("source"))

    class Meta:
        ordering = ["category", models.F("rank").asc(nulls_last=True), "wording"]
        verbose_name = _("award to a region")
        verbose_name_plural = _("awards to regions")

    def __str__(self):
        return f"{self.category} {self.rank or ''} {self.wording}"
