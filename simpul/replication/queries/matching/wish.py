"""What is asked: the words of a need or any text, and what is known of the place that asks."""

from dataclasses import dataclass

from simpul.geography.models import Region
from simpul.needs.models import Connectivity, Need


@dataclass(frozen=True)
class Wish:
    """A problem looking for an innovation. What is not known neither helps nor hurts."""

    text: str
    region: Region | None = None
    sector: str = ""
    goals: frozenset[int] = frozenset()
    budget: int | None = None
    connectivity: str = ""
    # The institution that asks: its own records answer nothing.
    organisation: int | None = None


def wish_of(need: Need) -> Wish:
    """A stated need as a wish."""
    return Wish(
        text=need.text,
        region=need.region,
        sector=need.sector.key if need.sector else "",
        goals=frozenset(goal.number for goal in need.goals.all()),
        budget=need.budget_max,
        connectivity=need.connectivity,
        organisation=need.organisation_id,
    )


def is_offline(wish: Wish) -> bool:
    """Say whether there is no connection to rely on."""
    return wish.connectivity in {Connectivity.NONE, Connectivity.WEAK}


def is_online(wish: Wish) -> bool:
    """Say whether there is a connection to rely on."""
    return wish.connectivity in {Connectivity.PHONE, Connectivity.STEADY}
