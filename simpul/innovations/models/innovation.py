from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.naming import IDENTITY_LENGTH
from simpul.innovations.workflow import PUBLIC_STATES, State


class InnovationQuerySet(models.QuerySet["Innovation"]):
    def kept(self):
        """Without the records that were merged into another."""
        return self.filter(canonical=F("pk"))

    def public(self):
        return self.kept().filter(state__in=PUBLIC_STATES)

    def listed(self):
        return self.kept().filter(state=State.LISTED)

    def verified(self):
        return self.kept().filter(state=State.PUBLISHED)


class Innovation(models.Model):
    """A change to a public service that worked in one place and may work in another.

    The narrow row readers see, with its texts, awards and goals: a projection of claims, written
    by ``services.projection`` alone. ``state`` moves only through ``workflow.RECORD``.
    ``canonical`` is the record it was merged into, or itself.
    """

    public_id = models.CharField(_("permanent number"), max_length=IDENTITY_LENGTH, unique=True)
    slug = models.CharField(_("address"), max_length=100)
    canonical = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="absorbed_records"
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="innovations"
    )
    hub = models.ForeignKey(
        "hubs.Hub", models.PROTECT, null=True, blank=True, related_name="innovations"
    )

    title = models.CharField(_("title"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=120, blank=True)
    long_title = models.CharField(_("long form"), max_length=300, blank=True)
    owner = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="innovations",
        db_index=False,
    )
    region = models.ForeignKey(
        "geography.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="innovations",
        db_index=False,
    )
    province = models.ForeignKey(
        "geography.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="innovations_of_province",
        db_index=False,
    )
    sector = models.ForeignKey(
        "vocabularies.Sector",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="innovations",
        db_index=False,
    )
    affair = models.ForeignKey(
        "vocabularies.Affair", models.PROTECT, null=True, blank=True, related_name="innovations"
    )
    goals = models.ManyToManyField("vocabularies.Goal", blank=True, related_name="innovations")
    unit = models.CharField(_("unit"), max_length=300, blank=True)
    form = models.CharField(_("form of innovation"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    # Empty means: not known. Only somebody who knows may say that a service still runs.
    life_status = models.ForeignKey(
        "vocabularies.Stage",
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="innovations",
    )
    life_as_of = models.DateField(_("state known on"), null=True, blank=True)
    # From this day on somebody should say again whether it is still so.
    life_due_on = models.DateField(_("state due for confirmation"), null=True, blank=True)
    evidence_grade = models.PositiveSmallIntegerField(_("grade of evidence"), default=0)
    # The first day on which a grade of it or of an outcome is too old to hold.
    evidence_falls_on = models.DateField(_("grade falls on"), null=True, blank=True)
    completeness = models.PositiveSmallIntegerField(_("core fields filled"), default=0)
    synthetic = models.BooleanField(_("synthetic"), default=False)

    created_at = models.DateTimeField(_("created at"))
    changed_at = models.DateTimeField(_("changed at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = InnovationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("innovation")
        verbose_name_plural = _("innovations")
        indexes = [
            models.Index(fields=["owner", "state", "year"], name="innovation_owner"),
            models.Index(fields=["region", "state", "year"], name="innovation_region"),
            models.Index(fields=["province", "state", "year"], name="innovation_province"),
            models.Index(fields=["sector", "state", "year"], name="innovation_sector"),
            models.Index(fields=["state", "year"], name="innovation_state"),
            models.Index(fields=["life_due_on"], name="innovation_life_due"),
            models.Index(fields=["evidence_falls_on"], name="innovation_evidence_falls"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False),
                name="innovation_published_has_date",
            ),
            models.CheckConstraint(
                condition=Q(evidence_grade__lte=5), name="innovation_evidence_is_0_to_5"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("innovations:detail", args=[self.slug])

    @property
    def name(self) -> str:
        """What people call it: the acronym where it has one."""
        return self.acronym or self.title

    @property
    def is_verified(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_STATES

    @property
    def kept_record(self) -> "Innovation":
        """The record readers see for it: the one it was merged into, or itself."""
        return self.canonical or self

    @property
    def is_kept(self) -> bool:
        """Say whether it stands for itself, not merged into another."""
        return self.canonical_id == self.pk


class InnovationText(models.Model):
    """One long text of a record in one language, beside the narrow row."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="texts", db_index=False)
    field = models.CharField(_("field"), max_length=30)
    language = models.CharField(_("language"), max_length=5)
    text = models.TextField(_("text"))
    # The language it was written in, where this is a translation.
    source_language = models.CharField(_("translated from"), max_length=5, blank=True)

    class Meta:
        ordering = ["innovation", "field", "language"]
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "field", "language"], name="text_once_per_language"
            ),
        ]

    def __str__(self):
        return self.text[:80]


class AwardQuerySet(models.QuerySet["Award"]):
    def public(self):
        """Of records anybody may read; those of merged records stand at the kept one."""
        return self.filter(
            innovation__state__in=PUBLIC_STATES, innovation__canonical=F("innovation")
        )


class Award(models.Model):
    """What a programme gave or noted: an award, a nomination, an entry, a listing."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="awards")
    programme = models.ForeignKey(
        "vocabularies.Programme", models.PROTECT, related_name="awards", db_index=False
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    level = models.ForeignKey("vocabularies.AwardLevel", models.PROTECT, related_name="awards")
    wording = models.CharField(_("as the source words it"), max_length=300, blank=True)
    source_url = models.CharField(_("source"), max_length=1000, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["level__rank", "-year", "pk"]
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        indexes = [models.Index(fields=["programme", "year", "level"], name="award_edition")]

    def __str__(self):
        return f"{self.programme} {self.year or ''} {self.wording}"
