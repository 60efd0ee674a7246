"""The documenting form as data: steps, questions, limits, with validity and source."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class FormStep(models.Model):
    """One short page of the form."""

    key = models.SlugField(_("key"), max_length=30, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    label_id = models.CharField(_("label in Indonesian"), max_length=120)
    label_en = models.CharField(_("label in English"), max_length=120)

    class Meta:
        ordering = ["order"]
        verbose_name = _("step of the form")
        verbose_name_plural = _("steps of the form")

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_id


class Question(models.Model):
    """One question of the form: what it asks, why, an example, and the rules its answer obeys.

    ``field`` is a key of ``FIELDS``. Words are counted by ``queries.rules.count_words`` alone.
    """

    field = models.CharField(_("field"), max_length=30)
    step = models.ForeignKey(FormStep, models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField(_("order"))
    ask_id = models.CharField(_("question in Indonesian"), max_length=200)
    ask_en = models.CharField(_("question in English"), max_length=200)
    meaning_id = models.TextField(_("meaning in Indonesian"), blank=True)
    meaning_en = models.TextField(_("meaning in English"), blank=True)
    example_id = models.TextField(_("example in Indonesian"), blank=True)
    example_en = models.TextField(_("example in English"), blank=True)
    required = models.BooleanField(_("required"), default=False)
    min_words = models.PositiveSmallIntegerField(_("fewest words"), default=0)
    max_words = models.PositiveSmallIntegerField(_("most words"), null=True, blank=True)
    # Each a list of value, label in Indonesian, label in English; empty for free answers.
    choices = models.JSONField(_("choices"), default=list, blank=True)
    takes_evidence = models.BooleanField(_("takes evidence"), default=False)
    needs_evidence = models.BooleanField(_("needs evidence"), default=False)
    # For the date of the first use: how old an innovation must be before it is submitted.
    min_age_months = models.PositiveSmallIntegerField(_("months in use"), default=0)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    # Staff changed it here: no load of the shipped rows changes it again.
    changed_here = models.BooleanField(_("changed here"), default=False)

    class Meta:
        ordering = ["step__order", "order"]
        verbose_name = _("question of the form")
        verbose_name_plural = _("questions of the form")
        constraints = [
            models.UniqueConstraint(fields=["field", "valid_from"], name="question_once_per_time"),
            models.CheckConstraint(
                condition=Q(max_words__isnull=True) | Q(max_words__gte=F("min_words")),
                name="question_word_limits_agree",
            ),
        ]

    def __str__(self):
        return self.ask

    @property
    def ask(self) -> str:
        return self.ask_en if get_language() == "en" else self.ask_id

    @property
    def meaning(self) -> str:
        return self.meaning_en if get_language() == "en" else self.meaning_id

    @property
    def example(self) -> str:
        return self.example_en if get_language() == "en" else self.example_id
