from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.naming import IDENTITY_LENGTH
from simpul.needs.workflow import SHOWN_IDEAS, UNDECIDED, IdeaState


class AuthorKind(models.TextChoices):
    """As whom somebody offers an idea; only an institution can confirm that it is so."""

    RESIDENT = "resident", _("a resident")
    OFFICIAL = "official", _("an official")
    CIVIL_SOCIETY = "civil_society", _("a civil society organisation")
    UNIVERSITY = "university", _("a university")
    BUSINESS = "business", _("a business")


class IdeaQuerySet(models.QuerySet["Idea"]):
    def kept(self):
        """Without the ideas that were merged into another."""
        return self.filter(canonical=F("pk"))

    def shown(self):
        """What anybody may read, merged ones among them."""
        return self.filter(state__in=SHOWN_IDEAS)

    def undecided(self):
        return self.filter(state__in=UNDECIDED)


class Idea(models.Model):
    """A short suggestion for a need, for a challenge, or of its own.

    ``state`` moves only through ``workflow.IDEAS``. ``canonical`` is the idea it was merged into,
    or itself; merging moves no row, so supports stay with the idea they were given to.
    ``became`` is the innovation that grew from it.
    """

    public_id = models.CharField(_("permanent number"), max_length=IDENTITY_LENGTH, unique=True)
    slug = models.CharField(_("address"), max_length=100, unique=True)
    canonical = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    need = models.ForeignKey(
        "needs.Need",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("need"),
    )
    challenge = models.ForeignKey(
        "needs.Challenge",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("challenge"),
    )
    # The unit that decides about it, and the hub that looks after it.
    sponsor = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas_sponsored",
        verbose_name=_("sponsor"),
    )
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, null=True, blank=True, related_name="ideas")
    region = models.ForeignKey(
        "geography.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("region"),
    )
    sector = models.ForeignKey(
        "vocabularies.Sector",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("sector"),
    )
    title = models.CharField(_("the idea in one line"), max_length=140)
    body = models.TextField(_("the idea"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("author"),
    )
    author_kind = models.CharField(_("offered by"), max_length=20, choices=AuthorKind)
    # Whom the author speaks for, where an institution here confirmed them.
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas_offered",
        verbose_name=_("institution"),
    )
    state = models.CharField(_("state"), max_length=12, choices=IdeaState, default=IdeaState.OPEN)
    became = models.ForeignKey(
        "innovations.Innovation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grew_from",
        verbose_name=_("innovation that grew from it"),
    )
    terms = models.TextField(editable=False, blank=True)
    offered_at = models.DateTimeField(_("offered at"))
    changed_at = models.DateTimeField(_("changed at"))

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        indexes = [
            models.Index(fields=["state", "-offered_at"], name="idea_list"),
            models.Index(fields=["sponsor", "state"], name="idea_sponsor"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=True) | Q(challenge__isnull=True),
                name="idea_answers_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(state=IdeaState.PROMOTED) | Q(became__isnull=False),
                name="idea_promoted_has_record",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[IdeaState.TAKEN_UP, IdeaState.PROMOTED])
                | Q(sponsor__isnull=False),
                name="idea_taken_up_has_sponsor",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("needs:idea", args=[self.slug])

    @property
    def is_kept(self) -> bool:
        """Say whether it stands for itself, not merged into another."""
        return self.canonical_id == self.pk

    @property
    def is_shown(self) -> bool:
        return self.state in SHOWN_IDEAS

    @property
    def target(self):
        """The need or challenge it answers; nothing for a free one."""
        return self.need or self.challenge

    @property
    def text(self) -> str:
        """All its words, for search."""
        return f"{self.title}\n{self.body}"


class Support(models.Model):
    """A person finds an idea good. Whoever supports two ideas that are merged counts once."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="ideas_supported",
        verbose_name=_("person"),
    )
    at = models.DateTimeField(_("since"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["idea", "person"], name="support_once"),
        ]

    def __str__(self):
        return f"{self.idea_id}: {self.person_id}"


class MergeEdge(models.Model):
    """Says that two ideas are equal. Nothing moves; readers see the kept one.

    At most one edge leaves an idea and the edges never form a circle. Ending a merge deletes the
    edge; the journal remembers both.
    """

    absorbed = models.OneToOneField(Idea, models.CASCADE, related_name="merge_edge")
    kept = models.ForeignKey(Idea, models.CASCADE, related_name="edges_in")
    note = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merged_at = models.DateTimeField(_("merged at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("merge of ideas")
        verbose_name_plural = _("merges of ideas")
        constraints = [
            models.CheckConstraint(
                condition=~Q(absorbed=F("kept")), name="idea_merge_not_with_itself"
            ),
        ]

    def __str__(self):
        return f"{self.absorbed_id} → {self.kept_id}"


class IdeaDecision(models.Model):
    """What a sponsor decided about an idea, and why; the newest one counts, all are shown."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=12, choices=IdeaState)
    reason = models.TextField(_("reason"), max_length=2000)
    sponsor = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("decided at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("decision about an idea")
        verbose_name_plural = _("decisions about ideas")

    def __str__(self):
        return f"{self.idea_id}: {self.outcome}"
