"""What staff may change without a programmer: the checklist, duties, terms and kinds of funds."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.replication.models.cases.case import Side
from simpul.replication.workflow import CaseState


class TwoNames(models.Model):
    """Something called by one name in Indonesian and one in English."""

    label_id = models.CharField(_("label in Indonesian"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_id


class ValidQuerySet(models.QuerySet):
    def valid_on(self, day):
        """Those that count on a day."""
        open_end = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(open_end, valid_from__lte=day)


class StepTemplate(TwoNames):
    """One step of the checklist that every new case gets; which states it covers is a column.

    The shipped eight steps are not those of the official manual, of which only the preface could
    be read; ``source`` says so on every page that shows them.
    """

    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    needs_id = models.CharField(_("what it needs, in Indonesian"), max_length=300, blank=True)
    needs_en = models.CharField(_("what it needs, in English"), max_length=300, blank=True)
    yields_id = models.CharField(_("what it yields, in Indonesian"), max_length=300, blank=True)
    yields_en = models.CharField(_("what it yields, in English"), max_length=300, blank=True)
    # The step is taken when the case leaves this state; empty: somebody ticks it.
    until_state = models.CharField(
        _("done when the case leaves"), max_length=20, choices=CaseState, blank=True
    )
    official = models.BooleanField(_("from the official manual"), default=False)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    changed_here = models.BooleanField(_("changed here"), default=False)

    objects = ValidQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "order"]
        verbose_name = _("step of the checklist")
        verbose_name_plural = _("steps of the checklist")
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="step_template_once"),
        ]

    @property
    def needs(self) -> str:
        return self.needs_en if get_language() == "en" else self.needs_id

    @property
    def yields(self) -> str:
        return self.yields_en if get_language() == "en" else self.yields_id


class ObligationTemplate(TwoNames):
    """What an agreement obliges a side to, unless both agree otherwise."""

    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    side = models.CharField(_("who owes it"), max_length=12, choices=Side)
    # Due so many days after the agreement began.
    days = models.PositiveSmallIntegerField(_("due after days"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    changed_here = models.BooleanField(_("changed here"), default=False)

    objects = ValidQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "order"]
        verbose_name = _("usual obligation")
        verbose_name_plural = _("usual obligations")
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="obligation_template_once"),
        ]

    @property
    def lasts(self) -> timedelta:
        """How long after its agreement it is due."""
        return timedelta(days=self.days)


class Term(TwoNames):
    """For how many days something may wait: a state of a case by its name, or something else."""

    key = models.SlugField(_("key"), max_length=40)
    days = models.PositiveSmallIntegerField(_("days"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    changed_here = models.BooleanField(_("changed here"), default=False)

    objects = ValidQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "key"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="term_once"),
            models.CheckConstraint(condition=Q(days__gte=1), name="term_is_positive"),
        ]


class Fund(TwoNames):
    """Where money for a milestone comes from."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("source of funds")
        verbose_name_plural = _("sources of funds")
