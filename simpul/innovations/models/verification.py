"""How a hub checks: its chain, the verdict on each field, what it locked, what was contested."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.claims import Claim
from simpul.innovations.models.drafts import Draft
from simpul.innovations.models.innovation import Innovation
from simpul.innovations.workflow import ContestState


class ChainScope(models.TextChoices):
    """Whose office a link of a chain is."""

    UNIT = "unit", _("the institution that owns the record")
    DISTRICT = "district", _("the district assistants of the hub")
    HUB = "hub", _("the responsible hub")
    NATIONAL = "national", _("the national hub")


class ChainLink(models.Model):
    """One office that checks a submission, in turn. Without rows of its own a hub checks alone.

    A row without a hub is what holds for every hub that has none of its own.
    """

    hub = models.ForeignKey("hubs.Hub", models.CASCADE, null=True, blank=True, related_name="chain")
    order = models.PositiveSmallIntegerField(_("order"))
    scope = models.CharField(_("whose office"), max_length=10, choices=ChainScope)
    office = models.CharField(_("office"), max_length=60)
    working_days = models.PositiveSmallIntegerField(_("working days to decide"), default=10)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    # Staff changed it here: no load of the shipped rows changes it again.
    changed_here = models.BooleanField(_("changed here"), default=False)

    class Meta:
        ordering = ["hub", "order"]
        verbose_name = _("link of a chain of verification")
        verbose_name_plural = _("links of chains of verification")
        constraints = [
            models.UniqueConstraint(fields=["hub", "order", "valid_from"], name="chain_link_once"),
            models.UniqueConstraint(
                fields=["order", "valid_from"],
                condition=models.Q(hub=None),
                name="chain_link_of_all_once",
            ),
        ]

    def __str__(self):
        return f"{self.order}. {self.office} ({self.scope})"


class RestDay(models.Model):
    """A day on which no office works, beside Saturdays and Sundays."""

    date = models.DateField(_("date"), unique=True)
    label_id = models.CharField(_("label in Indonesian"), max_length=120)
    label_en = models.CharField(_("label in English"), max_length=120)
    source = models.CharField(_("source"), max_length=300)
    # Said here by staff, not shipped with the product.
    changed_here = models.BooleanField(_("changed here"), default=False)

    class Meta:
        ordering = ["date"]
        verbose_name = _("day of rest")
        verbose_name_plural = _("days of rest")

    def __str__(self):
        return f"{self.date} {self.label}"

    @property
    def label(self) -> str:
        """Its name in the language of the reader."""
        return self.label_en if get_language() == "en" else self.label_id


class Verdict(models.TextChoices):
    FITS = "fits", _("Fits")
    ASK = "ask", _("Ask")
    UNFIT = "unfit", _("Does not fit")


class Check(models.Model):
    """What a verifier found about one field of a draft; the last one counts."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="checks")
    field = models.CharField(_("field"), max_length=30)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    note = models.TextField(_("note"), blank=True)
    # Digest of the value that was checked: a changed answer is unchecked again.
    digest = models.CharField(max_length=64)
    # The message in which the note was sent to the authors as a question.
    question = models.ForeignKey(
        "core.Message", models.PROTECT, null=True, blank=True, related_name="checks"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("checked at"))

    class Meta:
        ordering = ["draft", "field", "pk"]
        verbose_name = _("check of a field")
        verbose_name_plural = _("checks of fields")
        indexes = [models.Index(fields=["draft", "field"], name="check_of_field")]

    def __str__(self):
        return f"{self.field}: {self.verdict}"


class Recusal(models.Model):
    """Somebody stepped back from checking a draft, because they cannot be impartial about it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="recusals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("stepped back at"))

    class Meta:
        ordering = ["draft", "at"]
        verbose_name = _("stepping back")
        verbose_name_plural = _("steppings back")
        constraints = [
            models.UniqueConstraint(fields=["draft", "person"], name="recusal_once"),
        ]

    def __str__(self):
        return f"{self.draft_id}: {self.person_id}"


class FieldLock(models.Model):
    """A verifier chose which claim of a field is shown; no later claim changes that."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="locks")
    field = models.CharField(_("field"), max_length=30)
    language = models.CharField(_("language"), max_length=5, blank=True)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="locks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(_("why"), max_length=300)
    at = models.DateTimeField(_("locked at"))
    ended_at = models.DateTimeField(_("unlocked at"), null=True, blank=True)

    class Meta:
        ordering = ["innovation", "field"]
        verbose_name = _("lock of a field")
        verbose_name_plural = _("locks of fields")
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "field", "language"],
                condition=Q(ended_at__isnull=True),
                name="field_locked_once",
            ),
        ]

    def __str__(self):
        return f"{self.field}: {self.claim_id}"


class Contest(models.Model):
    """An innovator says that something said about their work is wrong."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="contests")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="contests")
    field = models.CharField(_("field"), max_length=30)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("contested at"))
    state = models.CharField(
        _("state"), max_length=10, choices=ContestState, default=ContestState.OPEN
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        indexes = [models.Index(fields=["innovation", "state"], name="contest_of_record")]

    def __str__(self):
        return f"{self.innovation_id}: {self.field}"
