"""Where records come from, and what each source holds as we know it."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Schedule(models.TextChoices):
    """How often a source is asked without anybody pressing a button."""

    OFF = "off", pgettext_lazy("schedule", "only when somebody starts it")
    DAILY = "daily", pgettext_lazy("schedule", "every day")
    WEEKLY = "weekly", pgettext_lazy("schedule", "every week")
    MONTHLY = "monthly", pgettext_lazy("schedule", "every month")


class Source(models.Model):
    """One stream of records that an authority answers for: a spreadsheet, an interface, a peer.

    Several may speak for one authority. ``key`` is also the scheme under which its numbers stand,
    so that equal numbers of two sources stay apart.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    authority = models.ForeignKey(
        "innovations.Authority", models.PROTECT, related_name="streams", verbose_name=_("authority")
    )
    adapter = models.CharField(_("kind"), max_length=40)
    address = models.URLField(_("address"), max_length=1000, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    schedule = models.CharField(
        _("schedule"), max_length=10, choices=Schedule, default=Schedule.OFF
    )
    # Each delivery names all there is, so what one no longer names is gone.
    is_whole = models.BooleanField(_("each delivery is whole"), default=False)
    # Without this a person confirms every dry run.
    goes_alone = models.BooleanField(_("imports without asking"), default=False)
    deletion_limit = models.PositiveSmallIntegerField(
        _("largest share that may be gone, in percent"),
        default=5,
        validators=[MaxValueValidator(100)],
    )
    is_active = models.BooleanField(_("active"), default=True)
    paused_why = models.CharField(_("why it is paused"), max_length=300, blank=True)
    due_at = models.DateTimeField(_("next run"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = pgettext_lazy("sources", "source")
        verbose_name_plural = pgettext_lazy("sources", "sources")
        indexes = [models.Index(fields=["due_at"], name="source_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(deletion_limit__lte=100), name="source_limit_is_a_share"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("sources:stream", args=[self.key])


class SourceRecordQuerySet(models.QuerySet["SourceRecord"]):
    def named(self):
        """Those the source still names."""
        return self.filter(gone_at=None)


class SourceRecord(models.Model):
    """One number of one source: the record it speaks of and the copy taken over last.

    ``gone_at`` says since when its source no longer names it; what it said stays in the catalogue.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="records")
    key = models.CharField(_("number at the source"), max_length=200)
    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="source_records"
    )
    copy = models.ForeignKey("sources.RawCopy", models.PROTECT, related_name="+")
    first_at = models.DateTimeField(_("first taken over"))
    taken_at = models.DateTimeField(_("last taken over"))
    gone_at = models.DateTimeField(_("no longer named since"), null=True, blank=True)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("record of a source")
        verbose_name_plural = _("records of sources")
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="source_record_once"),
            models.CheckConstraint(
                condition=Q(taken_at__gte=F("first_at")), name="source_record_taken_after_first"
            ),
        ]
        indexes = [models.Index(fields=["source", "gone_at"], name="source_record_gone")]

    def __str__(self):
        return f"{self.source_id}: {self.key}"
