"""The coaching log: what happened in a session, what follows from it, and the files beside it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .mentors import Mentor
from .roles import Role


class SessionKind(models.TextChoices):
    VISIT = "visit", _("visit")
    CALL = "call", _("call")
    ONLINE = "online", _("online meeting")


class Session(models.Model):
    """One session of a mentor with those they accompany; the log belongs to its ``subject``.

    So it stays when another mentor takes over.
    """

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="sessions")
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    held_on = models.DateField(_("held on"))
    kind = models.CharField(_("kind"), max_length=10, choices=SessionKind)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    roles = models.ManyToManyField(Role, related_name="+", verbose_name=_("who took part"))
    people = models.PositiveSmallIntegerField(_("how many took part"))
    advice = models.TextField(_("advice"))
    language = models.CharField(_("written in"), max_length=5, default="id")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    logged_at = models.DateTimeField(_("logged at"))

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="session_of_subject"),
            models.Index(fields=["mentor", "held_on"], name="session_of_mentor"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=1440), name="session_lasts_a_day_at_most"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="session_has_people"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on}"

    def get_absolute_url(self):
        return reverse("learning:session", args=[self.pk])


class SessionFile(models.Model):
    """A file that shows what was done in a session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="files")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey("core.File", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file of a session")
        verbose_name_plural = _("files of sessions")

    def __str__(self):
        return self.title


class FollowUp(models.Model):
    """What somebody promised in a session: whose office, until when, and what became of it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="follow_ups")
    text = models.CharField(_("what was promised"), max_length=500)
    # The side that promised, as its subject names it, and the office or person behind it.
    side = models.CharField(_("side"), max_length=20)
    assignee = models.CharField(max_length=150)
    due_on = models.DateField(_("until"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # How it ended: what was done, or why it is not needed any more.
    note = models.CharField(_("what became of it"), max_length=500, blank=True)
    file = models.ForeignKey("core.File", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at=None), name="follow_up_waiting")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | ~Q(note=""), name="follow_up_done_says_how"
            ),
        ]

    def __str__(self):
        return self.text
