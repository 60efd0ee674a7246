"""Give a badge for what is confirmed, and take it away again."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, outbox
from simpul.documents.models.papers import new_code
from simpul.innovations.models import Innovation
from simpul.organisations.models import Organisation
from simpul.organisations.queries import deciders_of
from simpul.replication.models import Badge, BadgeKind
from simpul.replication.queries.lineage.badges import Support, support_of
from simpul.replication.workflow.lineage import BADGE, BadgeState

NOT_CONFIRMED = _("There is no confirmed replication that this badge could stand on.")
NOT_THE_OWNER = _("The badge of an origin is for the institution that owns the innovation.")
TAKE_IT = _("Take a badge")


@transaction.atomic
def take(organisation: Organisation, innovation: Innovation, kind: str, *, by) -> Badge:
    """Give ``organisation`` a badge; the one it has already stays as it is.

    Raises ``PermissionDenied``, or ``ValidationError`` where nothing is confirmed.
    """
    if not by.has_perm("replication.take_badge", organisation):
        raise PermissionDenied(TAKE_IT)
    origin = innovation.canonical or innovation
    if kind == BadgeKind.ORIGIN and not _owns(organisation, origin):
        raise ValidationError(NOT_THE_OWNER, code="owner")
    support = support_of(kind, origin, organisation)
    if not support.holds:
        raise ValidationError(NOT_CONFIRMED, code="not_confirmed")
    # Of two who take it at once the second gets the one of the first.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    standing = Badge.objects.filter(
        kind=kind,
        innovation__canonical=origin,
        organisation=organisation,
        state=BadgeState.GIVEN,
    ).first()
    if standing is not None:
        return standing
    code = new_code()
    badge = Badge.objects.create(
        code=code,
        kind=kind,
        innovation=origin,
        organisation=organisation,
        statement=_statement(code, kind, origin, organisation, support),
        given_at=clock.now(),
    )
    journal.record(badge, "give", by=by, details={"kind": kind, "to": organisation.code})
    return badge


@transaction.atomic
def revoke(badge: Badge, *, by, note: str) -> Badge:
    """Take a badge away; its page says so and why, and those who hold it are told."""
    BADGE.take("revoke", badge, by=by, note=note, revoked_at=clock.now(), reason=note[:300])
    title = badge.innovation.name
    outbox.tell_all(
        f"badge-{badge.pk}-revoked",
        deciders_of(badge.organisation, but=by),
        outbox.Message(
            "badge",
            lambda: gettext("The badge for %(title)s was revoked") % {"title": title},
            note,
            reverse("replication:badge", args=[badge.code]),
        ),
    )
    return badge


def _owns(organisation: Organisation, record: Innovation) -> bool:
    return record.owner is not None and record.owner.institution == organisation.institution


def _statement(
    code: str, kind: str, record: Innovation, organisation: Organisation, support: Support
) -> dict[str, Any]:
    """What the badge says, in words that mean the same without this site."""
    with override("id"):
        check = f"{settings.SITE_URL}{reverse('replication:badge', args=[code])}"
    origin = record.owner.name if record.owner else ""
    return {
        "badge": code,
        "kind": kind,
        "holder": {"code": organisation.code, "name": organisation.name},
        "innovation": {"id": record.public_id, "title": record.title, "owner": origin},
        "confirmed": support.confirmed,
        "since": support.since.isoformat() if support.since else None,
        "given": f"{clock.now():%Y-%m-%dT%H:%M:%S%z}",
        "check": check,
    }
