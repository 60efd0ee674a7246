from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.models.naming import IDENTITY_LENGTH
from simpul.needs.workflow import ChallengeState

PUBLIC_CHALLENGES = (ChallengeState.ANNOUNCED, ChallengeState.CONCLUDED)


class Audience(models.TextChoices):
    """Who is asked for ideas."""

    ALL = "all", _("everybody")
    OFFICIALS = "officials", _("people who work for an institution")


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def public(self):
        return self.filter(state__in=PUBLIC_CHALLENGES)

    def welcoming(self, day=None):
        """Those to which ideas may be offered today."""
        day = day or clock.today()
        return self.filter(state=ChallengeState.ANNOUNCED, opens_on__lte=day, closes_on__gte=day)


class Challenge(models.Model):
    """A sponsor asks the public for ideas between two dates, and answers each of them.

    ``state`` moves only through ``workflow.CHALLENGES``; ``closes_on`` is the last day.
    """

    public_id = models.CharField(_("permanent number"), max_length=IDENTITY_LENGTH, unique=True)
    slug = models.CharField(_("address"), max_length=100, unique=True)
    sponsor = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="challenges",
        verbose_name=_("sponsor"),
    )
    hub = models.ForeignKey(
        "hubs.Hub", models.PROTECT, null=True, blank=True, related_name="challenges"
    )
    need = models.ForeignKey(
        "needs.Need",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("need"),
    )
    region = models.ForeignKey(
        "geography.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("region"),
    )
    sector = models.ForeignKey(
        "vocabularies.Sector",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("sector"),
    )
    title = models.CharField(_("title"), max_length=160)
    question = models.TextField(_("what do you ask for?"), max_length=4000)
    looks_for = models.TextField(_("what makes an idea good?"), blank=True, max_length=2000)
    support = models.TextField(_("what does the sponsor offer?"), blank=True, max_length=2000)
    audience = models.CharField(
        _("who may answer"), max_length=10, choices=Audience, default=Audience.ALL
    )
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("last day"))
    decides_on = models.DateField(_("decided by"))
    state = models.CharField(
        _("state"), max_length=10, choices=ChallengeState, default=ChallengeState.DRAFT
    )
    outcome = models.TextField(_("what came of it"), blank=True, max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    terms = models.TextField(editable=False, blank=True)
    begun_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_on", "-pk"]
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        indexes = [models.Index(fields=["state", "closes_on"], name="challenge_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")) & Q(decides_on__gte=F("closes_on")),
                name="challenge_dates_run_forward",
                violation_error_message=_(
                    "The dates run backwards: it opens, it closes, then it is decided."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=ChallengeState.CONCLUDED) | ~Q(outcome=""),
                name="challenge_concluded_says_what_came",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("needs:challenge", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_CHALLENGES

    @property
    def phase(self) -> str:
        """Where it stands today: coming, welcoming, deciding, or its state."""
        if self.state != ChallengeState.ANNOUNCED:
            return self.state
        day = clock.today()
        if day < self.opens_on:
            return "coming"
        return "welcoming" if day <= self.closes_on else "deciding"

    @property
    def is_welcoming(self) -> bool:
        return self.phase == "welcoming"

    @property
    def text(self) -> str:
        """All its words, for search."""
        return "\n".join(filter(None, (self.title, self.question, self.looks_for)))
