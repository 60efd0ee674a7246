"""Figures that somebody outside stated, each with its date and source. They may disagree."""

from django.db import models
from django.db.models import F, Q
from django.utils import dateformat, formats
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


FORMATS = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}


def known_date(day, precision: str) -> str:
    """A date in words, as exactly as it is known: "14 Maret 2023", "Maret 2023" or "2023"."""
    return dateformat.format(day, FORMATS[Precision(precision)]) if day else ""


class Qualifier(models.TextChoices):
    """What the source adds to the number."""

    EXACT = "", ""
    ABOUT = "about", _("about")
    AT_LEAST = "at_least", _("at least")
    STATEMENT = "statement", _("a statement, not a count")


class Indicator(models.Model):
    """What a figure counts, in both languages."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    label_id = models.CharField(_("label in Indonesian"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200)
    topic = models.SlugField(_("topic"), max_length=60, db_index=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    unit = models.CharField(_("unit"), max_length=40, blank=True)

    class Meta:
        ordering = ["topic", "order", "key"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the reader."""
        return self.label_en if get_language() == "en" else self.label_id


class Observation(models.Model):
    """One value of a figure in one region, as one source gives it.

    Several sources may stand side by side; ``text`` holds what is no number, such as the terrain.
    """

    code = models.CharField(_("code"), max_length=100, unique=True)
    figure = models.ForeignKey(
        Indicator, models.PROTECT, to_field="key", related_name="observations"
    )
    region = models.ForeignKey("geography.Region", models.PROTECT, related_name="observations")
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.CharField(_("in words"), max_length=60, blank=True)
    as_of = models.DateField(_("as of"))
    precision = models.CharField(_("precision"), max_length=10, choices=Precision)
    source = models.TextField(_("source"))

    class Meta:
        ordering = ["region", "figure", "as_of", "pk"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        indexes = [models.Index(fields=["region", "figure", "as_of"], name="observation_of_region")]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(text=""), name="observation_says_something"
            ),
        ]

    def __str__(self):
        return f"{self.figure_id} {self.region_id}: {self.shown}"

    @property
    def shown(self) -> str:
        """The value with separators of the reader's language, or the words."""
        if self.value is None:
            return self.text
        places = 0 if self.value == self.value.to_integral_value() else 1
        return formats.number_format(self.value, places, use_l10n=True, force_grouping=True)

    @property
    def as_of_text(self) -> str:
        return known_date(self.as_of, self.precision)


class Statement(models.Model):
    """One value of a figure as one source states it.

    Nothing is averaged and nothing is struck out: where sources disagree, each has its row.
    ``value`` is the wording of the source; ``number`` is set where it is a whole number.
    """

    code = models.CharField(_("code"), max_length=60, unique=True)
    figure = models.ForeignKey(Indicator, models.PROTECT, to_field="key", related_name="statements")
    value = models.CharField(_("value"), max_length=100)
    number = models.BigIntegerField(_("number"), null=True, blank=True)
    as_of = models.DateField(_("as of"))
    since = models.DateField(_("from"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision)
    qualifier = models.CharField(
        _("qualifier"), max_length=20, choices=Qualifier, blank=True, default=Qualifier.EXACT
    )
    meaning_id = models.CharField(_("meaning in Indonesian"), max_length=300, blank=True)
    meaning_en = models.CharField(_("meaning in English"), max_length=300, blank=True)
    source = models.TextField(_("source"))

    class Meta:
        ordering = ["as_of", "pk"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(since__lte=F("as_of")),
                name="statement_period_runs_forward",
            ),
        ]

    def __str__(self):
        return f"{self.figure_id} {self.value} ({self.as_of_text})"

    @property
    def meaning(self) -> str:
        """What the source means by the figure, in the language of the reader."""
        return self.meaning_en if get_language() == "en" else self.meaning_id

    @property
    def as_of_text(self) -> str:
        """The date or period the figure speaks of, as exactly as the source gives it."""
        end = known_date(self.as_of, self.precision)
        return f"{known_date(self.since, self.precision)}–{end}" if self.since else end

    @property
    def shown(self) -> str:
        """The value with separators of the reader's language."""
        if self.number is None:
            return self.value
        return formats.number_format(self.number, use_l10n=True, force_grouping=True)
