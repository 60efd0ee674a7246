"""Joint management: who decides together, what stands by their decision, and how it came about."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.sources.workflow import ContradictionState, ProposalState


class Party(models.Model):
    """An institution that manages the site with others, and the sources it answers for."""

    agreement = models.ForeignKey("hubs.Agreement", models.PROTECT, related_name="joint_parties")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    authorities = models.ManyToManyField("innovations.Authority", related_name="parties")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["agreement", "order", "pk"]
        verbose_name = _("party of the joint management")
        verbose_name_plural = _("parties of the joint management")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="joint_party_once"),
        ]

    def __str__(self):
        return self.organisation.name


class ParameterKind(models.TextChoices):
    WHOLE = "whole", _("whole number")
    SHARE = "share", _("share from 0 to 1")
    CHOICE = "choice", _("one of a list")


class Parameter(models.Model):
    """A standard that programs and people keep to; what it says stands in ``Provision``."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ParameterKind)
    label_id = models.CharField(_("label in Indonesian"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200)
    about_id = models.TextField(_("meaning in Indonesian"))
    about_en = models.TextField(_("meaning in English"))
    unit_id = models.CharField(_("unit in Indonesian"), max_length=40, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    least = models.FloatField(_("at least"), null=True, blank=True)
    most = models.FloatField(_("at most"), null=True, blank=True)
    # Of a list: ``[code, label_id, label_en]`` each.
    choices = models.JSONField(_("choices"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("standard parameter")
        verbose_name_plural = _("standard parameters")

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_id

    @property
    def about(self) -> str:
        return self.about_en if get_language() == "en" else self.about_id

    @property
    def unit(self) -> str:
        return self.unit_en if get_language() == "en" else self.unit_id


class ChangeKind(models.TextChoices):
    PRECEDENCE = "precedence", _("Precedence of sources")
    VOCABULARY = "vocabulary", _("Shared vocabulary")
    PARAMETER = "parameter", _("Standard parameter")


class Proposal(models.Model):
    """A change of agreed rules, with its reason, its effect and the votes on it.

    ``changes`` is a list of maps as ``services.joint.changes`` reads them; ``before`` is what stood
    when it came into force, from which a counter-proposal is made. ``state`` moves only through
    ``workflow.PROPOSALS``.
    """

    agreement = models.ForeignKey("hubs.Agreement", models.PROTECT, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=12, choices=ChangeKind)
    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(_("reason"))
    changes = models.JSONField(_("changes"), default=list)
    before = models.JSONField(_("what stood before"), default=list, blank=True)
    effective_on = models.DateField(_("date of effect"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.DRAFTED
    )
    # How many of the parties must say yes, as the parameter said when the vote was opened.
    rule = models.CharField(_("rule of adoption"), max_length=12, blank=True)
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reversals"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="joint_proposals"
    )
    drafted_at = models.DateTimeField(_("drafted at"))
    proposed_at = models.DateTimeField(_("proposed at"), null=True, blank=True)
    voting_until = models.DateTimeField(_("votes until"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [models.Index(fields=["state", "effective_on"], name="proposal_due")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("sources:proposal", args=[self.pk])


class Vote(models.Model):
    """What one party says about a proposal, by the steward who says it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="votes")
    party = models.ForeignKey(Party, models.PROTECT, related_name="votes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="joint_votes")
    agrees = models.BooleanField(_("agrees"))
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "party"], name="vote_once_per_party"),
            models.UniqueConstraint(fields=["proposal", "by"], name="vote_once_per_person"),
        ]

    def __str__(self):
        return f"{self.party}: {self.agrees}"


class SweepPurpose(models.TextChoices):
    SIMULATE = "simulate", _("Simulation")
    APPLY = "apply", _("Taking effect")


class Sweep(models.Model):
    """One walk over the records for a proposal: to foretell what changes, or to change it.

    ``seq`` is how far the journal had come when it began; ``after`` the last record that is done.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="sweeps")
    purpose = models.CharField(_("purpose"), max_length=10, choices=SweepPurpose)
    seq = models.BigIntegerField(_("journal up to"), default=0)
    on = models.DateField(_("as of the day"))
    after = models.BigIntegerField(_("last record"), default=0)
    done = models.PositiveIntegerField(_("records done"), default=0)
    total = models.PositiveIntegerField(_("records"), default=0)
    # Shown values that differ, the records they are of, and verified records that must wait.
    shown = models.PositiveIntegerField(_("shown values"), default=0)
    records = models.PositiveIntegerField(_("records changed"), default=0)
    held = models.PositiveIntegerField(_("versions held back"), default=0)
    # What else it does, in figures that are no values of records.
    beside = models.JSONField(_("other effects"), default=dict, blank=True)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("walk over the records")
        verbose_name_plural = _("walks over the records")

    def __str__(self):
        return f"{self.proposal_id} {self.purpose}"


class Effect(models.Model):
    """One value that a record would show in place of another."""

    sweep = models.ForeignKey(Sweep, models.CASCADE, related_name="effects")
    innovation = models.ForeignKey("innovations.Innovation", models.CASCADE, related_name="+")
    field = models.CharField(_("field"), max_length=30)
    language = models.CharField(_("language"), max_length=5, blank=True)
    old = models.JSONField(_("shown now"), null=True)
    new = models.JSONField(_("shown then"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("simulated change")
        verbose_name_plural = _("simulated changes")
        constraints = [
            models.UniqueConstraint(
                fields=["sweep", "innovation", "field", "language"], name="effect_once"
            ),
        ]

    def __str__(self):
        return f"{self.innovation_id} {self.field}"


class Provision(models.Model):
    """What stands, or stood, from a day on: a parameter, a row of precedence, a word of a list.

    ``key`` names it within its kind; ``value`` is empty where a decision took it away.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ChangeKind)
    key = models.CharField(_("key"), max_length=200)
    value = models.JSONField(_("value"), null=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="provisions"
    )

    class Meta:
        ordering = ["kind", "key", "-valid_from", "-pk"]
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(valid_to__isnull=True),
                name="provision_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="provision_runs_forward",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}: {self.value}"


class Contradiction(models.Model):
    """A field of a record about which living claims of different sources disagree.

    ``values`` holds who says what; ``fingerprint`` stands for all of it, so that a decision holds
    until one of them says something else. ``state`` moves only through ``workflow.CONTRADICTIONS``.
    """

    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="contradictions"
    )
    field = models.CharField(_("field"), max_length=30)
    language = models.CharField(_("language"), max_length=5, blank=True)
    values = models.JSONField(_("what is said"), default=list)
    authorities = models.ManyToManyField("innovations.Authority", related_name="contradictions")
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    since = models.DateTimeField(_("since"))
    state = models.CharField(
        _("state"), max_length=10, choices=ContradictionState, default=ContradictionState.OPEN
    )
    asked = models.ForeignKey(
        "innovations.Authority", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField(_("what was decided, in words"), blank=True)
    proposal = models.ForeignKey(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="contradictions"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contradictions_decided",
    )
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("contradiction")
        verbose_name_plural = _("contradictions")
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "field", "language"], name="contradiction_once"
            ),
        ]
        indexes = [models.Index(fields=["state", "since", "id"], name="contradiction_queue")]

    def __str__(self):
        return f"{self.innovation_id} {self.field}"

    def get_absolute_url(self):
        return reverse("sources:contradiction", args=[self.pk])


class Coverage(models.Model):
    """What a source gave, counted at one instant: pages about sources read this and say when."""

    authority = models.OneToOneField(
        "innovations.Authority", models.CASCADE, related_name="coverage"
    )
    mentions = models.PositiveIntegerField(_("mentions"), default=0)
    records = models.PositiveIntegerField(_("records"), default=0)
    claims = models.PositiveIntegerField(_("claims"), default=0)
    # Records about which it says something, by field.
    fields = models.JSONField(_("records by field"), default=dict)
    # When it last said something new, and the day of its newest word.
    newest_at = models.DateTimeField(_("last claim recorded at"), null=True, blank=True)
    newest_on = models.DateField(_("last word of"), null=True, blank=True)
    as_of = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("coverage of a source")
        verbose_name_plural = _("coverage of sources")

    def __str__(self):
        return f"{self.authority_id}: {self.records}"


class Watermark(models.Model):
    """How far a follower of the journal has come."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    seq = models.BigIntegerField(_("journal up to"), default=0)

    class Meta:
        verbose_name = _("watermark")
        verbose_name_plural = _("watermarks")

    def __str__(self):
        return f"{self.name} {self.seq}"
