"""What stays when people go: handovers, moved duties, caretakers, rules of early warning."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.replication.workflow.continuity import OPEN_HANDOVERS, HandoverState


class Cause(models.TextChoices):
    MANDATE = "mandate", _("an office ended")
    MEMBERSHIP = "membership", _("left the institution")
    ACCOUNT = "account", _("closed the account")


class Handover(models.Model):
    """Somebody left an institution or a hub: who goes on with what they had in hand.

    ``state`` moves only through ``workflow.HANDOVER``. ``letter`` is the kit as it was issued.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    scope_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    scope_id = models.BigIntegerField()
    # The institution or the hub that was left.
    scope = GenericForeignKey("scope_type", "scope_id")
    cause = models.CharField(_("cause"), max_length=12, choices=Cause)
    # The office that ended, where one did.
    office = models.CharField(_("office"), max_length=60, blank=True)
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=HandoverState, default=HandoverState.OPEN
    )
    left_at = models.DateTimeField(_("left at"))
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    # Why it was refused last, or closed.
    why = models.TextField(_("why"), blank=True)
    letter = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scope_type", "scope_id"],
                condition=Q(state__in=OPEN_HANDOVERS),
                name="handover_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[HandoverState.OFFERED, HandoverState.ACCEPTED])
                | Q(successor__isnull=False),
                name="handover_offered_has_successor",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_HANDOVERS) | Q(closed_at__isnull=False),
                name="handover_closed_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.scope}"

    def get_absolute_url(self):
        return reverse("replication:handover", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_HANDOVERS


class MovedDuty(models.Model):
    """A duty found another owner, for nobody stood behind it; it comes back when somebody does."""

    duty = models.ForeignKey("core.Duty", models.CASCADE, related_name="moves")
    taken_from = models.CharField(_("waited for"), max_length=150)
    moved_to = models.CharField(_("waits for"), max_length=150)
    moved_at = models.DateTimeField(_("moved at"))
    handover = models.ForeignKey(
        Handover, models.SET_NULL, null=True, blank=True, related_name="moved"
    )
    returned_at = models.DateTimeField(_("came back at"), null=True, blank=True)

    class Meta:
        ordering = ["-moved_at", "-pk"]
        verbose_name = _("duty that moved")
        verbose_name_plural = _("duties that moved")
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(returned_at__isnull=True), name="duty_moved_once"
            ),
        ]

    def __str__(self):
        return f"{self.taken_from} → {self.moved_to}"


class Caretaker(models.Model):
    """Somebody looks after a record beside or after those who began it."""

    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="caretakers"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"))
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handover = models.ForeignKey(
        Handover, models.SET_NULL, null=True, blank=True, related_name="caretakers"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("caretaker")
        verbose_name_plural = _("caretakers")
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "person"],
                condition=Q(ended_at__isnull=True),
                name="caretaker_once",
            ),
        ]

    def __str__(self):
        return f"{self.innovation_id}: {self.person_id}"


class RiskRule(models.Model):
    """When a record is at risk, by which threshold, from when to when and who says so."""

    key = models.SlugField(_("key"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"))
    threshold = models.PositiveSmallIntegerField(_("threshold"), null=True, blank=True)
    unit_id = models.CharField(_("unit in Indonesian"), max_length=40, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    label_id = models.CharField(_("label in Indonesian"), max_length=120)
    label_en = models.CharField(_("label in English"), max_length=120)
    about_id = models.CharField(_("explanation in Indonesian"), max_length=400)
    about_en = models.CharField(_("explanation in English"), max_length=400)
    is_on = models.BooleanField(_("warns"), default=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    # Somebody changed it at the desk, so that no file changes it back.
    changed_here = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "-valid_from"]
        verbose_name = _("rule of early warning")
        verbose_name_plural = _("rules of early warning")
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="risk_rule_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="risk_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_id

    @property
    def about(self) -> str:
        return self.about_en if get_language() == "en" else self.about_id

    @property
    def unit(self) -> str:
        return self.unit_en if get_language() == "en" else self.unit_id
