"""Lists of the State and of the catalogue, kept as rows so that a new rule needs no new release."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """A word of a list, with its label in both languages and the source that says so."""

    label_id = models.CharField(_("label in Indonesian"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200)
    source = models.TextField(_("source"), blank=True)
    # When somebody changed it at the desk; from then on no file does.
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the reader."""
        return self.label_en if get_language() == "en" else self.label_id


class DatedTerm(Term):
    """A term that a rule brings in and another may end. Empty dates mean: not known."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="%(class)s_ends_after_it_begins",
            ),
        ]


class Affair(DatedTerm):
    """A government affair (urusan) as the law on regional government lists it."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    group = models.CharField(_("group"), max_length=60)
    concurrent = models.BooleanField(_("concurrent"), default=False)

    class Meta(DatedTerm.Meta):
        ordering = ["code"]
        verbose_name = _("government affair")
        verbose_name_plural = _("government affairs")


class Goal(Term):
    """One of the goals of sustainable development, with the colour of its number tile."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    colour = models.CharField(_("colour"), max_length=7)
    text_colour = models.CharField(_("text colour"), max_length=7)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=17), name="goal_number_is_1_to_17"
            ),
        ]
        verbose_name = _("goal of sustainable development")
        verbose_name_plural = _("goals of sustainable development")

    def get_absolute_url(self):
        return reverse("vocabularies:goal", args=[self.number])


class SectorFamily(Term):
    """Sectors that share one dye in the cloth of a record."""

    key = models.SlugField(_("key"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("sector family")
        verbose_name_plural = _("sector families")


class Sector(Term):
    """What a service is about, in the words of those who look for it.

    ``family_id`` is the key of the family ("sehat"): reading it needs no further query.
    """

    key = models.SlugField(_("key"), max_length=30, unique=True)
    family = models.ForeignKey(
        SectorFamily,
        models.PROTECT,
        to_field="key",
        related_name="sectors",
        verbose_name=_("family"),
    )
    affair = models.ForeignKey(
        Affair, models.PROTECT, null=True, related_name="sectors", verbose_name=_("affair")
    )
    goals = models.ManyToManyField(Goal, related_name="sectors", verbose_name=_("goals"))
    synonyms_id = models.JSONField(_("synonyms in Indonesian"), default=list, blank=True)
    synonyms_en = models.JSONField(_("synonyms in English"), default=list, blank=True)

    class Meta:
        ordering = ["label_id"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def get_absolute_url(self):
        return reverse("vocabularies:sector", args=[self.key])


class AwardLevel(Term):
    """How high an award stands; 1 is the highest. ``programme_hint`` names where it is given."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    rank = models.PositiveSmallIntegerField(_("rank"))
    programme_hint = models.CharField(_("programme"), max_length=80, blank=True)

    class Meta:
        ordering = ["rank", "code"]
        verbose_name = _("award level")
        verbose_name_plural = _("award levels")


class ProgrammeKind(models.TextChoices):
    NATIONAL_COMPETITION = "national_competition", _("National competition")
    REGIONAL_COMPETITION = "regional_competition", _("Regional competition")
    INTERNATIONAL_AWARD = "international_award", _("International award")
    INDEX = "index", _("Index")
    DIRECTORY = "directory", _("Directory")
    LABORATORY = "laboratory", _("Innovation laboratory")
    TRAINING = "training", _("Training")
    STUDY = "study", _("Study")
    LAUNCH = "launch", _("Launch")
    PRACTICE = "practice", _("Documented practice")


class Programme(DatedTerm):
    """A competition, index, directory or other list that names innovations.

    ``short_name`` is how sources and lists write it ("KIPP"); ``region_code`` the area it covers,
    empty for the whole nation and beyond.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    short_name = models.CharField(_("short name"), max_length=80, unique=True)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=ProgrammeKind)
    region_code = models.CharField(_("region code"), max_length=5, blank=True)

    class Meta(DatedTerm.Meta):
        ordering = ["short_name"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class Life(models.TextChoices):
    """What counts: every stage is one of these four, so that they always add up."""

    ALIVE = "alive", pgettext_lazy("life", "Alive")
    DORMANT = "dormant", pgettext_lazy("life", "Dormant")
    STOPPED = "stopped", pgettext_lazy("life", "Stopped")
    UNKNOWN = "unknown", pgettext_lazy("life", "Not known")


class Stage(Term):
    """Where an innovation stands in its life, with what the word means."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    life = models.CharField(_("counted as"), max_length=10, choices=Life, default=Life.ALIVE)
    meaning_id = models.TextField(_("meaning in Indonesian"))
    meaning_en = models.TextField(_("meaning in English"))

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("life stage")
        verbose_name_plural = _("life stages")

    @property
    def meaning(self) -> str:
        """What the stage means, in the language of the reader."""
        return self.meaning_en if get_language() == "en" else self.meaning_id


class Abbreviation(models.Model):
    """A short form and what it stands for. Some stand for two things; then both are written."""

    abbreviation = models.CharField(_("abbreviation"), max_length=30, unique=True)
    full_id = models.CharField(_("in full, Indonesian"), max_length=200)
    meaning_en = models.CharField(_("meaning in English"), max_length=200)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        ordering = ["abbreviation"]
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")

    def __str__(self):
        return self.abbreviation
