"""Who signs for an institution, as far as the hub knows."""

from dataclasses import dataclass

from simpul.core import clock, mandates
from simpul.documents.queries.signers import office_on
from simpul.organisations.models import Organisation
from simpul.organisations.policies import HEAD


@dataclass(frozen=True)
class Head:
    """A name and an office; empty where nobody is on record."""

    name: str = ""
    office: str = ""


def head_of(body: Organisation, language: str = "id") -> Head:
    """The head of an institution on record today, to begin a letter with."""
    held = mandates.could_decide(HEAD, body.institution).first()
    if held is None:
        return Head()
    on_record = office_on(held.person, body.institution, clock.now(), language)
    return Head(str(held.person), on_record.office)
