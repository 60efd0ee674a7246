"""Past replications from a form or register, such as KIPP's form or IGA's indicator, as claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.core.hooks import LoadReport
from simpul.innovations.models import Authority, ExternalId, Innovation
from simpul.organisations.models import Organisation
from simpul.organisations.queries import resolve
from simpul.replication.models import Mode
from simpul.replication.queries.claims import record_named
from simpul.replication.services.claims import Told, take_over_adoptions

COLUMNS = (
    "key", "origin", "adopter", "mode", "local_name", "since", "note", "evidence_url", "result",
)  # fmt: skip
NEEDED = ("key", "origin", "adopter")


@dataclass
class Sheet:
    """The rows that could be read, and what is wrong with the others."""

    told: list[Told] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_sheet(rows: Iterable[Mapping[str, str]]) -> Sheet:
    """Read rows; records are named by number, address, exact title or number at their source."""
    sheet, seen = Sheet(), set()
    for line, row in enumerate(rows, start=2):
        try:
            told = _told(row)
        except (ValidationError, ValueError) as error:
            words = " ".join(error.messages) if hasattr(error, "messages") else str(error)
            sheet.faults.append(_("Line %(line)d: %(fault)s") % {"line": line, "fault": words})
            continue
        if told.key in seen:
            words = _("the key %(key)s stands twice") % {"key": told.key}
            sheet.faults.append(_("Line %(line)d: %(fault)s") % {"line": line, "fault": words})
            continue
        seen.add(told.key)
        sheet.told.append(told)
    return sheet


@transaction.atomic
def take_over_sheet(source: Authority, sheet: Sheet) -> LoadReport:
    """Claim what a sheet says in the name of its source; origins are asked, as for any claim."""
    report = take_over_adoptions(source, sheet.told)
    report.errors.extend(sheet.faults)
    return report


def _told(row: Mapping[str, str]) -> Told:
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name in NEEDED:
        if not said[name]:
            raise ValidationError(_("%(name)s is empty") % {"name": name})
    return Told(
        key=said["key"],
        origin=_record(said["origin"]),
        adopter=_body(said["adopter"]),
        mode=Mode(said["mode"]).value if said["mode"] else "",
        local_name=said["local_name"][:200],
        since=_year(said["since"]),
        note=said["note"],
        evidence_url=said["evidence_url"][:1000],
        result=_record(said["result"]) if said["result"] else None,
    )


def _record(text: str) -> Innovation:
    found = record_named(text)
    if found is None:
        known = ExternalId.objects.filter(value=text).select_related("innovation__canonical")
        rows = {row.innovation.kept_record for row in known}
        found = rows.pop() if len(rows) == 1 else None
    if found is None:
        raise ValidationError(_("no one record is named by “%(text)s”") % {"text": text})
    return found


def _body(text: str) -> Organisation:
    found = Organisation.objects.filter(code=text).first() or resolve(text)
    if found is None:
        raise ValidationError(_("no institution is called “%(text)s”") % {"text": text})
    return found


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 1945 <= int(text) <= clock.today().year):
        raise ValidationError(_("“%(text)s” is no year up to this one") % {"text": text})
    return int(text)
