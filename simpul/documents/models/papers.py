"""Letters: what one says, between whom, who signed it, and whether it still holds."""

import secrets
from datetime import date

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.documents.workflow import ISSUED, NUMBERED, State

from .registers import OfIssuer

__all__ = [
    "ISSUED",
    "NUMBERED",
    "Document",
    "Extension",
    "Method",
    "Party",
    "SignedCopy",
    "Signer",
    "State",
]

# No letter that reads like a figure or like another: people type codes from paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """What nobody guesses and everybody can type: sixty bits in three groups."""
    groups = ("".join(secrets.choice(LETTERS) for _place in range(4)) for _group in range(3))
    return "-".join(groups)


class DocumentQuerySet(models.QuerySet["Document"]):
    def numbered(self):
        """Letters that were issued, whatever became of them."""
        return self.filter(state__in=NUMBERED)

    def holding(self, day: date):
        """Letters in force on ``day`` by their dates."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day), state=State.IN_FORCE)

    def expired(self, day: date):
        """Letters whose last day is past, and which nobody ended before."""
        return self.filter(state=State.IN_FORCE, valid_to__lt=day)


class Document(OfIssuer):
    """An official letter.

    ``state`` moves only through ``workflow.LETTER``. Until it has a number its words may change;
    from then on ``frozen`` is what was printed, word for word, and nothing changes it.
    """

    kind = models.ForeignKey(
        "documents.Kind", models.PROTECT, related_name="documents", verbose_name=_("kind")
    )
    register = models.ForeignKey(
        "documents.Register",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("register"),
    )
    number = models.CharField(_("number"), max_length=150, blank=True)
    sequence = models.PositiveIntegerField(_("running number"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    # The date it carries.
    dated = models.DateField(_("date"), null=True, blank=True)
    title = models.CharField(_("about"), max_length=300)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    # What was typed, by the keys of the fields of its kind.
    content = models.JSONField(_("content"), default=dict, blank=True)
    # What was printed.
    frozen = models.JSONField(null=True, blank=True, editable=False)
    subject_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    code = models.CharField(max_length=14, unique=True, default=new_code, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    is_public = models.BooleanField(_("listed for everybody"), default=False)
    valid_from = models.DateField(_("holds from"), null=True, blank=True)
    valid_to = models.DateField(_("holds until"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("takes the place of"),
    )
    pdf = models.ForeignKey("core.File", models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey("core.File", models.PROTECT, null=True, blank=True, related_name="+")
    signed_file = models.ForeignKey(
        "core.File", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Of the PDF that was made when it was issued.
    sha256 = models.CharField(max_length=64, blank=True)
    # Why the last attempt to make its files failed; empty otherwise.
    fault = models.CharField(max_length=300, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("begun by"),
    )
    begun_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    # When the last signature made it count, or its number where nobody signs.
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    end_note = models.TextField(_("why it ended"), blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(fields=["scope_type", "scope_id", "state"], name="letter_of_office"),
            models.Index(fields=["subject_type", "subject_id"], name="letter_about"),
            models.Index(fields=["state", "valid_to"], name="letter_expiry"),
            models.Index(fields=["sha256"], name="letter_sum"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state__in=[State.DRAFT, State.DROPPED], number="", frozen=None)
                    | Q(
                        state__in=NUMBERED,
                        register__isnull=False,
                        sequence__isnull=False,
                        year__isnull=False,
                        dated__isnull=False,
                        issued_at__isnull=False,
                        frozen__isnull=False,
                    )
                    & ~Q(number="")
                ),
                name="letter_numbered_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="letter_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.IN_FORCE, State.SUPERSEDED])
                | Q(in_force_at__isnull=False),
                name="letter_in_force_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SUPERSEDED, State.REVOKED])
                | Q(ended_at__isnull=False),
                name="letter_ended_has_instant",
            ),
            models.UniqueConstraint(
                fields=["register", "year", "sequence"], name="letter_numbered_once"
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.title}" if self.number else self.title

    def get_absolute_url(self):
        return reverse("documents:document", args=[self.pk])

    @property
    def check_url(self) -> str:
        """Where everybody who holds it may look whether it is what it says."""
        return reverse("documents:check", args=[self.code])

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_expired(self) -> bool:
        """Say whether its last day is past, and nobody ended it before."""
        return (
            self.state == State.IN_FORCE
            and self.valid_to is not None
            and self.valid_to < clock.today()
        )

    @property
    def is_yet_to_hold(self) -> bool:
        """Say whether its first day is still to come."""
        return (
            self.state == State.IN_FORCE
            and self.valid_from is not None
            and self.valid_from > clock.today()
        )

    @property
    def holds(self) -> bool:
        """Say whether it counts today."""
        return self.state == State.IN_FORCE and not self.is_expired and not self.is_yet_to_hold


class Party(models.Model):
    """A body on whose behalf a letter speaks, in the order it stands there."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="parties", db_index=False)
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("called in the letter"), max_length=80, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution"),
    )
    name = models.CharField(_("name as the letter writes it"), max_length=200)

    class Meta:
        ordering = ["document", "order", "pk"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="party_has_its_place"),
        ]

    def __str__(self):
        return self.name


class Method(models.TextChoices):
    WET_INK = "wet_ink", _("by hand, on paper")
    ELECTRONIC = "electronic", _("electronically")


class SignedCopy(models.Model):
    """A file of a letter with signatures: a scan, or what a provider of signatures gave back."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="copies")
    file = models.ForeignKey("core.File", models.PROTECT, related_name="+")
    method = models.CharField(_("signed"), max_length=10, choices=Method)
    # The key of the provider that signed it, with what it says about it.
    provider = models.CharField(_("provider"), max_length=40)
    evidence = models.JSONField(_("what the provider says"), default=dict, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"))
    # The issuing office found that it is not what it should be.
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)
    refused_note = models.TextField(_("why it was refused"), blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")

    def __str__(self):
        return f"{self.document_id}: {self.file_id}"


class Signer(models.Model):
    """Who signs a letter, for which party, and the office they held on its day."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="signers", db_index=False)
    party = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="signers")
    order = models.PositiveSmallIntegerField(_("order"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=200)
    # As of the day of the letter; what becomes of the person later does not change it.
    office = models.CharField(_("office"), max_length=200, blank=True)
    capacity = models.CharField(_("capacity"), max_length=120, blank=True)
    # The mandate by which they held it that day, where the hub knows it.
    mandate = models.ForeignKey(
        "core.Mandate", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    method = models.CharField(_("signed"), max_length=10, choices=Method, blank=True)
    evidence = models.ForeignKey(
        SignedCopy, models.PROTECT, null=True, blank=True, related_name="signers"
    )

    class Meta:
        ordering = ["document", "order", "pk"]
        verbose_name = _("signer")
        verbose_name_plural = _("signers")
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="signer_has_their_place"),
            models.CheckConstraint(
                condition=Q(signed_at=None, method="", evidence=None)
                | (Q(signed_at__isnull=False, evidence__isnull=False) & ~Q(method="")),
                name="signer_signed_has_evidence",
            ),
        ]

    def __str__(self):
        return self.name


class Extension(models.Model):
    """The last day of a letter was moved, by whom and why."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="extensions")
    before = models.DateField(_("until then"))
    after = models.DateField(_("from then until"))
    note = models.TextField(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.CheckConstraint(condition=Q(after__gt=F("before")), name="extension_is_later"),
        ]

    def __str__(self):
        return f"{self.document_id}: {self.after}"
