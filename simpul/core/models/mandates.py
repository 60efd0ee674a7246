from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Capacity(models.TextChoices):
    DEFINITIVE = "definitive", _("in office")
    ACTING = "acting", _("acting (Plt.)")
    DEPUTY_FOR_DAYS = "deputy", _("acting by the day (Plh.)")
    DELEGATED = "delegated", _("by delegation")


class MandateQuerySet(models.QuerySet):
    def valid_at(self, instant: datetime):
        """Those under which somebody could decide at ``instant``.

        A delegation is worth no more than what it was given from.
        """
        begun = self.filter(valid_from__lte=instant).exclude(valid_to__lte=instant)
        source_begun = Q(delegated_from__valid_from__lte=instant)
        source_ended = Q(delegated_from__valid_to__lte=instant)
        return begun.filter(Q(delegated_from=None) | source_begun).exclude(source_ended)


class Mandate(models.Model):
    """What a person may decide, for what, from when to when, and by which letter.

    Never edited, only ended or replaced: who could decide at any instant stays a plain question.
    Without a scope it holds for the whole installation.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="mandates",
        verbose_name=_("person"),
    )
    office = models.CharField(_("office"), max_length=60)
    capacity = models.CharField(
        _("capacity"), max_length=12, choices=Capacity, default=Capacity.DEFINITIVE
    )
    scope_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+"
    )
    scope_id = models.BigIntegerField(null=True, blank=True)
    scope = GenericForeignKey("scope_type", "scope_id")
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid until"), null=True, blank=True)
    delegated_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("delegated from"),
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    letter_number = models.CharField(_("letter number"), max_length=120, blank=True)
    letter_date = models.DateField(_("letter date"), null=True, blank=True)
    letter_issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    letter_file = models.ForeignKey(
        "core.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("letter"),
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-valid_from", "-id"]
        indexes = [
            models.Index(fields=["person", "office"], name="mandate_of_person"),
            models.Index(fields=["office", "scope_type", "scope_id"], name="mandate_for_scope"),
        ]
        constraints = [
            # Equal instants: ended before it began to count.
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="mandate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(scope_type__isnull=True, scope_id__isnull=True)
                | Q(scope_type__isnull=False, scope_id__isnull=False),
                name="mandate_scope_whole_or_none",
            ),
            models.CheckConstraint(
                condition=Q(capacity=Capacity.DELEGATED, delegated_from__isnull=False)
                | (~Q(capacity=Capacity.DELEGATED) & Q(delegated_from__isnull=True)),
                name="mandate_delegation_has_source",
            ),
        ]

    def __str__(self):
        return f"{self.office}: {self.person}"

    def counted_at(self, instant: datetime) -> bool:
        """``MandateQuerySet.valid_at`` for one row that is loaded with what it was given from."""
        chain = filter(None, (self, self.delegated_from))
        return all(
            one.valid_from <= instant and (one.valid_to is None or one.valid_to > instant)
            for one in chain
        )
