"""Hubs of the network, what happened to each and the agreements behind them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.statistics.models import Precision, known_date


class Level(models.TextChoices):
    NATIONAL = "national", _("National hub")
    PROVINCE = "province", _("Provincial hub")
    MINISTRY = "ministry", _("Hub of a ministry")
    AGENCY = "agency", _("Hub of an agency")


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


class Hub(Told):
    """A node of the network: it verifies, documents and passes on what works.

    How far a hub has come is never a field: ``queries.hub_status`` reads it from ``Milestone``.
    """

    code = models.CharField(_("code"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="hubs"
    )
    region = models.ForeignKey(
        "geography.Region", models.PROTECT, null=True, blank=True, related_name="hubs"
    )
    areas = models.ManyToManyField(
        "geography.Region", related_name="served_by", blank=True, verbose_name=_("areas served")
    )
    website = models.CharField(_("website"), max_length=200, blank=True)
    decree = models.CharField(_("decree"), max_length=200, blank=True)
    wave = models.CharField(_("wave"), max_length=200, blank=True)
    source = models.TextField(_("source"))
    # The one number of its brand: every colour of its pages follows. Empty means the network's own.
    hue = models.PositiveSmallIntegerField(_("hue"), null=True, blank=True)
    # When somebody changed it at the desk; from then on no file does.
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(level=Level.PROVINCE) | Q(region__isnull=False),
                name="hub_of_a_province_has_region",
            ),
            models.CheckConstraint(
                condition=Q(hue__isnull=True) | Q(hue__lt=360), name="hub_hue_is_an_angle"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("hubs:detail", args=[self.slug])

    @property
    def place(self) -> str:
        """Where it works, in short: its province or its institution."""
        return self.region.short_name if self.region else self.organisation.short_name


class TerritoryManager(models.Manager):
    """Territories with what they are called by."""

    def get_queryset(self):
        return super().get_queryset().select_related("region", "hub")


class Territory(models.Model):
    """A part of what a hub serves, in which assistants act for it."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="territories")
    region = models.ForeignKey(
        "geography.Region", models.PROTECT, related_name="+", verbose_name=_("regency or city")
    )

    objects = TerritoryManager()

    class Meta:
        # Mandates reach their scope by this one.
        base_manager_name = "objects"
        ordering = ["hub", "region"]
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.UniqueConstraint(fields=["hub", "region"], name="territory_once_per_hub"),
        ]

    def __str__(self):
        return f"{self.region}, {self.hub}"


class MilestoneKind(models.TextChoices):
    INVITED = "invited", _("Invited")
    WILLING = "willing", _("Declared willing")
    DECLINED = "declined", _("Declined")
    COMMITTED = "commitment_signed", _("Commitment signed")
    APPOINTED = "appointed", _("Appointed by decree")
    LAUNCHED = "launched", _("Launched")
    PORTAL = "portal_opened", _("Portal opened")
    SUSPENDED = "suspended", _("Suspended")


class Milestone(Told):
    """Something that happened to a hub, with the document and the source that says so."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    hub = models.ForeignKey(Hub, models.CASCADE, related_name="milestones")
    kind = models.CharField(_("kind"), max_length=30, choices=MilestoneKind)
    date = models.DateField(_("date"))
    precision = models.CharField(_("precision"), max_length=10, choices=Precision)
    document = models.CharField(_("document"), max_length=200, blank=True)
    source = models.TextField(_("source"))

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self):
        return f"{self.hub_id} {self.kind} {self.date_text}"

    @property
    def date_text(self) -> str:
        """The date as exactly as it is known."""
        return known_date(self.date, self.precision)


class Agreement(models.Model):
    """A paper that several parties signed for the network."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    kind_id = models.CharField(_("kind in Indonesian"), max_length=100)
    kind_en = models.CharField(_("kind in English"), max_length=100)
    date = models.DateField(_("date"))
    parties = models.JSONField(_("parties"), default=list)
    signers = models.JSONField(_("signers"), default=list, blank=True)
    subject_id = models.CharField(_("subject in Indonesian"), max_length=300)
    subject_en = models.CharField(_("subject in English"), max_length=300)
    hubs = models.ManyToManyField(Hub, related_name="agreements", blank=True)
    source = models.TextField(_("source"))

    class Meta:
        ordering = ["date", "code"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self):
        return self.subject

    @property
    def subject(self) -> str:
        """What it is about, in the language of the reader."""
        return self.subject_en if get_language() == "en" else self.subject_id

    @property
    def kind(self) -> str:
        """What kind of paper it is, in the language of the reader."""
        return self.kind_en if get_language() == "en" else self.kind_id
