from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.figures import without_zeros
from simpul.innovations.models.naming import IDENTITY_LENGTH
from simpul.needs.workflow import RUNNING, NeedState


class Visibility(models.TextChoices):
    """Who may read a need."""

    PUBLIC = "public", _("everybody")
    HUB = "hub", _("the institution and its hub")
    PRIVATE = "private", _("the institution alone")


class Connectivity(models.TextChoices):
    """How well people and offices there are connected."""

    UNKNOWN = "", _("not said")
    NONE = "none", _("no signal")
    WEAK = "weak", _("weak or now and then")
    PHONE = "phone", _("mobile internet")
    STEADY = "steady", _("steady internet")


class Origin(models.TextChoices):
    """What the need began from."""

    WRITTEN = "written", _("stated by the institution")
    IGA_GAP = "iga_gap", _("a gap in an indicator of IGA")
    GOAL_GAP = "goal_gap", _("a gap in a goal of sustainable development")
    SECTOR_GAP = "sector_gap", _("a sector without innovation")
    SERVICE_STANDARD = "service_standard", _("a service standard not met")


class NeedQuerySet(models.QuerySet["Need"]):
    def public(self):
        """What anybody may read: withdrawn ones are kept, and nobody else reads them."""
        return self.filter(visibility=Visibility.PUBLIC).exclude(state=NeedState.WITHDRAWN)

    def running(self):
        """Open, or with an answer being tried."""
        return self.filter(state__in=RUNNING)


class Need(models.Model):
    """A problem of an institution, in plain words, that others may have solved.

    ``state`` moves only through ``workflow.NEEDS``. ``hub`` is the hub that answers for the
    institution when the need was last written; ``terms`` are the words of the search, analysed.
    """

    public_id = models.CharField(_("permanent number"), max_length=IDENTITY_LENGTH, unique=True)
    slug = models.CharField(_("address"), max_length=100, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="needs",
        verbose_name=_("institution"),
    )
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, null=True, blank=True, related_name="needs")
    region = models.ForeignKey(
        "geography.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("region"),
    )
    title = models.CharField(_("title"), max_length=160)
    problem = models.TextField(_("what is the problem?"), max_length=6000)
    who_suffers = models.CharField(_("who suffers from it?"), max_length=300, blank=True)
    how_many = models.PositiveBigIntegerField(_("how many people?"), null=True, blank=True)
    place = models.CharField(_("where exactly?"), max_length=300, blank=True)
    sector = models.ForeignKey(
        "vocabularies.Sector",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("sector"),
    )
    affair = models.ForeignKey(
        "vocabularies.Affair",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("government affair"),
    )
    goals = models.ManyToManyField(
        "vocabularies.Goal", blank=True, related_name="needs", verbose_name=_("goals")
    )
    legal_duty = models.TextField(_("which duty does the law set?"), blank=True, max_length=1000)
    budget_min = models.PositiveBigIntegerField(_("budget from (rupiah)"), null=True, blank=True)
    budget_max = models.PositiveBigIntegerField(_("budget to (rupiah)"), null=True, blank=True)
    people = models.PositiveIntegerField(_("staff who can work on it"), null=True, blank=True)
    connectivity = models.CharField(
        _("connection there"), max_length=10, choices=Connectivity, blank=True
    )
    deadline = models.DateField(_("solved by"), null=True, blank=True)
    visibility = models.CharField(
        _("who may read it"), max_length=10, choices=Visibility, default=Visibility.PRIVATE
    )
    language = models.CharField(_("language"), max_length=5, default="id")
    state = models.CharField(_("state"), max_length=10, choices=NeedState, default=NeedState.OPEN)
    origin = models.CharField(
        _("began from"), max_length=20, choices=Origin, default=Origin.WRITTEN
    )
    # Which row of that origin: the number of a goal, the key of a sector or of a benchmark.
    origin_key = models.CharField(max_length=60, blank=True)

    # What solved it, in words and, where the catalogue has it, as a record.
    solution = models.TextField(_("what solved it"), blank=True, max_length=2000)
    solved_by = models.ForeignKey(
        "innovations.Innovation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs_solved",
        verbose_name=_("innovation that solved it"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="needs"
    )
    terms = models.TextField(editable=False, blank=True)
    stated_at = models.DateTimeField(_("stated at"))
    changed_at = models.DateTimeField(_("changed at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-stated_at", "-pk"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        indexes = [
            models.Index(fields=["visibility", "state", "-stated_at"], name="need_list"),
            models.Index(fields=["state", "deadline"], name="need_deadline"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_min__isnull=True)
                | Q(budget_max__isnull=True)
                | Q(budget_max__gte=F("budget_min")),
                name="need_budget_runs_upward",
                violation_error_message=_("The higher end of the budget lies below the lower one."),
            ),
            models.CheckConstraint(
                condition=~Q(state=NeedState.CLOSED)
                | (Q(closed_at__isnull=False) & ~Q(solution="")),
                name="need_closed_says_what_solved_it",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("needs:detail", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC and self.state != NeedState.WITHDRAWN

    @property
    def is_running(self) -> bool:
        """Say whether it still looks for an answer."""
        return self.state in RUNNING

    @property
    def text(self) -> str:
        """All its words, for matching and search."""
        said = (self.title, self.problem, self.who_suffers, self.place, self.legal_duty)
        return "\n".join(filter(None, said))


class Direction(models.TextChoices):
    """Which way an indicator should go."""

    UP = "up", _("should rise")
    DOWN = "down", _("should fall")


class NeedIndicator(models.Model):
    """A number that says how bad it is now, by which a solution is measured later."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("what is counted"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    direction = models.CharField(
        _("direction"), max_length=5, choices=Direction, default=Direction.DOWN
    )
    baseline = models.DecimalField(_("now"), max_digits=18, decimal_places=3, null=True, blank=True)
    baseline_on = models.DateField(_("counted on"), null=True, blank=True)
    source = models.CharField(_("who says so"), max_length=300, blank=True)
    target = models.DecimalField(
        _("wanted"), max_digits=18, decimal_places=3, null=True, blank=True
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = pgettext_lazy("need", "indicator")
        verbose_name_plural = pgettext_lazy("need", "indicators")
        constraints = [
            models.UniqueConstraint(fields=["need", "name"], name="need_indicator_once"),
        ]

    def __str__(self):
        return self.name

    @property
    def now(self) -> Decimal | None:
        """The baseline without the zeros of its column."""
        return without_zeros(self.baseline)

    @property
    def wanted(self) -> Decimal | None:
        """The target without the zeros of its column."""
        return without_zeros(self.target)


class NeedFollower(models.Model):
    """Another institution has the same need, and is told what becomes of it."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="followers")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="needs_followed"
    )
    note = models.CharField(_("how it is there"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("institution with the same need")
        verbose_name_plural = _("institutions with the same need")
        constraints = [
            models.UniqueConstraint(fields=["need", "organisation"], name="need_followed_once"),
        ]

    def __str__(self):
        return f"{self.organisation_id}: {self.need_id}"
