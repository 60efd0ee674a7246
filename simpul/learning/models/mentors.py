"""People who offer to accompany others, what they offer and how much of it is left."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.learning.workflow import OPEN_STATES, MentorState

from .roles import Listed

__all__ = ["OPEN_STATES", "Language", "Mentor", "MentorKind", "MentorState", "Quarter"]


class Language(Listed):
    """A language in which somebody can coach."""

    class Meta:
        ordering = ["order"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class MentorKind(models.TextChoices):
    UNIVERSITY = "university", _("university staff")
    INNOVATOR = "innovator", _("former innovator")
    HUB = "hub", _("hub staff")


class MentorQuerySet(models.QuerySet["Mentor"]):
    def active(self):
        return self.filter(state=MentorState.ACTIVE)

    def public(self):
        """Those whom everybody may find, for they agreed to it."""
        return self.active().filter(is_public=True)


class Mentor(models.Model):
    """Somebody offers to accompany adopters; the hub that confirmed them looks after them.

    ``state`` moves only through ``workflow.MENTORING``. ``running`` counts what they accompany
    now; ``services.capacity`` alone writes it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentoring", verbose_name=_("person")
    )
    hub = models.ForeignKey(
        "hubs.Hub", models.PROTECT, related_name="mentors", verbose_name=_("hub")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MentorKind)
    # Where they work, as readers see it; the institution where the register knows it.
    workplace = models.CharField(_("workplace"), max_length=200)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mentors",
        verbose_name=_("institution"),
    )
    sectors = models.ManyToManyField(
        "vocabularies.Sector", related_name="mentors", verbose_name=_("themes")
    )
    languages = models.ManyToManyField(
        Language, related_name="mentors", verbose_name=_("languages")
    )
    profile = models.TextField(_("short profile"), max_length=1000)
    proof = models.TextField(_("proof"), max_length=1000)
    proof_file = models.ForeignKey(
        "core.File", models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.CharField(_("contact"), max_length=200)

    capacity = models.PositiveSmallIntegerField(_("cases in a quarter"), default=1)
    running = models.PositiveSmallIntegerField(_("cases now"), default=0)
    is_remote = models.BooleanField(_("coaches from afar"), default=True)
    travels_everywhere = models.BooleanField(_("travels to every province"), default=False)
    provinces = models.ManyToManyField(
        "geography.Region", blank=True, related_name="mentors", verbose_name=_("travels to")
    )

    # What the mentor agreed to show to everybody.
    is_public = models.BooleanField(_("stands in the directory"), default=False)
    shows_name = models.BooleanField(_("shows the name"), default=False)
    shows_workplace = models.BooleanField(_("shows the workplace"), default=False)

    state = models.CharField(
        _("state"), max_length=10, choices=MentorState, default=MentorState.OFFERED
    )
    offered_at = models.DateTimeField(_("offered at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    objects = MentorQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
        indexes = [models.Index(fields=["state", "hub"], name="mentor_of_hub")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=OPEN_STATES), name="mentor_once"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="mentor_has_capacity"),
            models.CheckConstraint(
                condition=Q(running__lte=F("capacity")), name="mentor_never_over_capacity"
            ),
            models.CheckConstraint(
                condition=~Q(state=MentorState.ACTIVE) | Q(decided_at__isnull=False),
                name="mentor_active_was_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state=MentorState.ENDED) | Q(ended_at__isnull=False),
                name="mentor_ended_has_date",
            ),
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return reverse("learning:mentor", args=[self.pk])

    @property
    def shown_name(self) -> str:
        """The name, or what everybody may know instead of it."""
        if self.shows_name:
            return str(self.person)
        return str(self.get_kind_display()).capitalize()

    @property
    def shown_workplace(self) -> str:
        """Where they work, where they agreed to show it."""
        return self.workplace if self.shows_workplace else ""


class Quarter(models.Model):
    """How many cases a mentor accompanies in a quarter of a year, and how many they can.

    ``taken`` counts each case that ran on any day of the quarter, also one that ended since.
    """

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="quarters")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(pgettext_lazy("of a year", "quarter"))
    capacity = models.PositiveSmallIntegerField(_("capacity"))
    taken = models.PositiveSmallIntegerField(_("taken"), default=0)

    class Meta:
        ordering = ["mentor", "-year", "-number"]
        verbose_name = pgettext_lazy("of a year", "quarter")
        verbose_name_plural = pgettext_lazy("of a year", "quarters")
        constraints = [
            models.UniqueConstraint(fields=["mentor", "year", "number"], name="mentor_quarter"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=4), name="mentor_quarter_is_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="mentor_quarter_never_over_capacity"
            ),
        ]

    def __str__(self):
        return f"{self.mentor_id}: {self.year}-{self.number}"

    @property
    def left(self) -> int:
        return self.capacity - self.taken
