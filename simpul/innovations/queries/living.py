"""What is said about the life of records: one pure rule for the word that counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from simpul.innovations.models import LIVING_FIELDS, AuthorityKind
from simpul.innovations.queries.precedence import Ladder, Said, Spoken, ranked

FIELD = "life_status"
RUNNING, INSTITUTIONALISED, UNKNOWN = "running", "institutionalised", "unknown"

# Who may say whether a record still runs so that it counts without a hub's check.
ANSWERABLE = frozenset({AuthorityKind.HUB, AuthorityKind.OWNER, AuthorityKind.PERSON})


@dataclass(frozen=True)
class Lived:
    """A stage of life and the day as of which somebody said so."""

    status: str = ""
    as_of: date | None = None


# Nobody said anything.
UNSAID = Lived()


def life_said(claims: Iterable[Spoken], table: Ladder, *, verified: bool) -> Lived:
    """The word about its life that counts.

    It needs no version: a dated fact counts once somebody answerable says it. What others say
    counts only while no hub has checked the record.
    """
    about = [
        claim
        for claim in claims
        if claim.field == FIELD and (not verified or is_answerable(claim, table))
    ]
    said = ranked(about, table).get((FIELD, ""), [])
    return Lived(str(said[0].value or ""), said[0].asserted_on) if said else UNSAID


def is_answerable(claim: Said, table: Ladder) -> bool:
    """Say whether a claim is the word of the owner, a hub or a person answerable for it."""
    return table.authorities[claim.authority_id].kind in ANSWERABLE


def lasting_only(claims: Iterable[Spoken]) -> list[Spoken]:
    """The claims that a version keeps: all but those about its life."""
    return [claim for claim in claims if claim.field not in LIVING_FIELDS]
