"""Who decides together: the parties of the agreement and their stewards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from simpul.core import clock, mandates
from simpul.hubs.models import Agreement
from simpul.innovations.models import Authority
from simpul.innovations.policies import STEWARD
from simpul.organisations.queries import capacities
from simpul.sources.models import Party, Proposal, Vote


def joint_agreement() -> Agreement | None:
    """The agreement under which this site is managed; the newest that names parties."""
    named = Agreement.objects.filter(joint_parties__isnull=False)
    return named.distinct().order_by("-date", "-pk").first()


def parties_of(agreement: Agreement | None) -> QuerySet[Party]:
    """The institutions of an agreement with the sources they answer for."""
    rows = Party.objects.filter(agreement=agreement)
    return rows.select_related("organisation").prefetch_related("authorities")


def authorities_led_by(user) -> QuerySet[Authority]:
    """The sources whose steward ``user`` is now."""
    if not user.is_authenticated:
        return Authority.objects.none()
    return Authority.objects.filter(pk__in=mandates.scope_ids(user, STEWARD, Authority))


def voices_of(user, agreement: Agreement | None) -> list[Party]:
    """The parties for which ``user`` may vote: steward of one of their sources."""
    led = authorities_led_by(user)
    return list(parties_of(agreement).filter(authorities__in=led).distinct())


@dataclass(frozen=True)
class Ballot:
    """A party, its stewards now, and its vote where it has voted."""

    party: Party
    stewards: Sequence[Any]
    vote: Vote | None = None
    # In what office the vote was cast.
    office: str = ""


def ballots(proposal: Proposal) -> list[Ballot]:
    """What each party says about a proposal, in the order of the agreement."""
    votes = {vote.party_id: vote for vote in proposal.votes.select_related("by")}
    voters = [vote.by_id for vote in votes.values() if vote.by_id]
    parties = parties_of(proposal.agreement)
    office_of = capacities(voters, [one for party in parties for one in party.authorities.all()])
    return [
        Ballot(
            party,
            stewards_of(party),
            vote := votes.get(party.pk),
            office_of(vote.by_id, vote.at) if vote and vote.by_id else "",
        )
        for party in parties
    ]


def stewards_of(party: Party) -> list[Any]:
    """The people who may speak for a party now."""
    held = mandates.for_scopes(party.authorities.all())
    rows = mandates.Mandate.objects.valid_at(clock.now()).filter(held, office=STEWARD)
    people = {row.person_id: row.person for row in rows.select_related("person")}
    return sorted(people.values(), key=lambda person: person.name)


def agrees_by(rule: str, yes: int, no: int, parties: int) -> bool | None:
    """Whether a proposal is adopted (true), rejected (false) or still open (nothing)."""
    needed = parties if rule == "unanimous" else parties // 2 + 1
    if parties and yes >= needed:
        return True
    return False if parties - no < needed else None
