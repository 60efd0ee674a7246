from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PENDING = "pending", _("being checked")
    PUBLIC = "public", _("public")
    PAST = "past", _("past")
    FROZEN = "frozen", _("frozen")


OPEN_VERSIONS = (VersionState.DRAFT, VersionState.PENDING)


class Version(models.Model):
    """What an object says at one time: a map of fields, closed once it is public or frozen."""

    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    fields = models.JSONField(default=dict)
    # Grows with every change while open; a change made from an older revision is refused.
    revision = models.PositiveIntegerField(default=0)
    base = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
    )
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["subject_type", "subject_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "number"], name="kernel_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=Q(state__in=OPEN_VERSIONS),
                name="kernel_version_one_open",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=Q(state=VersionState.PUBLIC),
                name="kernel_version_one_public",
            ),
        ]

    def __str__(self):
        return f"{self.subject_type.model} {self.subject_id}, {self.number}"


class Duty(models.Model):
    """Something that waits for somebody until some time: the desk, reminders and handover read it.

    ``assignee`` is a person (``user:7``) or an office with its scope (``verifier@hubs.hub:3``), so
    that it waits for whoever holds the office now.
    """

    topic = models.CharField(max_length=60)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    assignee = models.CharField(max_length=150)
    due_at = models.DateTimeField(null=True, blank=True)
    # When somebody is next told of it: before it is due, on the day, and when it is long overdue.
    word_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["assignee", "closed_at"], name="duty_of_assignee"),
            models.Index(fields=["due_at"], condition=Q(closed_at=None), name="duty_due"),
            models.Index(
                fields=["word_at"],
                condition=Q(closed_at=None, word_at__isnull=False),
                name="duty_word_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "subject_type", "subject_id", "assignee"],
                condition=Q(closed_at__isnull=True),
                name="duty_open_once",
            ),
        ]

    def __str__(self):
        return f"{self.topic}: {self.assignee}"
