"""Badges of replication: what an institution may show, and what it said when it was given."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.documents.models.papers import new_code
from simpul.replication.workflow.lineage import BadgeState


class BadgeKind(models.TextChoices):
    ORIGIN = "origin", pgettext_lazy("badge", "Origin of replications")
    ADOPTER = "adopter", pgettext_lazy("badge", "Adopter")


class Badge(models.Model):
    """An institution shows that its innovation was replicated, or that it replicated one.

    ``innovation`` is the origin in both kinds. ``statement`` is what was true on the day it was
    given, word for word; whether it still is, is counted when somebody looks. ``state`` moves only
    through ``workflow.lineage.BADGE``.
    """

    code = models.CharField(_("code"), max_length=14, unique=True, default=new_code)
    kind = models.CharField(_("kind"), max_length=10, choices=BadgeKind)
    innovation = models.ForeignKey(
        "innovations.Innovation", models.PROTECT, related_name="replication_badges"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="replication_badges"
    )
    statement = models.JSONField(_("what it says"))
    state = models.CharField(
        _("state"), max_length=10, choices=BadgeState, default=BadgeState.GIVEN
    )
    given_at = models.DateTimeField(_("given at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    reason = models.CharField(_("why it was revoked"), max_length=300, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("badge of replication")
        verbose_name_plural = _("badges of replication")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "innovation", "organisation"],
                condition=Q(state=BadgeState.GIVEN),
                name="badge_given_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=BadgeState.REVOKED)
                | (Q(revoked_at__isnull=False) & ~Q(reason="")),
                name="badge_revoked_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.innovation}"

    def get_absolute_url(self):
        return reverse("replication:badge", args=[self.code])

    @property
    def record(self):
        """The record that stands for the origin."""
        return self.innovation.canonical or self.innovation

    @property
    def is_revoked(self) -> bool:
        return self.state == BadgeState.REVOKED
