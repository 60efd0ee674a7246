from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    MAIL = "mail", _("mail")
    NOTICE = "notice", _("notice")


class MessageState(models.TextChoices):
    HELD = "held", _("waits for release")
    QUEUED = "queued", _("queued")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class OutboxMessage(models.Model):
    """A mail or a notice, written in the transaction it tells of, and once: ``key`` is unique.

    Its words are in the reader's language already; nothing private stands in ``subject``.
    """

    key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=10, choices=Channel)
    topic = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
    )
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # When a notice goes into a mail to its reader; empty once it did, was read, or never does.
    mail_at = models.DateTimeField(null=True, blank=True)
    mailed_in = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="carries"
    )
    # Told even to those who want no mail.
    deadline = models.BooleanField(default=False)
    # A mail the reader may stop with one click.
    by_preference = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["state", "channel", "not_before"], name="outbox_due"),
            models.Index(
                fields=["mail_at", "person"],
                condition=Q(mail_at__isnull=False),
                name="outbox_digest_due",
            ),
            models.Index(
                fields=["person", "read_at"],
                condition=Q(channel=Channel.NOTICE),
                name="outbox_notices",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(channel=Channel.MAIL) & ~Q(address=""))
                | Q(channel=Channel.NOTICE, person__isnull=False),
                name="outbox_message_has_a_reader",
            ),
        ]

    def __str__(self):
        return self.subject
