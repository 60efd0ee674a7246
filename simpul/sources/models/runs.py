"""One delivery of one source: what was fetched, what it would change, and what it did."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.sources.models.sources import Source
from simpul.sources.workflow import ItemState, RunState


class RunKind(models.TextChoices):
    FILE = "file", pgettext_lazy("run", "file")
    FETCH = "fetch", pgettext_lazy("run", "fetched")


class Stage(models.TextChoices):
    """The part of its work a run is in; each can be broken off and gone on with."""

    GATHER = "gather", pgettext_lazy("stage", "Gather")
    FETCH = "fetch", pgettext_lazy("stage", "Fetch")
    COMPARE = "compare", pgettext_lazy("stage", "Compare")
    IMPORT = "import", pgettext_lazy("stage", "Import")
    UNDO = "undo", pgettext_lazy("stage", "Undo")


class RunQuerySet(models.QuerySet["Run"]):
    def imported(self):
        return self.filter(state=RunState.DONE)


class Run(models.Model):
    """One delivery. ``state`` moves only through ``workflow.RUNNING``.

    ``stage`` and ``cursor`` say how far the work has come; both are written in the transaction
    that does the work, so that a run which was killed goes on as if nothing had happened.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    kind = models.CharField(_("kind"), max_length=10, choices=RunKind)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.WORKING)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.GATHER)
    cursor = models.BigIntegerField(_("how far the stage has come"), default=0)
    file = models.ForeignKey(
        "core.File", models.PROTECT, null=True, blank=True, related_name="runs"
    )
    # What the source said changed since is asked for; empty: everything.
    since = models.CharField(_("since"), max_length=40, blank=True)
    is_whole = models.BooleanField(_("names everything the source holds"), default=False)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    # Reasons to stop that a person looked at and let pass.
    let_pass = models.JSONField(_("let pass"), default=list, blank=True)
    stop_code = models.CharField(_("why it stopped"), max_length=40, blank=True)
    stop_details = models.JSONField(_("about the stop"), default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts without progress"), default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(_("started at"))
    moved_at = models.DateTimeField(_("last came on at"))
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = pgettext_lazy("import", "run")
        verbose_name_plural = pgettext_lazy("import", "runs")
        indexes = [models.Index(fields=["state", "moved_at"], name="run_state")]
        constraints = [
            # Two runs of one source at once would each compare with what the other changes.
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state__in=["working", "ready", "stopped"]),
                name="run_one_under_way",
            ),
        ]

    def __str__(self):
        return f"{self.source} {self.pk}"

    def get_absolute_url(self):
        return reverse("sources:run", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state in {RunState.DONE, RunState.UNDONE, RunState.DROPPED}


class RunPiece(models.Model):
    """One thing a run has to read: a file, a page of a list; ``taken`` of it are kept."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="pieces")
    key = models.CharField(max_length=500)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    options = models.JSONField(default=dict, blank=True)
    taken = models.PositiveIntegerField(default=0)
    is_read = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("piece of a run")
        verbose_name_plural = _("pieces of runs")
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="run_piece_once"),
        ]

    def __str__(self):
        return self.key


class RawCopy(models.Model):
    """One record exactly as its source gave it in one run.

    ``values`` is empty where an earlier copy says the same: ``same_as`` has it.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="copies", db_index=False)
    piece = models.ForeignKey(RunPiece, models.CASCADE, related_name="copies")
    key = models.CharField(_("number at the source"), max_length=200)
    at = models.CharField(_("where it stands"), max_length=300, blank=True)
    values = models.JSONField(_("values"), null=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    digest = models.CharField(_("digest"), max_length=64)
    deleted = models.BooleanField(_("the source calls it deleted"), default=False)
    # What could not even be read: no values, only what is wrong.
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("raw copy")
        verbose_name_plural = _("raw copies")
        indexes = [models.Index(fields=["run", "key"], name="raw_copy_key")]

    def __str__(self):
        return f"{self.run_id}: {self.key}"

    @property
    def content(self) -> dict:
        """The values, wherever they are kept."""
        kept = self.values if self.same_as is None else self.same_as.values
        return kept or {}


class Verdict(models.TextChoices):
    CREATE = "create", pgettext_lazy("verdict", "New")
    CHANGE = "change", pgettext_lazy("verdict", "Changed")
    SAME = "same", pgettext_lazy("verdict", "As before")
    GONE = "gone", pgettext_lazy("verdict", "No longer named")
    ERROR = "error", pgettext_lazy("verdict", "Not usable")


class Result(models.TextChoices):
    """What became of what the dry run said."""

    WAITING = "", pgettext_lazy("result", "not yet")
    DONE = "done", pgettext_lazy("result", "done")
    MOVED = "moved", pgettext_lazy("result", "refused: changed meanwhile")
    UNDONE = "undone", pgettext_lazy("result", "undone")
    LEFT = "left", pgettext_lazy("result", "left: built on since")


class Outcome(models.Model):
    """What a run says about one record: first what it would do, then what it did.

    ``changes`` maps a field to its old and new value, ``shown`` names those readers would see.
    ``says`` is the whole mention, so that confirming does what was shown and nothing else;
    ``stands`` are the claims it was compared with and ``left`` those that stood afterwards.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="outcomes", db_index=False)
    key = models.CharField(_("number at the source"), max_length=200)
    copy = models.OneToOneField(RawCopy, models.CASCADE, null=True, related_name="outcome")
    at = models.CharField(_("where it stands"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    shown = models.JSONField(_("shown"), default=list, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)
    has_problems = models.BooleanField(default=False)
    says = models.JSONField(_("says"), null=True)
    stands = models.JSONField(_("stands on"), default=list, blank=True)
    left = models.JSONField(_("left behind"), default=list, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True)
    innovation = models.ForeignKey(
        "innovations.Innovation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_outcomes",
    )
    result = models.CharField(
        _("result"), max_length=10, choices=Result, default=Result.WAITING, blank=True
    )
    why = models.TextField(_("why"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        indexes = [
            models.Index(fields=["run", "verdict", "id"], name="outcome_verdict"),
            models.Index(fields=["run", "result", "id"], name="outcome_result"),
            models.Index(fields=["run", "has_problems", "id"], name="outcome_problems"),
        ]

    def __str__(self):
        return f"{self.key}: {self.verdict}"

    @property
    def said(self) -> dict[str, Any]:
        """The mention that is kept; empty where there is nothing to take over."""
        return self.says or {}


class WorkItem(models.Model):
    """One thing a source wrote that could not be understood, until somebody says what it means."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="items")
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="items")
    key = models.CharField(_("number at the source"), max_length=200)
    at = models.CharField(_("where it stands"), max_length=300, blank=True)
    field = models.CharField(_("field"), max_length=60)
    given = models.CharField(_("as the source writes it"), max_length=1000, blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    say = models.TextField(_("what is wrong"), blank=True)
    remedy = models.TextField(_("what to do"), blank=True)
    candidates = models.JSONField(_("what it may mean"), default=list, blank=True)
    count = models.PositiveIntegerField(_("records with the same words"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.OPEN)
    settled_with = models.CharField(_("settled with"), max_length=300, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"))

    class Meta:
        ordering = ["-count", "pk"]
        verbose_name = _("work item")
        verbose_name_plural = _("work items")
        constraints = [
            # Equal words of one field are one question, however many records write them.
            models.UniqueConstraint(
                fields=["source", "field", "given"], name="work_item_once_per_words"
            ),
        ]

    def __str__(self):
        return f"{self.field}: {self.given}"
