"""Keys for programs: who stands behind one, what it may do, and until when."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PREFIX_LENGTH = 8


class Scope(models.TextChoices):
    """What a key may be used for; the person behind it must be allowed the same."""

    READ = "read", pgettext_lazy("scope", "Read what is public, more often than without a key")
    DRAFTS = "drafts", pgettext_lazy("scope", "Write drafts and add evidence")
    SUBMIT = "submit", pgettext_lazy("scope", "Submit drafts and take them back")
    STATUS = "status", pgettext_lazy("scope", "Say whether an innovation still runs")


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def standing(self, now):
        """Neither taken back nor past their last day; the mandate behind is asked elsewhere."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class ApiKey(models.Model):
    """What a program shows to act for a person, or for the institution whose admin they are.

    The secret itself is never kept: ``prefix`` finds the row, ``digest`` proves the rest.
    """

    name = models.CharField(_("what it is for"), max_length=100)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_keys")
    # Empty: the key only reads, for its holder alone.
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="api_keys",
    )
    scopes = models.JSONField(_("what it may do"), default=list)
    prefix = models.CharField(max_length=PREFIX_LENGTH, unique=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("ends at"))
    used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("key for programs")
        verbose_name_plural = _("keys for programs")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="api_key_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.prefix}…)"

    def allows(self, scope: str) -> bool:
        """Say whether it was made for this."""
        return scope in self.scopes

    @property
    def scope_labels(self) -> list[str]:
        """What it may do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]


class KeptAnswer(models.Model):
    """What a write was answered, so that repeating it under the same name does nothing twice."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="kept_answers")
    name = models.CharField(max_length=200)
    # Of the whole request: another one may not use the name again.
    digest = models.CharField(max_length=64)
    # Empty while the first request is still at work.
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.UniqueConstraint(fields=["key", "name"], name="kept_answer_once_per_name"),
        ]

    def __str__(self):
        return self.name
