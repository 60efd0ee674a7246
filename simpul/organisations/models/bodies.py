"""Public bodies and their partners, the names they carry and who took over from whom."""

import re
import unicodedata

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Words about the form of a company or the State, which writers add and drop at will.
FORM_WORDS = {"pt", "persero", "tbk", "ri"}


def name_key(text: str) -> str:
    """Fold ``text`` so that spellings of one name compare equal: case, accents and marks go."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    kept = [word for word in words if word not in FORM_WORDS] or words
    return " ".join(kept)[:300].removesuffix(" republik indonesia")


class Kind(models.TextChoices):
    """What a body is by law."""

    COORDINATING_MINISTRY = "coordinating_ministry", _("coordinating ministry")
    MINISTRY = "ministry", _("ministry")
    MINISTERIAL_BODY = "ministerial_body", _("body at the level of a ministry")
    AGENCY = "agency", _("non-ministerial government agency")
    STATE_BODY = "state_body", _("state institution")
    NONSTRUCTURAL = "nonstructural", _("non-structural institution")
    BODY = "body", _("national institution")
    PUBLIC_LAW = "public_law", _("public law body")
    PROVINCE = "province", _("provincial government")
    REGENCY = "regency", _("regency government")
    CITY = "city", _("city government")
    ADMINISTRATIVE = "administrative", _("administrative territory of Jakarta")
    STATE_ENTERPRISE = "state_enterprise", _("state-owned enterprise")
    STATE_SUBSIDIARY = "state_subsidiary", _("subsidiary of a state-owned enterprise")
    REGIONAL_ENTERPRISE = "regional_enterprise", _("enterprise owned by a region")
    PRIVATE = "private", _("private organisation")
    UNIT = "unit", _("unit of an institution")
    UNKNOWN = "unknown", _("kind not known")


class Level(models.TextChoices):
    """The family of bodies that readers filter by."""

    MINISTRY = "ministry", _("Ministries")
    AGENCY = "agency", _("Agencies and institutions")
    PROVINCE = "province", _("Provincial governments")
    REGENCY = "regency", _("Regency governments")
    CITY = "city", _("City governments")
    STATE_ENTERPRISE = "state_enterprise", _("State-owned enterprises")
    REGIONAL_ENTERPRISE = "regional_enterprise", _("Regional enterprises")
    PRIVATE = "private", _("Private organisations")
    UNKNOWN = "unknown", _("Not known")


class Status(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("institution", "active")
    DISSOLVED = "dissolved", pgettext_lazy("institution", "dissolved")
    MERGED = "merged", pgettext_lazy("institution", "merged")


class Organisation(models.Model):
    """A body that owns services: a ministry, an agency, a government, an enterprise.

    A body that ended keeps its row and its works; ``Succession`` says who took over. A unit is a
    part of its parent; any other body with a parent stands beside it, as a regency government does.
    """

    code = models.CharField(_("code"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=120)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    level = models.CharField(_("level"), max_length=30, choices=Level, db_index=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    region = models.ForeignKey(
        "geography.Region", models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ACTIVE)
    valid_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    valid_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.TextField(_("source"), blank=True)
    # When somebody changed it at the desk; from then on no file does.
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organisation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ACTIVE, valid_to__isnull=True)
                | Q(status__in=[Status.DISSOLVED, Status.MERGED]),
                name="organisation_active_has_no_end",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.UNIT) | Q(parent__isnull=False),
                name="organisation_unit_has_parent",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:detail", args=[self.slug])

    @property
    def is_active(self) -> bool:
        return self.status == Status.ACTIVE

    @property
    def is_unit(self) -> bool:
        return self.kind == Kind.UNIT

    @property
    def chain(self) -> list["Organisation"]:
        """The body itself, then what it is a unit of, up to its institution."""
        bodies = [self]
        while bodies[-1].is_unit and bodies[-1].parent:
            bodies.append(bodies[-1].parent)
        return bodies

    @property
    def institution(self) -> "Organisation":
        """The institution it is a unit of; itself where it is none."""
        return self.chain[-1]

    def existed_in(self, year: int) -> bool:
        """Say whether the body stood in ``year``; unknown ends count as open."""
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)


class NameKind(models.TextChoices):
    NAME = "name", _("name")
    SHORT = "short", _("short name")
    ALIAS = "alias", _("also written")
    FORMER = "former", _("former name")
    UNIT = "unit", _("name of its offices")


class OrganisationName(models.Model):
    """One way of naming a body; ``key`` is what a text is matched against."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=300, db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind)
    # The last day it counted, where it is a former name and that is known.
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="name_once_per_body"),
        ]

    def __str__(self):
        return self.name


class Succession(models.Model):
    """``successor`` took over tasks of ``predecessor``. The edges never form a circle."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions_onward")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions_back")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    # Whether it stands for a merger recorded here, which restoring the predecessor takes back.
    is_merger = models.BooleanField(default=False)
    # When somebody added it at the desk; empty where a file names it.
    added_at = models.DateTimeField(_("added at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_not_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
