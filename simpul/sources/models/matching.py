"""How mentions of one innovation meet: keys, pairs that were found, and what was decided."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.sources.workflow import PairState


class MatchKey(models.Model):
    """A way in which an owner's innovation is written, as a number that equal writings share."""

    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="match_keys"
    )
    key = models.BigIntegerField(_("key"), db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("key for matching")
        verbose_name_plural = _("keys for matching")

    def __str__(self):
        return f"{self.innovation_id}: {self.key}"


class Pair(models.Model):
    """Two records that may be one innovation: how likely, why, and what a person decided.

    What is sure enough is joined without asking and never stands here.
    """

    left = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="pairs", verbose_name=_("one record")
    )
    right = models.ForeignKey(
        "innovations.Innovation",
        models.CASCADE,
        related_name="pairs_back",
        verbose_name=_("other record"),
    )
    probability = models.FloatField(_("probability"))
    # The level of each comparison, by its name: why it is so likely.
    levels = models.JSONField(_("reasons"))
    state = models.CharField(
        _("state"), max_length=10, choices=PairState, default=PairState.OPEN, db_index=True
    )
    found_at = models.DateTimeField(_("found at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True)
    # What deciding made, so that taking it back undoes just that.
    absorbed = models.ForeignKey(
        "innovations.Innovation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    relation = models.ForeignKey(
        "innovations.Relation", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-probability", "pk"]
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="pair_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_lower_key_first"),
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1), name="pair_probability_is_one"
            ),
            models.CheckConstraint(
                condition=Q(state=PairState.OPEN, decided_at__isnull=True)
                | (~Q(state=PairState.OPEN) & Q(decided_at__isnull=False)),
                name="pair_decided_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.left_id} ~ {self.right_id}: {self.probability:.2f}"

    def get_absolute_url(self):
        return reverse("sources:pair", args=[self.pk])

    @property
    def percent(self) -> int:
        """How likely they are one, in hundredths."""
        return round(100 * self.probability)

    @property
    def is_open(self) -> bool:
        return self.state == PairState.OPEN


class MatchParameterQuerySet(models.QuerySet["MatchParameter"]):
    def in_force(self, day: date) -> "MatchParameterQuerySet":
        """Those that hold on ``day``, the latest of each name last."""
        begun = self.filter(valid_from__lte=day)
        return begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).order_by(
            "name", "valid_from"
        )


class MatchParameter(models.Model):
    """A number of the model of matching, such as a threshold, from a day on."""

    name = models.CharField(_("name"), max_length=30)
    value = models.FloatField(_("value"))
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    says_id = models.CharField(_("meaning in Indonesian"), max_length=300)
    says_en = models.CharField(_("meaning in English"), max_length=300)
    # Who set it: the shipped file, or the decision it stems from.
    source = models.CharField(_("source"), max_length=300)

    objects = MatchParameterQuerySet.as_manager()

    class Meta:
        ordering = ["name", "valid_from"]
        verbose_name = _("parameter of matching")
        verbose_name_plural = _("parameters of matching")
        constraints = [
            models.UniqueConstraint(fields=["name", "valid_from"], name="match_parameter_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="match_parameter_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.name} = {self.value}"

    @property
    def says(self) -> str:
        """What it means, in the language of the reader."""
        return self.says_en if get_language() == "en" else self.says_id


class MatchEvaluation(models.Model):
    """How matching did on labelled pairs: shown to everybody as it was measured."""

    measured_at = models.DateTimeField(_("measured at"))
    # Which pairs: the name of the file and the digest of its content.
    pairs = models.CharField(_("labelled pairs"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    count = models.PositiveIntegerField(_("how many pairs"))
    duplicates = models.PositiveIntegerField(_("how many are one innovation"))
    automatic_from = models.FloatField(_("joined from"))
    queue_from = models.FloatField(_("asked from"))
    # ``automatic``, ``queue`` and ``calibration`` as ``match-eval`` prints them.
    result = models.JSONField(_("result"))

    class Meta:
        ordering = ["-measured_at", "-pk"]
        verbose_name = _("measurement of matching")
        verbose_name_plural = _("measurements of matching")

    def __str__(self):
        return f"{self.pairs}, {self.measured_at:%Y-%m-%d}"

    @property
    def automatic_precision(self) -> str:
        return self._percent("automatic", "precision")

    @property
    def automatic_recall(self) -> str:
        return self._percent("automatic", "recall")

    @property
    def queue_precision(self) -> str:
        return self._percent("queue", "precision")

    @property
    def queue_recall(self) -> str:
        return self._percent("queue", "recall")

    def _percent(self, threshold: str, name: str) -> str:
        return percent(self.result[threshold][name])


def percent(share: float | None) -> str:
    """A share in hundredths as the reader writes numbers, with one digit where that says more."""
    if share is None:
        return ""
    hundredths = round(100 * share, 1)
    return number_format(int(hundredths) if hundredths.is_integer() else hundredths)
