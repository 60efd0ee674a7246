"""Areas of the State by their official code, their other names, and their shapes."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class RegionKind(models.TextChoices):
    PROVINCE = "province", _("Province")
    REGENCY = "regency", _("Regency")
    CITY = "city", _("City")


class Region(models.Model):
    """A province, regency or city under the code of the Ministry of Home Affairs."""

    code = models.CharField(_("code"), max_length=5, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=RegionKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("province"),
    )
    capital = models.CharField(_("capital"), max_length=100, blank=True)
    lat = models.FloatField(_("latitude"))
    lng = models.FloatField(_("longitude"))
    area_km2 = models.DecimalField(
        _("area in km²"), max_digits=10, decimal_places=3, null=True, blank=True
    )
    area_source = models.CharField(_("source of the area"), max_length=200, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_source = models.CharField(_("source of the population"), max_length=200, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="province", parent__isnull=True)
                | (~Q(kind="province") & Q(parent__isnull=False)),
                name="region_only_provinces_stand_alone",
            ),
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lng__gte=-180, lng__lte=180),
                name="region_centre_is_on_earth",
            ),
        ]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("geography:region", args=[self.code])

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return self.name_en if get_language() == "en" else self.name

    @property
    def province_code(self) -> str:
        """The code of the province it is or lies in."""
        return self.code[:2]

    @property
    def is_province(self) -> bool:
        return self.kind == RegionKind.PROVINCE


class RegionAlias(models.Model):
    """Another name of a region. ``key`` is how it is looked up; two regions may share one."""

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="aliases", verbose_name=_("region")
    )
    text = models.CharField(_("text"), max_length=100)
    key = models.CharField(_("key"), max_length=100, db_index=True)
    shown = models.BooleanField(_("shown to readers"), default=True)

    class Meta:
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["region", "text"], name="alias_once_per_region"),
        ]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self):
        return self.text


class BoundaryKind(models.TextChoices):
    SCHEMATIC = "schematic", _("Schematic")
    OFFICIAL = "official", _("Official")


class Boundary(models.Model):
    """The shape of a region. An official one is drawn in place of the schematic one."""

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="boundaries", verbose_name=_("region")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=BoundaryKind)
    geometry = models.JSONField(_("geometry"), help_text=_("GeoJSON, longitude before latitude"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["region", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["region", "kind"], name="boundary_once_per_kind"),
        ]
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self):
        return f"{self.region_id} ({self.kind})"
