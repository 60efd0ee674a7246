"""Where people work. What they may decide is a mandate, never a membership."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .bodies import Organisation


class MembershipState(models.TextChoices):
    REQUESTED = "requested", pgettext_lazy("membership", "waits for confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("membership", "confirmed")
    DECLINED = "declined", pgettext_lazy("membership", "declined")
    ENDED = "ended", pgettext_lazy("membership", "ended")


OPEN_MEMBERSHIPS = (MembershipState.REQUESTED, MembershipState.CONFIRMED)


class MembershipQuerySet(models.QuerySet):
    def requested(self):
        return self.filter(state=MembershipState.REQUESTED)

    def confirmed(self):
        return self.filter(state=MembershipState.CONFIRMED)


class Membership(models.Model):
    """A person works for an institution or unit, or asks to be known as one who does.

    ``state`` moves only through ``workflow.MEMBERSHIP``.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("institution")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=MembershipState, default=MembershipState.REQUESTED
    )
    position = models.CharField(_("position"), max_length=150, blank=True)
    # Asks to administer the institution as well, on the strength of the letter.
    as_admin = models.BooleanField(_("asks to administer"), default=False)
    letter = models.ForeignKey(
        "core.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("letter"),
    )
    requested_at = models.DateTimeField(_("requested at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state__in=OPEN_MEMBERSHIPS),
                name="membership_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MembershipState.CONFIRMED, MembershipState.DECLINED])
                | Q(decided_at__isnull=False),
                name="membership_decided_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=MembershipState.ENDED) | Q(ended_at__isnull=False),
                name="membership_ended_has_date",
            ),
            models.CheckConstraint(
                condition=Q(as_admin=False) | Q(letter__isnull=False),
                name="membership_admin_has_letter",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.organisation}"
