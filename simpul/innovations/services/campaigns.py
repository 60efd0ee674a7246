"""Update campaigns: begin, remind the silent, let the mails go, end."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, mandates, outbox
from simpul.core.models import OutboxMessage
from simpul.core.models.outbox import MessageState
from simpul.hubs.models import Hub
from simpul.innovations.models import Campaign, Innovation
from simpul.innovations.queries import campaigns
from simpul.innovations.services import life

BATCH = 500

NOT_YOURS = _("Only the coordinator of a hub asks its owners.")
NOBODY = _("Nobody is chosen. Choose at least one record that no other campaign asks about.")
TOO_SOON = _("Give owners at least a week: choose a later day.")
ENDED = _("This campaign has ended.")

FEWEST_DAYS = 7


@transaction.atomic
def begin(
    hub: Hub,
    records: Sequence[Innovation],
    *,
    name: str,
    letter: str = "",
    due_on: date,
    chosen_by: str = "",
    addresses: Mapping[int, str] | None = None,
    by,
) -> Campaign:
    """Ask the owners of these records whether they still run; the mails wait to be released.

    ``addresses`` names whom to write to for owners nobody is known for, by the owner's key.
    Raises ``PermissionDenied``, or ``ValidationError`` for nobody or too short a time.
    """
    under = mandates.allowed(by, "innovations.add_campaign", hub)
    if under is None:
        raise PermissionDenied(NOT_YOURS)
    if (due_on - clock.today()).days < FEWEST_DAYS:
        raise ValidationError(TOO_SOON, code="too_soon")
    fresh = _not_asked_yet(hub, records)
    if not fresh:
        raise ValidationError(NOBODY, code="nobody")
    campaign = Campaign.objects.create(
        hub=hub,
        name=name.strip()[:200],
        letter=letter.strip(),
        chosen_by=chosen_by[:1000],
        due_on=due_on,
        begun_by=by,
        begun_at=clock.now(),
    )
    journal.record(campaign, "begin", by=by, details={"records": len(fresh), **under})
    life.ask(
        fresh, due_on=due_on, campaign=campaign, addresses=dict(addresses or {}), by=by, hold=True
    )
    return campaign


def _not_asked_yet(hub: Hub, records: Sequence[Innovation]) -> list[Innovation]:
    """Those of the hub about which no other campaign asks at present."""
    asked = set(
        campaigns.in_campaigns()
        .filter(innovation__in=[record.pk for record in records])
        .values_list("innovation_id", flat=True)
    )
    return [record for record in records if record.hub_id == hub.pk and record.pk not in asked]


@transaction.atomic
def remind(campaign: Campaign, *, by) -> int:
    """Ask those again who have not answered; answers how many. The mails wait to be released."""
    under = _check(campaign, by)
    silent = list(campaigns.waiting(campaign))
    journal.record(campaign, "remind", by=by, details={"records": len(silent), **under})
    # A mail nobody let go yet says the same: the newer link takes its place.
    held(campaign).delete()
    return life.repeat(silent, hold=True, by=by)


def held(campaign: Campaign):
    """The mails of a campaign that wait to be released."""
    mails = campaign.reconfirmations.order_by().exclude(mail=None).values("mail")
    return OutboxMessage.objects.filter(pk__in=mails, state=MessageState.HELD)


def release(campaign: Campaign, *, by) -> int:
    """Let the mails of a campaign go, after somebody has read the letter."""
    _check(campaign, by)
    return outbox.release(list(held(campaign)), by=by)


@transaction.atomic
def end(campaign: Campaign, *, by) -> Campaign:
    """Close what nobody answered; the records stay as they are."""
    under = _check(campaign, by)
    fresh = Campaign.objects.filter(pk=campaign.pk, ended_at=None)
    if not fresh.update(ended_at=clock.now()):
        raise ValidationError(ENDED, code="ended")
    held(campaign).delete()
    life.drop(campaign.reconfirmations.open().select_related("innovation"), by=by)
    journal.record(campaign, "end", by=by, details=under)
    campaign.refresh_from_db()
    return campaign


def _check(campaign: Campaign, by) -> dict:
    """Refuse who may not, and what has ended; answers by which mandate it is done."""
    under = mandates.allowed(by, "innovations.change_campaign", campaign)
    if under is None:
        raise PermissionDenied(NOT_YOURS)
    if campaign.ended_at is not None:
        raise ValidationError(ENDED, code="ended")
    return under
