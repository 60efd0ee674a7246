"""What people say about any object, what others report of it, and what was decided."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    PARTIES = "parties", _("only those concerned")
    PUBLIC = "public", _("everybody")


class MessageState(models.TextChoices):
    SHOWN = "shown", _("shown")
    TAKEN_BACK = "taken_back", _("taken back by its author")
    HIDDEN = "hidden", _("hidden")
    REMOVED = "removed", _("removed")


class About(models.Model):
    """A row about any object; only the kernels point at things this way."""

    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")

    class Meta:
        abstract = True


class MessageQuerySet(models.QuerySet["Message"]):
    def about(self, subject: models.Model):
        """Those on one object."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def shown(self):
        """Those whose words may be read by whom they are for."""
        return self.filter(state=MessageState.SHOWN)

    def public(self):
        """Those whose words anybody may read."""
        return self.shown().filter(visibility=Visibility.PUBLIC)


class Message(About):
    """Something a person said about an object, under a topic; its state moves by ``MESSAGES``."""

    topic = models.CharField(_("topic"), max_length=60)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="said"
    )
    body = models.TextField(_("message"))
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.PARTIES
    )
    reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    files = models.ManyToManyField("core.File", blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=12, choices=MessageState, default=MessageState.SHOWN
    )
    said_at = models.DateTimeField(_("said at"))
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "topic"], name="message_about"),
        ]

    def __str__(self):
        return f"{self.topic} {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.state == MessageState.SHOWN

    @property
    def text(self) -> str:
        """The words, for pages: nothing once they are hidden, removed or taken back."""
        return self.body if self.is_shown else ""


class MessageEdit(models.Model):
    """What a message said before it was edited."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="edits")
    body = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.message_id}, {self.at}"


class Reason(models.TextChoices):
    """Why somebody reports something."""

    WRONG = "wrong", _("It is not true, or no longer true")
    PERSONAL = "personal", _("It shows personal data")
    ABUSE = "abuse", _("It insults or threatens")
    SPAM = "spam", _("It is advertising or spam")
    RIGHTS = "rights", _("It uses work without permission")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    OPEN = "open", _("waits for a decision")
    DECIDED = "decided", _("decided")


class Outcome(models.TextChoices):
    KEEP = "keep", _("it stays")
    MENDED = "mended", _("it was corrected")
    HIDE = "hide", _("hidden")
    REMOVE = "remove", _("removed")


class Decision(About):
    """What was decided about something that was reported, and why; read by both sides."""

    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("decided at"))

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="decision_about")]

    def __str__(self):
        return f"{self.outcome} {self.subject_type_id}:{self.subject_id}"


class Report(About):
    """Somebody says that an object or a message is wrong; its state moves by ``REPORTS``."""

    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    details = models.TextField(_("details"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("reported at"))
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.OPEN
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="reports"
    )

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["state", "due_at"], name="report_queue"),
            models.Index(fields=["subject_type", "subject_id"], name="report_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.OPEN, decision__isnull=True)
                | Q(state=ReportState.DECIDED, decision__isnull=False),
                name="report_decided_by_a_decision",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "by"],
                condition=Q(state=ReportState.OPEN, by__isnull=False),
                name="report_open_once_a_person",
            ),
        ]

    def __str__(self):
        return f"{self.reason} {self.subject_type_id}:{self.subject_id}"


class AppealState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    UPHELD = "upheld", _("the decision stands")
    OVERTURNED = "overturned", _("the decision was lifted")


class Appeal(models.Model):
    """The author asks once to look at a decision again; its state moves by ``APPEALS``."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(_("why the decision is wrong"))
    at = models.DateTimeField(_("appealed at"))
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(
        _("state"), max_length=12, choices=AppealState, default=AppealState.OPEN
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AppealState.OPEN, answered_at__isnull=True)
                | (~Q(state=AppealState.OPEN) & Q(answered_at__isnull=False)),
                name="appeal_answered_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}: {self.state}"
