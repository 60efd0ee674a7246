"""The people of the demonstration, the institution and the hub they act for."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from simpul.accounts.models import Purpose, User
from simpul.accounts.services import agree, create_account
from simpul.core import clock, mandates
from simpul.core.mandates import Letter
from simpul.geography.models import Region
from simpul.hubs.models import Hub, Level, Territory
from simpul.hubs.services import load_hubs, load_milestones
from simpul.innovations.models import Authority
from simpul.organisations.models import Kind, Organisation, Seat
from simpul.organisations.models import Level as Tier
from simpul.organisations.policies import NATIONAL_ADMIN
from simpul.organisations.services import (
    add_organisation,
    add_unit,
    enrol,
    grant_mandate,
    request_membership,
    seat_of,
)

LONG_AGO = timedelta(days=500)

INSTITUTION = "[Contoh] Badan Layanan Publik Nusantara"
UNIT = "[Contoh] Balai Layanan Melati"
HUB = "CONTOH-HUB"
HUB_NAME = "[Contoh] Hub JIPP Badan Layanan Publik Nusantara"
SOURCE = "[Contoh] data/demo"
LETTER = Letter(number="CONTOH/001/2026", issuer="[Contoh] Sekretaris badan")

# A real institution and a real place, for trying what begins with listed records.
OTHER = "PEMDA-35.78"
PROVINCE_HUB, DISTRICT = "HUB-73", "73.71"
# What the stewards of the three institutions answer for, by the scope in their row.
STEWARDED = {"source": "kemenpanrb", "source_kemendagri": "kemendagri", "source_lan": "lan"}


@dataclass
class Cast:
    """Who is there, by the key of their row, and what they act for."""

    people: dict[str, User] = field(default_factory=dict)
    does: dict[str, tuple[str, str]] = field(default_factory=dict)
    institution: Organisation | None = None
    unit: Organisation | None = None
    hub: Hub | None = None
    # The institutions that adopt, and who speaks for each, by the key of their row.
    bodies: dict[str, Organisation] = field(default_factory=dict)
    speakers: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, key: str) -> User:
        return self.people[key]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one file of the demonstration."""
    with (Path(settings.DATA_DIR) / "demo" / f"{name}.csv").open(newline="") as file:
        yield from csv.DictReader(file)


def gather(password: str) -> Cast:
    """Make whoever is missing; who is there already keeps their password."""
    cast = Cast()
    people = list(rows("people"))
    # In office before the oldest case begins.
    with clock.frozen(clock.now() - LONG_AGO):
        for row in people:
            cast.people[row["key"]] = _person(row, password)
            cast.does[row["key"]] = (row["does_id"], row["does_en"])
        _first_of_all(cast["nasional"])
        _place(cast)
        for row in people:
            _belong(row, cast)
            _hold(row, cast)
    for row in people:
        _ask_to_belong(row, cast)
    return cast


def _person(row: dict[str, str], password: str) -> User:
    person = User.objects.filter(email=row["email"]).first() or create_account(
        row["email"],
        name=row["name"],
        by=None,
        language=row["language"],
        password=password,
        verified=True,
        is_demo=True,
    )
    agree(person, Purpose.PRIVACY)
    return person


def _first_of_all(person: User) -> None:
    """The one office nobody is there to grant."""
    if not mandates.holds(person, NATIONAL_ADMIN):
        mandates.grant(person, office=NATIONAL_ADMIN, by=None, letter=LETTER)


def _place(cast: Cast) -> None:
    national = cast["nasional"]
    cast.institution = Organisation.objects.filter(name=INSTITUTION).first() or add_organisation(
        name=INSTITUTION,
        acronym="",
        kind=Kind.AGENCY,
        level=Tier.AGENCY,
        source=SOURCE,
        by=national,
    )
    cast.unit = Organisation.objects.filter(name=UNIT).first() or add_unit(
        cast.institution, name=UNIT, by=_admin(cast)
    )
    cast.hub = Hub.objects.filter(code=HUB).first() or _hub(cast.institution)


def _admin(cast: Cast) -> User:
    """The institution's admin, in office before anything else of theirs is made."""
    _grant(seat_of("institution_admin", cast.institution), cast["admin"], cast["nasional"])
    return cast["admin"]


@transaction.atomic
def _hub(institution: Organisation) -> Hub:
    empty = dict.fromkeys(
        ["region_code", "area_codes", "website", "decree", "wave", "note_id", "note_en"], ""
    )
    hub = {"id": HUB, "name": HUB_NAME, "level": "lembaga", "institution_id": institution.code}
    load_hubs([{**empty, **hub, "source": SOURCE}])
    milestone = {"id": f"{HUB}-launched", "hub_id": HUB, "kind": "launched", "date": "2024-01"}
    milestone |= {"precision": "", "document": SOURCE, "note_id": "", "note_en": ""}
    load_milestones([{**milestone, "source": SOURCE}])
    return Hub.objects.get(code=HUB)


def _belong(row: dict[str, str], cast: Cast) -> None:
    body = {"institution": cast.institution, "unit": cast.unit}.get(row["member_of"])
    if body is not None:
        enrol(body, person=cast[row["key"]], position=row["position"], by=cast["nasional"])


def _ask_to_belong(row: dict[str, str], cast: Cast) -> None:
    person = cast[row["key"]]
    asks = row["member_of"] == "asking" and not person.memberships.exists()
    if asks and cast.institution is not None:
        request_membership(cast.institution, by=person, position=row["position"])


def _hold(row: dict[str, str], cast: Cast) -> None:
    if not row["office"] or row["office"] == NATIONAL_ADMIN:
        return
    scope = _SCOPES[row["scope"]](cast)
    if scope is not None:
        _grant(seat_of(row["office"], scope), cast[row["key"]], cast["nasional"])


def _grant(seat: Seat, person: User, by: User) -> None:
    if not mandates.holds(person, seat.office.key, seat.scope):
        grant_mandate(seat, person=person, by=by, letter=LETTER)


def _source(key: str) -> Callable[[Cast], Authority | None]:
    """What a steward answers for, where it is loaded."""
    return lambda cast: Authority.objects.filter(key=key).first()


def _territory(cast: Cast) -> Territory | None:
    """The place of an assistant, where the real hub and the real city are loaded."""
    hub = Hub.objects.filter(code=PROVINCE_HUB).first()
    region = Region.objects.filter(code=DISTRICT).first()
    return Territory.objects.get_or_create(hub=hub, region=region)[0] if hub and region else None


_SCOPES: dict[str, Callable[[Cast], Any]] = {
    "hub": lambda cast: cast.hub,
    "institution": lambda cast: cast.institution,
    "other": lambda cast: Organisation.objects.filter(code=OTHER).first(),
    "national": lambda cast: Hub.objects.filter(level=Level.NATIONAL).first(),
    **{scope: _source(key) for scope, key in STEWARDED.items()},
    "territory": _territory,
}
