"""Whether an innovation still lives, who says so, and how well it is shown that it works."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.claims import Claim
from simpul.innovations.models.evidence import Evidence
from simpul.innovations.models.innovation import Innovation


class ShelfLife(models.Model):
    """For how many months a word about a record's life holds. A row without a hub is for all."""

    hub = models.ForeignKey(
        "hubs.Hub", models.CASCADE, null=True, blank=True, related_name="shelf_lives"
    )
    months = models.PositiveSmallIntegerField(_("months"), default=12)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["hub", "valid_from"]
        verbose_name = _("shelf life")
        verbose_name_plural = _("shelf lives")
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1), name="shelf_life_is_positive"),
            models.UniqueConstraint(
                fields=["hub", "valid_from"],
                condition=Q(hub__isnull=False),
                name="shelf_life_once_per_hub",
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(hub__isnull=True),
                name="shelf_life_once_for_all",
            ),
        ]

    def __str__(self):
        return f"{self.months}"


class LifeStatement(models.Model):
    """Somebody who knows says in which state an innovation is, as of a day, and why.

    ``claim`` is what it wrote; what the claim took the place of is retired at the same instant.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="life_statements")
    status = models.ForeignKey(
        "vocabularies.Stage", models.PROTECT, to_field="code", related_name="+"
    )
    as_of = models.DateField(_("as of"))
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # How somebody without an account is named, who answered by a signed link.
    said_by = models.CharField(_("said by"), max_length=200, blank=True)
    said_at = models.DateTimeField(_("said at"))
    claim = models.OneToOneField(
        Claim, models.SET_NULL, null=True, blank=True, related_name="life_statement"
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        ordering = ["innovation", "-as_of", "-pk"]
        verbose_name = _("word about its life")
        verbose_name_plural = _("words about its life")

    def __str__(self):
        return f"{self.innovation_id}: {self.status_id} {self.as_of}"


class Campaign(models.Model):
    """A hub asks the owners of many records whether they still run and are right."""

    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="campaigns")
    name = models.CharField(_("name"), max_length=200)
    letter = models.TextField(_("what owners are told"), blank=True)
    # The catalogue query the records were chosen by.
    chosen_by = models.CharField(_("chosen by"), max_length=1000, blank=True)
    due_on = models.DateField(_("answers until"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begun at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-begun_at"]
        verbose_name = _("update campaign")
        verbose_name_plural = _("update campaigns")

    def __str__(self):
        return self.name


class ReconfirmationQuerySet(models.QuerySet["Reconfirmation"]):
    def open(self):
        return self.filter(closed_at=None)

    def answered(self):
        return self.filter(answered_at__isnull=False)


class Reconfirmation(models.Model):
    """One question to the owner of one record, answered by a signed link with one button.

    ``token`` changes with every reminder, so that only the newest link counts. A question is
    closed by its answer, by a word said elsewhere, or with its campaign.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="reconfirmations")
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, null=True, blank=True, related_name="reconfirmations"
    )
    token = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_to = models.EmailField(_("asked to"), blank=True)
    # The last mail about it: what became of the mail tells whether anybody was reached.
    mail = models.ForeignKey(
        "core.OutboxMessage", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("answer until"))
    expires_on = models.DateField(_("link works until"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("handed to the hub at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    statement = models.OneToOneField(
        LifeStatement, models.SET_NULL, null=True, blank=True, related_name="reconfirmation"
    )

    objects = ReconfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("question about its life")
        verbose_name_plural = _("questions about its life")
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(closed_at=None), name="reconfirmation_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["innovation"],
                condition=Q(closed_at__isnull=True),
                name="reconfirmation_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(closed_at__isnull=False),
                name="reconfirmation_answer_closes",
            ),
        ]

    def __str__(self):
        return f"{self.innovation_id} {self.due_on}"


class InstitutionalTest(models.TextChoices):
    """What makes an innovation part of the regular work; all four are needed."""

    BUDGET = "budget", _("a budgeted programme")
    DUTY = "duty", _("an official duty")
    LAW = "law", _("a legal basis")
    BEYOND = "beyond", _("practised beyond the people who began it")


class PassedTest(models.Model):
    """One of the four tests, shown by evidence on a day and seen by a verifier."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="tests_passed")
    test = models.CharField(_("test"), max_length=10, choices=InstitutionalTest)
    shown_on = models.DateField(_("shown on"))
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    class Meta:
        ordering = ["innovation", "test"]
        verbose_name = _("test passed")
        verbose_name_plural = _("tests passed")
        constraints = [
            models.UniqueConstraint(fields=["innovation", "test"], name="test_passed_once"),
        ]

    def __str__(self):
        return f"{self.innovation_id}: {self.test}"


class Outcome(models.Model):
    """One result of an innovation: an indicator before and after, how it was measured, how sure.

    A projection of the claim ``outcomes``; ``grade`` is computed from its evidence and its age.
    """

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField(_("position"))
    indicator = models.CharField(_("indicator"), max_length=200)
    unit = models.CharField(_("unit of measure"), max_length=60, blank=True)
    baseline = models.DecimalField(
        _("before"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("measured before on"), null=True, blank=True)
    latest = models.DecimalField(
        _("latest"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    latest_on = models.DateField(_("measured last on"), null=True, blank=True)
    method = models.CharField(_("how it was measured"), max_length=300, blank=True)
    comparison = models.CharField(_("compared with"), max_length=300, blank=True)
    grade = models.PositiveSmallIntegerField(_("grade of evidence"), default=0)
    falls_on = models.DateField(_("grade falls on"), null=True, blank=True)

    class Meta:
        ordering = ["innovation", "position"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.UniqueConstraint(fields=["innovation", "position"], name="outcome_position"),
            models.CheckConstraint(condition=Q(grade__lte=5), name="outcome_grade_is_0_to_5"),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=True)
                | Q(latest_on__isnull=True)
                | Q(latest_on__gte=F("baseline_on")),
                name="outcome_latest_after_baseline",
            ),
        ]

    def __str__(self):
        return self.indicator
