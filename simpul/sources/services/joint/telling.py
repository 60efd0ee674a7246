"""Who is told what became of a proposal: its author, and the stewards of every party."""

from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, outbox
from simpul.innovations.policies import STEWARD
from simpul.sources.models import Party, Proposal
from simpul.sources.queries.joint.parties import parties_of

SAID = {
    "propose": _("Proposed: %(title)s"),
    "open_vote": _("Your vote is asked for: %(title)s"),
    "adopt": _("Adopted: %(title)s"),
    "reject": _("Rejected: %(title)s"),
    "lapse": _("Not decided in time: %(title)s"),
    "withdraw": _("Given up by its author: %(title)s"),
    "enforce": _("In force from now on: %(title)s"),
}


def assignees(party: Party) -> list[str]:
    """The offices that speak for a party: the stewards of its sources."""
    return [duties.office_key(STEWARD, authority) for authority in party.authorities.all()]


def tell_parties(proposal: Proposal, step: str, *, by=None, note: str = "") -> None:
    """Tell everybody who decides about it and its author, but whoever took the step."""
    offices = [key for party in parties_of(proposal.agreement) for key in assignees(party)]
    people = {one.pk: one for held in duties.holders(offices).values() for one in held}
    if proposal.by is not None:
        people[proposal.by.pk] = proposal.by
    if by is not None:
        people.pop(by.pk, None)
    title = proposal.title
    message = outbox.Message(
        "proposal", lambda: str(SAID[step]) % {"title": title}, note, proposal.get_absolute_url()
    )
    key = f"proposal-{proposal.pk}-{step}-{clock.now():%Y%m%d%H%M%S%f}"
    outbox.tell_all(key, [people[pk] for pk in sorted(people)], message)
