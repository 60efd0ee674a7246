"""What a spreadsheet of people would do, row by row, before anything is done."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.accounts.models import NIP_DIGITS, User
from simpul.core.sheets import SheetRow
from simpul.organisations.models import Membership, Organisation, name_key

from .people import with_units

# The columns of the sheet: the key, then every way their heading may be written.
HEADINGS = (
    ("email", "Surel", "E-mail", "Alamat surel"),
    ("name", "Nama", "Name", "Nama lengkap"),
    ("nip", "NIP"),
    ("position", "Jabatan", "Position"),
    ("unit", "Unit", "Unit kerja"),
    ("language", "Bahasa", "Language"),
)
LABELS = {
    "email": gettext_lazy("E-mail address"),
    "name": gettext_lazy("Name"),
    "nip": gettext_lazy("NIP"),
    "position": gettext_lazy("Position"),
    "unit": gettext_lazy("Unit"),
    "language": gettext_lazy("Language"),
}
LANGUAGES = {"": "id", "id": "id", "indonesia": "id", "en": "en", "inggris": "en", "english": "en"}
LONGEST = {"name": 150, "position": 150, "email": 254}


class Outcome(TextChoices):
    """What a row would do."""

    CREATE = "create", gettext_lazy("makes an account and invites")
    JOIN = "join", gettext_lazy("has an account and is added")
    SAME = "same", gettext_lazy("is here already, stays as it is")
    ERROR = "error", gettext_lazy("cannot be done")


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, and what to do."""

    column: str
    words: str

    @property
    def label(self) -> str:
        return str(LABELS[self.column])


@dataclass(frozen=True)
class Planned:
    """One row of the sheet with what it would do."""

    number: int
    outcome: Outcome
    email: str
    name: str
    nip: str
    position: str
    language: str
    unit: Organisation
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything a sheet would do."""

    rows: tuple[Planned, ...]

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        return [(outcome, self.count(outcome)) for outcome in Outcome]

    @property
    def to_do(self) -> list[Planned]:
        return [row for row in self.rows if row.outcome in (Outcome.CREATE, Outcome.JOIN)]

    @property
    def digest(self) -> str:
        """Differs as soon as the sheet would do anything else."""
        said = [{**asdict(row), "unit": row.unit.pk} for row in self.rows]
        return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def plan_people(organisation: Organisation, rows: Iterable[SheetRow]) -> Plan:
    """What these rows would do to the people of ``organisation`` and its units, now."""
    return Plan(tuple(_Planner(organisation, list(rows)).planned()))


class _Planner:
    """Plans all rows of a sheet with a handful of questions to the database."""

    def __init__(self, organisation: Organisation, rows: list[SheetRow]) -> None:
        self.organisation = organisation
        self.rows = rows
        units = with_units(Organisation.objects.filter(pk=organisation.pk))
        self.units: dict[str, list[Organisation]] = {}
        for unit in units.exclude(status="dissolved"):
            for word in {name_key(unit.name), name_key(unit.short_name), name_key(unit.code)}:
                self.units.setdefault(word, []).append(unit)
        emails = {row.cells.get("email", "").lower() for row in rows}
        self.accounts = {
            person.email: person for person in User.objects.filter(email__in=emails - {""})
        }
        nips = {_digits(row.cells.get("nip", "")) for row in rows} - {""}
        self.nips = dict(User.objects.filter(nip__in=nips).values_list("nip", "email"))
        self.members = set(
            Membership.objects.confirmed()
            .filter(organisation__in=units, person__in=self.accounts.values())
            .values_list("person__email", "organisation_id")
        )
        self.first: dict[str, int] = {}

    def planned(self) -> Iterable[Planned]:
        for row in self.rows:
            yield self._plan(row)

    def _plan(self, row: SheetRow) -> Planned:
        cells = {key: row.cells.get(key, "") for key in LABELS}
        email, nip = cells["email"].lower(), _digits(cells["nip"])
        unit, unit_fault = self._unit(cells["unit"])
        faults = [
            *_too_long(cells),
            *self._address_faults(email),
            *self._nip_faults(row, email, nip),
            *([Fault("unit", unit_fault)] if unit_fault else []),
            *_language_faults(cells["language"]),
        ]
        if not cells["name"] and email not in self.accounts:
            faults.append(Fault("name", _("Write the name; it stands beside what they do.")))
        self.first.setdefault(email, row.number)
        return Planned(
            number=row.number,
            outcome=Outcome.ERROR if faults else self._outcome(email, unit),
            email=email,
            name=cells["name"],
            nip=nip,
            position=cells["position"],
            language=LANGUAGES.get(cells["language"].casefold(), "id"),
            unit=unit,
            faults=tuple(faults),
        )

    def _outcome(self, email: str, unit: Organisation) -> Outcome:
        if email not in self.accounts:
            return Outcome.CREATE
        return Outcome.SAME if (email, unit.pk) in self.members else Outcome.JOIN

    def _unit(self, text: str) -> tuple[Organisation, str]:
        if not text:
            return self.organisation, ""
        found = self.units.get(name_key(text), [])
        if len(found) == 1:
            return found[0], ""
        reason = (
            _("Several units are called “%(name)s”; write the code of the one you mean.")
            if found
            else _("There is no unit “%(name)s”. Add it first, or leave the cell empty.")
        )
        return self.organisation, reason % {"name": text}

    def _address_faults(self, email: str) -> list[Fault]:
        if email in self.first:
            words = _("Row %(number)d has the same address. Keep one of the two.")
            return [Fault("email", words % {"number": self.first[email]})] if email else []
        try:
            validate_email(email)
        except ValidationError:
            words = _("“%(email)s” is no e-mail address. It looks like nama@contoh.go.id.")
            return [Fault("email", words % {"email": email})]
        return []

    def _nip_faults(self, row: SheetRow, email: str, nip: str) -> list[Fault]:
        if "nip" in row.lost:
            return [Fault("nip", _("Format the column as text: this number lost its last digits."))]
        if not nip:
            return []
        if len(nip) != NIP_DIGITS or not nip.isdecimal():
            words = _("A NIP has 18 digits. Leave the cell empty for people without one.")
            return [Fault("nip", words)]
        if self.nips.get(nip, email) != email:
            return [Fault("nip", _("Another account has this NIP."))]
        return []


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter not in " .-'")


def _too_long(cells: dict[str, str]) -> list[Fault]:
    words = _("This is longer than %(limit)d letters.")
    return [
        Fault(key, words % {"limit": limit})
        for key, limit in LONGEST.items()
        if len(cells[key]) > limit
    ]


def _language_faults(text: str) -> list[Fault]:
    if text.casefold() in LANGUAGES:
        return []
    return [Fault("language", _("Write Indonesia or Inggris, or leave the cell empty."))]
