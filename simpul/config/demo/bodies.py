"""The institutions of the demonstration that adopt what others made, and who administers them."""

from simpul.config.demo.people import LETTER, SOURCE, Cast, rows
from simpul.core import mandates
from simpul.geography.models import Region
from simpul.organisations.models import Kind, Level, Organisation
from simpul.organisations.services import add_organisation, grant_mandate, seat_of

OWN = "institution"


def gather(cast: Cast) -> None:
    """Make whichever is missing; their admins come into office with them."""
    for row in rows("bodies"):
        body = Organisation.objects.filter(name=row["name"]).first() or add_organisation(
            name=row["name"],
            acronym="",
            kind=Kind.AGENCY,
            level=Level.AGENCY,
            region=Region.objects.filter(code=row["region"]).first(),
            source=SOURCE,
            by=cast["nasional"],
        )
        seat, person = seat_of("institution_admin", body), cast[row["admin"]]
        if not mandates.holds(person, seat.office.key, seat.scope):
            grant_mandate(seat, person=person, by=cast["nasional"], letter=LETTER)
        cast.bodies[row["key"]] = body
        cast.speakers[row["key"]] = person
    if cast.institution is not None:
        cast.bodies[OWN], cast.speakers[OWN] = cast.institution, cast["admin"]
