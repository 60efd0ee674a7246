"""One row of the mentions file, read into what its source says, or into named faults."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.innovations.models import Authority, AuthorityKind
from simpul.innovations.services.codebook import Codebook
from simpul.innovations.services.mentions import Mention, Statement
from simpul.organisations import queries as organisations
from simpul.organisations.models import Kind, Organisation
from simpul.sources.services.authorities import AuthorityBook
from simpul.sources.services.faults import Fault

Row = Mapping[str, str]

COLUMNS = (
    "id",
    "title",
    "raw_title",
    "raw_institution",
    "institution_id",
    "institution_name",
    "level",
    "region_code",
    "province_code",
    "unit",
    "year",
    "program",
    "award",
    "award_level",
    "innovation_type",
    "sector",
    "urusan_code",
    "sdg_inferred",
    "summary",
    "source",
    "source_licence",
)
NEEDED = ("id", "title", "institution_id", "source")
SCHEME = "dataset"
# Columns taken over word for word, and the fields they fill.
AS_WRITTEN = {"unit": "unit", "innovation_type": "form"}

FIRST_YEAR = 1945
LONGEST = {
    "id": 100,
    "title": 300,
    "raw_title": 1000,
    "raw_institution": 1000,
    "unit": 300,
    "award": 300,
    "innovation_type": 60,
    "summary": 20_000,
    "source": 1000,
}


@dataclass(frozen=True)
class RowFault(Exception):
    """What is wrong with one cell; the file and line are known to the reader of the file."""

    column: str
    what: str
    remedy: str

    def at(self, file: str, line: int) -> str:
        return str(Fault(file, line, self.column, self.what, self.remedy))


def cleaned(row: Mapping[str | None, str | list[str] | None]) -> dict[str, str]:
    """The cells we know, without blanks around; raises ``RowFault`` for a row of another shape."""
    if row.get(None):
        raise RowFault("", _("It has more cells than the header."), _("Quote cells with commas."))
    cells = {}
    for name in COLUMNS:
        value = row.get(name) or ""
        text = value.strip() if isinstance(value, str) else ""
        if "\0" in text:
            raise RowFault(name, _("It holds a NUL character."), _("Remove it."))
        if len(text) > LONGEST.get(name, 500):
            raise RowFault(
                name,
                _("It has %(count)s characters.") % {"count": len(text)},
                _("At most %(most)s fit.") % {"most": LONGEST.get(name, 500)},
            )
        cells[name] = text
    if not cells["id"]:
        raise RowFault("id", _("It is empty."), _("Give each mention its own number."))
    return cells


def digest(cells: Row) -> str:
    """What tells whether a row changed since it was last taken over."""
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


@dataclass
class RowReader:
    """Reads rows with the codes and authorities that one load knows."""

    codebook: Codebook
    authorities: AuthorityBook

    def mention(self, cells: Row) -> Mention:
        """What the source says in this row; raises ``RowFault`` for a cell it cannot use."""
        url = cells["source"].split(" ")[0] if cells["source"].startswith("http") else ""
        authority = self.authorities.behind(url, cells["program"])
        return Mention(
            scheme=SCHEME,
            record_key=cells["id"],
            authority=authority,
            statements=tuple(self._statements(cells, authority, url)),
            url=url,
            synthetic=authority.kind == AuthorityKind.SYNTHETIC,
        )

    def _statements(self, cells: Row, authority: Authority, url: str) -> Iterator[Statement]:
        yield self._title(cells, authority, url)
        year = self._year(cells)
        said: list[tuple[str, Any, str]] = [*self._place(cells), ("year", year, "")]
        said += [(name, cells[column], "") for column, name in AS_WRITTEN.items()]
        if cells["award_level"]:
            said.append(("award", self._award(cells, year, url), ""))
        for name, value, wording in said:
            if value:
                yield Statement(
                    cells["id"], name, value, authority.pk, wording=wording, evidence_url=url
                )
        yield from self._edited(cells, authority, url)

    def _place(self, cells: Row) -> Iterator[tuple[str, str, str]]:
        """Whose it is and, where that does not tell, in which region."""
        owner = self._owner(cells)
        if owner:
            raw = cells["raw_institution"]
            yield "owner", owner.code, raw if raw != owner.name else ""
        region = self._code(cells, "region_code", self.codebook.regions)
        if region and (owner is None or self.codebook.regions[region] != owner.region_id):
            yield "region", region, ""

    def _edited(self, cells: Row, authority: Authority, url: str) -> Iterator[Statement]:
        """What the source does not say: classified and summed up by the editors."""
        synthetic = authority.kind == AuthorityKind.SYNTHETIC
        editors = authority if synthetic else self.authorities.curation
        sector = self._code(cells, "sector", self.codebook.sectors)
        affair = self._code(cells, "urusan_code", self.codebook.affairs)
        goals = self._goals(cells)
        for name, value in (("sector", sector), ("affair", affair), ("goals", goals)):
            if value:
                yield Statement(cells["id"], name, value, editors.pk)
        if cells["summary"]:
            yield Statement(
                cells["id"],
                "summary",
                cells["summary"],
                editors.pk,
                language="id",
                evidence_url=url,
            )

    def _title(self, cells: Row, authority: Authority, url: str) -> Statement:
        if not cells["title"]:
            raise RowFault("title", _("It is empty."), _("Write the name of the innovation."))
        raw = cells["raw_title"]
        wording = raw if raw != cells["title"] else ""
        return Statement(
            cells["id"],
            "title",
            cells["title"],
            authority.pk,
            wording=wording,
            language="id",
            evidence_url=url,
        )

    def _owner(self, cells: Row) -> Organisation | None:
        """The body that owns it; None when the source names none."""
        code = cells["institution_id"]
        if not code and not cells["raw_institution"]:
            return None
        owner = self.codebook.organisations.get(code) if code else self._named(cells)
        if owner is None:
            raise RowFault(
                "institution_id" if code else "raw_institution",
                _("No institution is known as “%(text)s”.")
                % {"text": code or cells["raw_institution"]},
                _("Correct it, or add the institution to institutions.csv."),
            )
        return None if owner.kind == Kind.UNKNOWN else owner

    def _named(self, cells: Row) -> Organisation | None:
        found = organisations.resolve(cells["raw_institution"], self._year(cells))
        return self.codebook.organisations.get(found.code) if found else None

    def _year(self, cells: Row) -> int | None:
        text = cells["year"]
        if not text:
            return None
        if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= clock.today().year + 1:
            return int(text)
        raise RowFault(
            "year",
            _("“%(text)s” is no year of a public service innovation.") % {"text": text},
            _("Write a year from %(first)s on, or leave it empty.") % {"first": FIRST_YEAR},
        )

    def _code(self, cells: Row, column: str, known: Mapping[str, int]) -> str:
        code = cells[column]
        if code and code not in known:
            raise RowFault(
                column,
                _("No such code: “%(code)s”.") % {"code": code},
                _("Use a code of the list shipped in data/, or leave it empty."),
            )
        return code

    def _goals(self, cells: Row) -> list[int]:
        numbers = [part.strip() for part in cells["sdg_inferred"].split(";") if part.strip()]
        known = {str(number) for number in self.codebook.goals}
        wrong = [text for text in numbers if text not in known]
        if wrong:
            raise RowFault(
                "sdg_inferred",
                _("“%(text)s” is no goal of sustainable development.") % {"text": wrong[0]},
                _("Write numbers from 1 to 17, with ; between them."),
            )
        return sorted({int(text) for text in numbers})

    def _award(self, cells: Row, year: int | None, url: str) -> dict:
        level = self._code(cells, "award_level", self.codebook.levels)
        programme = self.codebook.programme_keys.get(cells["program"])
        if programme is None:
            raise RowFault(
                "program",
                _("No such programme: “%(name)s”.") % {"name": cells["program"]},
                _("Correct it, or add it to vocabularies/programmes.csv."),
            )
        award: dict[str, Any] = {"programme": programme, "level": level}
        if year:
            award["year"] = year
        return award | {
            name: text for name, text in (("wording", cells["award"]), ("url", url)) if text
        }
