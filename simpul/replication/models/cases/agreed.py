from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.replication.models.cases.case import Case, Side


class LearningKind(models.TextChoices):
    """How somebody learns from the people who made it."""

    VISIT = "visit", pgettext_lazy("way to learn", "Visit")
    CALL = "call", pgettext_lazy("way to learn", "Call")
    PACKAGE = "package", pgettext_lazy("way to learn", "Study of the knowledge package")


class LearningSession(models.Model):
    """A visit, a call or a reading: planned, then held and reported."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=10, choices=LearningKind)
    planned_on = models.DateField(_("planned for"))
    place = models.CharField(_("place or address of the call"), max_length=300, blank=True)
    about = models.CharField(_("what it is about"), max_length=300, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    who = models.CharField(_("who took part"), max_length=300, blank=True)
    report = models.TextField(_("what was learned"), blank=True)
    file = models.ForeignKey("core.File", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    class Meta:
        ordering = ["case", "planned_on", "pk"]
        verbose_name = _("learning session")
        verbose_name_plural = _("learning sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | ~Q(report=""), name="session_held_has_report"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on or self.planned_on}"


class Obligation(models.Model):
    """One duty in the agreement: whose, until when, and what became of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="obligations")
    order = models.PositiveSmallIntegerField(_("order"))
    side = models.CharField(_("who owes it"), max_length=12, choices=Side)
    text = models.CharField(_("what"), max_length=300)
    # The usual one it came from; its words follow the language of the reader.
    template = models.ForeignKey(
        "replication.ObligationTemplate",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("how it was done"), max_length=300, blank=True)
    file = models.ForeignKey("core.File", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["case", "order", "pk"]
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """What is owed, in the language of the reader where it is a usual obligation."""
        if self.template and self.text == self.template.label_id:
            return self.template.label
        return self.text


class DocumentRole(models.TextChoices):
    """What a paper is in a case."""

    AGREEMENT = "agreement", pgettext_lazy("paper of a case", "Agreement")
    CERTIFICATE = "certificate", pgettext_lazy("paper of a case", "Certificate")
    COMMITMENT = "commitment", pgettext_lazy("paper of a case", "Commitment")
    OTHER = "other", pgettext_lazy("paper of a case", "Other paper")


class CaseDocument(models.Model):
    """A paper of the documents room that belongs to a case, or a file somebody added to it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="papers")
    role = models.CharField(_("role"), max_length=12, choices=DocumentRole)
    title = models.CharField(_("title"), max_length=200)
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="case_paper"
    )
    file = models.ForeignKey("core.File", models.PROTECT, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(_("anybody may open it"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["case", "pk"]
        verbose_name = _("paper of a case")
        verbose_name_plural = _("papers of cases")
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | Q(file__isnull=False),
                name="case_paper_is_somewhere",
            ),
        ]

    def __str__(self):
        return self.title


class DisputeEnd(models.TextChoices):
    """What a dispute leads to."""

    GO_ON = "go_on", pgettext_lazy("dispute", "The case goes on as it was")
    AMEND = "amend", pgettext_lazy("dispute", "The case goes on after a change")
    STOP = "stop", pgettext_lazy("dispute", "The case is stopped")
    TAKEN_BACK = "taken_back", pgettext_lazy("dispute", "Taken back")


class Dispute(models.Model):
    """Two sides do not agree; the case stands still until the facilitator decides."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="disputes")
    side = models.CharField(_("raised by"), max_length=12, choices=Side)
    about = models.TextField(_("about"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("raised at"))
    due_at = models.DateTimeField(_("decision due at"))
    end = models.CharField(_("decision"), max_length=10, choices=DisputeEnd, blank=True)
    reason = models.TextField(_("reason of the decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        ordering = ["case", "pk"]
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at__isnull=True), name="dispute_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(end=""), name="dispute_decided_has_end"
            ),
        ]

    def __str__(self):
        return self.about[:80]
