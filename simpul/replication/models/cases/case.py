from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from simpul.replication.workflow import ACTIVE, ENDED, CaseState, Standing


class Mode(models.TextChoices):
    """How much of the origin's innovation the adopter takes over."""

    ADOPTION = "adoption", pgettext_lazy("mode of replication", "Adoption")
    ADAPTATION = "adaptation", pgettext_lazy("mode of replication", "Adaptation")
    MODIFICATION = "modification", pgettext_lazy("mode of replication", "Modification")
    SCALE_UP = "scale_up", pgettext_lazy("mode of replication", "Scale-up")


class Side(models.TextChoices):
    """One of the three parties of a case."""

    ORIGIN = "origin", pgettext_lazy("side of a case", "Origin")
    ADOPTER = "adopter", pgettext_lazy("side of a case", "Adopter")
    FACILITATOR = "facilitator", pgettext_lazy("side of a case", "Facilitator")


class NumberOfYear(models.Model):
    """The last number given to a case in a year; its row is locked while the next one is given."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number of cases in a year")
        verbose_name_plural = _("numbers of cases by year")

    def __str__(self):
        return f"{self.year}: {self.last}"


class CaseQuerySet(models.QuerySet["Case"]):
    def active(self):
        return self.filter(state__in=ACTIVE)

    def public(self):
        """What anybody may read: a hub found its interest valid."""
        return self.filter(public_since__isnull=False)

    def completed(self):
        """Those a hub completed: certificate given, with or without a report back."""
        return self.filter(completed_at__isnull=False)


class Case(models.Model):
    """An institution takes over an innovation of another, with a hub between them.

    ``state`` moves only through ``workflow.CASE`` and says how far it is; ``standing`` only through
    ``workflow.STANDING`` and says whether it moves. ``origin`` is empty until the hub found the
    interest valid where the innovation is not in the catalogue yet; it stays the record that was
    named, and readers see the one that stands for it.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    origin = models.ForeignKey(
        "innovations.Innovation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases_as_origin",
    )
    # What it is called where it is not in the catalogue, and what is known of it.
    origin_title = models.CharField(_("name of the innovation"), max_length=300, blank=True)
    origin_about = models.TextField(_("what is known of it"), blank=True)
    origin_organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="cases_as_origin"
    )
    adopter = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="cases_as_adopter"
    )
    adopter_unit = models.CharField(_("unit that will run it"), max_length=300, blank=True)
    facilitator = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="cases")
    # The need it answers, where the adopter stated one.
    need = models.ForeignKey(
        "needs.Need", models.PROTECT, null=True, blank=True, related_name="cases"
    )
    mode = models.CharField(_("mode"), max_length=20, choices=Mode)
    local_name = models.CharField(_("local name"), max_length=200)
    problem = models.TextField(_("the problem to be solved"))
    expectation = models.TextField(_("why this innovation"), blank=True)
    contact = models.CharField(_("whom to call"), max_length=200, blank=True)

    state = models.CharField(
        _("state"), max_length=20, choices=CaseState, default=CaseState.INTEREST
    )
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.RUNNING
    )
    state_since = models.DateTimeField(_("in this state since"))
    due_at = models.DateTimeField(_("next step due at"), null=True, blank=True)
    # How long was left of the term when it was paused; in seconds.
    seconds_left = models.BigIntegerField(_("seconds left when paused"), null=True, blank=True)
    opened_at = models.DateTimeField(_("interest sent at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="replication_cases"
    )
    public_since = models.DateTimeField(_("public since"), null=True, blank=True)
    agreed_until = models.DateField(_("agreement counts until"), null=True, blank=True)
    implemented_on = models.DateField(_("in practice since"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    # The state from which it was stopped.
    ended_from = models.CharField(
        _("stopped in the state"), max_length=20, choices=CaseState, blank=True
    )
    # The new record in the catalogue.
    result = models.ForeignKey(
        "innovations.Innovation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases_as_result",
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("replication case")
        verbose_name_plural = _("replication cases")
        indexes = [
            models.Index(fields=["adopter", "state"], name="case_of_adopter"),
            models.Index(fields=["origin_organisation", "state"], name="case_of_origin"),
            models.Index(fields=["facilitator", "state"], name="case_of_facilitator"),
            models.Index(fields=["state", "standing"], name="case_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__isnull=False) | ~Q(origin_title=""),
                name="case_names_its_origin",
            ),
            models.CheckConstraint(
                condition=Q(public_since__isnull=True) | Q(origin__isnull=False),
                name="case_public_has_origin",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ENDED)) | Q(ended_at__isnull=False),
                name="case_ended_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.local_name}"

    def get_absolute_url(self):
        return reverse("replication:case", args=[self.number])

    @property
    def desk_url(self) -> str:
        """Where its parties work on it."""
        return reverse("replication:case_desk", args=[self.number])

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_running(self) -> bool:
        """Say whether it is under way and nothing holds it up."""
        return self.is_active and self.standing == Standing.RUNNING

    @property
    def origin_name(self) -> str:
        """What the innovation is called at its origin."""
        return self.origin.kept_record.name if self.origin else self.origin_title

    @property
    def shown_origin_name(self) -> str:
        """The same for readers without a part in it: what was withdrawn is not named to them."""
        if self.origin and not self.origin.kept_record.is_public:
            return gettext("an innovation whose record was withdrawn")
        return self.origin_name

    @property
    def is_within_one_house(self) -> bool:
        """Say whether origin and adopter are one institution, which signs nothing with itself."""
        return self.origin_organisation.institution == self.adopter.institution


class Passage(models.Model):
    """From when to when a case was in a state; the one without an end is where it is now."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="passages")
    state = models.CharField(_("state"), max_length=20, choices=CaseState)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    # How it was left, and what was said with it; not for the public.
    step = models.CharField(_("left by"), max_length=30, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["case", "pk"]
        verbose_name = _("time in a state")
        verbose_name_plural = _("times in states")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(until__isnull=True), name="passage_one_open"
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.state}"
