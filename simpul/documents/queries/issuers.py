"""How institutions issue letters: by their admins and heads."""

import re

from simpul.core import duties
from simpul.documents.hooks import Heading, Issuer
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN, decides_for
from simpul.organisations.queries.people import decided_for_by

LONGEST_CODE = 20


def heading_of(body: Organisation) -> Heading:
    """An institution by its name; a unit under the name of its institution."""
    region = body.institution.region
    return Heading(
        name=body.name,
        above=body.institution.name if body.is_unit else "",
        place=region.capital if region else "",
        code=code_of(body.acronym or body.short_name),
    )


def code_of(name: str) -> str:
    """A name as it may stand in a number: in capitals, a long one by its initials."""
    words = re.findall(r"[A-Z0-9]+", name.upper())
    whole = "-".join(words)
    return whole if len(whole) <= LONGEST_CODE else "".join(word[0] for word in words)


INSTITUTIONS = Issuer(
    may=decides_for,
    scopes=decided_for_by,
    assignee=lambda body: duties.office_key(ADMIN, body.institution),
    heading=heading_of,
)
