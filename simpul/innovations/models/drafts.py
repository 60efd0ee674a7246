"""What is being written about a record, before a hub has checked it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.innovation import Innovation
from simpul.innovations.workflow import OPEN_DRAFTS, WRITABLE, DraftState

# A unit that was asked to confirm reads what was written for so many days.
CONFIRM_DAYS = 30


class DraftKind(models.TextChoices):
    NEW = "new", _("new record")
    CLAIM = "claim", _("listed record taken over by its owner")
    CHANGE = "change", _("change to a verified record")


class DraftQuerySet(models.QuerySet["Draft"]):
    def open(self):
        return self.filter(state__in=OPEN_DRAFTS)


class Draft(models.Model):
    """What somebody writes about a record until a hub decides. At most one is open per record.

    ``state`` moves only through ``workflow.VERIFICATION``; readers go on seeing the record as its
    own state says. ``office`` and ``desk`` say who checks it now: the verifiers of a hub, the
    assistants of a district, the admins of an institution.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="drafts")
    kind = models.CharField(_("kind"), max_length=10, choices=DraftKind)
    state = models.CharField(
        _("state"), max_length=20, choices=DraftState, default=DraftState.WRITING
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    # The unit in whose name a bureau writes; empty when the authors write for themselves.
    entered_for = models.CharField(_("entered for"), max_length=300, blank=True)
    hub = models.ForeignKey(
        "hubs.Hub", models.PROTECT, null=True, blank=True, related_name="drafts"
    )

    office = models.CharField(_("checked by the office"), max_length=60, blank=True)
    desk_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+"
    )
    desk_id = models.BigIntegerField(null=True, blank=True)
    desk = GenericForeignKey("desk_type", "desk_id")
    # The position in the hub's chain of verification, from 1; 0 until submitted.
    link = models.PositiveSmallIntegerField(_("link of the chain"), default=0)
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts_in_verification",
    )

    # What was submitted, frozen; the public version once it is accepted.
    version = models.ForeignKey(
        "core.Version", models.PROTECT, null=True, blank=True, related_name="drafts"
    )

    opened_at = models.DateTimeField(_("opened at"))
    touched_at = models.DateTimeField(_("last written at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    taken_up_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    due_at = models.DateTimeField(_("decision due at"), null=True, blank=True)
    # While a question waits for its answer the clock of the hub stands still.
    paused_at = models.DateTimeField(_("clock stopped at"), null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(_("seconds the clock stood"), default=0)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at"]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [
            models.Index(fields=["author", "state"], name="draft_of_author"),
            models.Index(fields=["organisation", "state"], name="draft_of_organisation"),
            models.Index(fields=["office", "desk_type", "desk_id", "state"], name="draft_on_desk"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation"], condition=Q(state__in=OPEN_DRAFTS), name="draft_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state=DraftState.IN_VERIFICATION) | Q(verifier__isnull=False),
                name="draft_in_verification_has_verifier",
            ),
        ]

    def __str__(self):
        return f"{self.innovation} ({self.state})"

    def get_absolute_url(self):
        return reverse("innovations:draft", args=[self.pk])

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE


class DraftValue(models.Model):
    """What a draft says in one field. Autosave writes this row and nothing else.

    ``revision`` grows by one with each change; a change made from an older one is no overwrite but
    a ``DraftRival``.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="values", db_index=False)
    field = models.CharField(_("field"), max_length=30)
    language = models.CharField(_("language"), max_length=5, blank=True)
    value = models.JSONField(_("value"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("written at"))
    # The open page that wrote it and how often it did: one whose answer got lost may write on, and
    # what overtook it on the way is not undone.
    page = models.CharField(max_length=16, blank=True)
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["draft", "field", "language"]
        verbose_name = _("value of a draft")
        verbose_name_plural = _("values of drafts")
        constraints = [
            models.UniqueConstraint(fields=["draft", "field", "language"], name="draft_value_once"),
        ]

    def __str__(self):
        return f"{self.field}: {str(self.value)[:60]}"


class DraftRival(models.Model):
    """The text that lost no race: two people wrote one field, both texts wait for a choice."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="rivals")
    field = models.CharField(_("field"), max_length=30)
    language = models.CharField(_("language"), max_length=5, blank=True)
    value = models.JSONField(_("value"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("written at"))
    page = models.CharField(max_length=16, blank=True)
    turn = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        ordering = ["draft", "at"]
        verbose_name = _("second text")
        verbose_name_plural = _("second texts")

    def __str__(self):
        return f"{self.field}: {str(self.value)[:60]}"


class CoAuthor(models.Model):
    """Somebody who was invited to write along; by the address the invitation went to."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="co_authors")
    email = models.EmailField(_("e-mail"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="co_authorships",
    )
    token = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["invited_at"]
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "email"],
                condition=Q(ended_at__isnull=True),
                name="co_author_invited_once",
            ),
        ]

    def __str__(self):
        return self.email

    def is_open(self, at: datetime) -> bool:
        """Say whether its link still lets somebody in."""
        is_late = at >= self.invited_at + timedelta(days=settings.INVITATION_DAYS)
        is_spent = self.accepted_at is not None or self.ended_at is not None
        return self.draft.is_writable and not (is_late or is_spent)


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def by_link(self, at: datetime):
        """Those whose link still opens: mailed lately, about a draft nobody has decided yet."""
        since = at - timedelta(days=CONFIRM_DAYS)
        return self.filter(statement=None, asked_at__gt=since, draft__state__in=OPEN_DRAFTS)


class Confirmation(models.Model):
    """A unit says that what a bureau wrote in its name is right: by signed link or on paper."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="confirmations")
    email = models.EmailField(_("e-mail"), blank=True)
    token = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"))
    # Digest of the values that were confirmed; a later change asks again.
    digest = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    name = models.CharField(_("name and position"), max_length=200, blank=True)
    statement = models.ForeignKey(
        "core.File", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self):
        return f"{self.draft_id}: {self.name or self.email}"
