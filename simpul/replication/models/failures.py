"""Failures are knowledge: what stopped or did not work, why, and what its owner tells others."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core import clock
from simpul.organisations.models import Level
from simpul.replication.workflow.failures import LessonState
from simpul.vocabularies.models import DatedTerm

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8


def new_code() -> str:
    """A code that says nothing about when or by whom it was made."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


class FailureReason(DatedTerm):
    """Why things fail: a row of the taxonomy."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    family = models.SlugField(_("family"), max_length=40)
    family_label_id = models.CharField(_("family in Indonesian"), max_length=100)
    family_label_en = models.CharField(_("family in English"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    meaning_id = models.CharField(_("meaning in Indonesian"), max_length=300, blank=True)
    meaning_en = models.CharField(_("meaning in English"), max_length=300, blank=True)

    class Meta(DatedTerm.Meta):
        ordering = ["order", "key"]
        verbose_name = _("reason of failure")
        verbose_name_plural = _("reasons of failure")


class Attempt(models.TextChoices):
    """What failed."""

    OWN = "own", pgettext_lazy("attempt", "an innovation of its own")
    COPY = "copy", pgettext_lazy("attempt", "the replication of another's innovation")


class Disclosure(models.TextChoices):
    """How the owner wants to be read."""

    NAMED = "named", pgettext_lazy("disclosure", "with our name, at once")
    LATER = "later", pgettext_lazy("disclosure", "with our name, from a later day on")
    ANONYMOUS = "anonymous", pgettext_lazy("disclosure", "without our name")


class LessonQuerySet(models.QuerySet["Lesson"]):
    def public(self):
        """What anybody may read today."""
        due = Q(disclosure=Disclosure.LATER, named_on__gt=clock.today())
        return self.filter(state=LessonState.RELEASED).exclude(due)

    def named(self):
        """Those that readers may connect with an institution and a record."""
        return self.public().exclude(disclosure=Disclosure.ANONYMOUS)


class Lesson(models.Model):
    """What an institution learned from something that stopped or failed.

    ``state`` moves only through ``workflow.failures.LESSON``. What readers see of an anonymous one
    is its latest ``LessonRelease``, never these fields.
    """

    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="lessons"
    )
    attempt = models.CharField(_("what failed"), max_length=10, choices=Attempt)
    innovation = models.ForeignKey(
        "innovations.Innovation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("innovation"),
    )
    case = models.ForeignKey(
        "replication.Case", models.PROTECT, null=True, blank=True, related_name="lessons"
    )
    region = models.ForeignKey(
        "geography.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("region"),
    )
    sector = models.ForeignKey(
        "vocabularies.Sector", models.PROTECT, related_name="lessons", verbose_name=_("sector")
    )
    year = models.PositiveSmallIntegerField(_("year it stopped"))
    reasons = models.ManyToManyField(
        FailureReason, related_name="lessons", verbose_name=_("why it failed")
    )
    title = models.CharField(_("in one line"), max_length=160)
    happened = models.TextField(_("what happened"), max_length=4000)
    advice = models.TextField(_("what you would tell others"), max_length=4000)
    disclosure = models.CharField(
        _("how you want to be read"),
        max_length=10,
        choices=Disclosure,
        default=Disclosure.NAMED,
    )
    named_on = models.DateField(_("readable from"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=LessonState, default=LessonState.DRAFT
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="lessons"
    )
    written_at = models.DateTimeField(_("written at"))
    changed_at = models.DateTimeField(_("changed at"))

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("lesson of failure")
        verbose_name_plural = _("lessons of failure")
        indexes = [
            models.Index(fields=["state", "disclosure"], name="lesson_list"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(disclosure=Disclosure.LATER) | Q(named_on__isnull=False),
                name="lesson_later_has_a_day",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("replication:lesson", args=[self.code])

    @property
    def is_anonymous(self) -> bool:
        return self.disclosure == Disclosure.ANONYMOUS


class LessonRelease(models.Model):
    """What an anonymous lesson says of its place, and who all could have written it.

    ``candidates`` are the keys of the institutions a reader cannot tell apart at this release. A
    later release is checked against them, too: what two releases leave in common must not be fewer.
    """

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="releases")
    at = models.DateTimeField(_("released at"))
    # Empty: anywhere in the nation.
    region = models.ForeignKey(
        "geography.Region", models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.CharField(_("kind of institution"), max_length=30, choices=Level, blank=True)
    sector = models.ForeignKey(
        "vocabularies.Sector", models.PROTECT, null=True, blank=True, related_name="+"
    )
    family = models.ForeignKey(
        "vocabularies.SectorFamily",
        models.PROTECT,
        to_field="key",
        null=True,
        blank=True,
        related_name="+",
    )
    year_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    candidates = models.JSONField(_("institutions that could be meant"), default=list)
    asked = models.PositiveSmallIntegerField(_("how many were asked for"))

    class Meta:
        ordering = ["lesson", "-at", "-pk"]
        verbose_name = _("release of a lesson")
        verbose_name_plural = _("releases of lessons")
        constraints = [
            models.CheckConstraint(
                condition=Q(year_from__isnull=True) | Q(year_from__lte=F("year_to")),
                name="release_years_run_forward",
            ),
        ]

    def __str__(self):
        return f"{self.lesson_id} {self.at:%Y-%m-%d}"
