"""What is resolved once for a whole run: institutions, regions, lists, and what people settled."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from simpul.geography import queries as geography
from simpul.geography.models import Region, RegionKind
from simpul.innovations.models import Authority
from simpul.organisations.models import Kind, Organisation, name_key
from simpul.organisations.queries import GOVERNMENTS, Meant, Register
from simpul.sources.models import LearnedName, Mapping, RunPiece
from simpul.sources.queries.reading.cells import folded, text_of
from simpul.sources.queries.reading.headers import fingerprint
from simpul.sources.queries.resolving.answers import Answer, Found, Unclear
from simpul.sources.queries.resolving.terms import SAY_WHAT, Terms
from simpul.sources.queries.resolving.values import day_from, year_from
from simpul.sources.queries.resolving.wordings import spoken

REGION_DIGITS = 4
BRACKETS = re.compile(r"\([^()]*\)")
ENTERPRISE = re.compile(r"\b(?:pdam|perumda|perusda|pd|pt|bank|bpr|perusahaan)\b", re.IGNORECASE)
PLACE_SAID = re.compile(
    r"\b(?:kab(?:upaten)?|kota|prov(?:insi)?|pemkab|pemkot|pemprov)\b\.? .+$", re.IGNORECASE
)
ONE_OF = _("“%(text)s” may mean several: %(names)s.")
CHOOSE = _("Choose the one it means, then it is understood from now on.")


@dataclass(frozen=True)
class Owned:
    """Whose an innovation is, through which office; or why that is not known."""

    body: Organisation | None = None
    unit: str = ""
    note: Any = ""
    unclear: Unclear | None = None


def register() -> Register:
    """Every institution, by the shorthand and the English names that sources use as well."""
    places = geography.Places()
    for code, words in spoken("region").items():
        for word in words:
            places.add(word, code)
    found = Register(places)
    for code, words in spoken("institution").items():
        if code in found.by_code:
            for word in words:
                found.add(name_key(word), found.by_code[code])
    return found


@dataclass
class Book:
    """Answers for one source, from tables read when first asked. Keep it for one run, not longer.

    ``source`` is the row of the source; its authority says what its records say.
    """

    source: Any
    # What adapters found out about records of one shape, by their columns.
    plans: dict[tuple[str, ...], Any] = field(default_factory=dict)

    @property
    def authority(self) -> Authority:
        return self.source.authority

    @cached_property
    def terms(self) -> Terms:
        return Terms()

    @cached_property
    def register(self) -> Register:
        return register()

    @cached_property
    def _learned(self) -> dict[tuple[str, str], str]:
        rows = LearnedName.objects.filter(authority=self.authority, undone_at=None)
        return {(field, key): code for field, key, code in rows.values_list("field", "key", "code")}

    @cached_property
    def mappings(self) -> dict[str, Mapping]:
        """The mappings kept for this authority, by the headings they were made for."""
        return {row.fingerprint: row for row in Mapping.objects.filter(authority=self.authority)}

    @cached_property
    def _read_with(self) -> dict[str, Any]:
        """The options by which the newest file of this source was read."""
        pieces = RunPiece.objects.filter(run__source=self.source.pk).order_by("-pk")
        return next((piece.options for piece in pieces[:3] if "plan" in piece.options), {})

    @cached_property
    def planned(self) -> list[dict[str, str]]:
        """What the columns of the file at hand were found to mean."""
        return self._read_with.get("plan", []) if self.source.pk else []

    @property
    def chosen(self) -> Mapping | None:
        """The mapping that the source names, for files whose headings none was kept for."""
        wanted = (getattr(self.source, "options", None) or {}).get("mapping")
        return self._mapping(wanted)

    def _mapping(self, pk: Any) -> Mapping | None:
        return next((kept for kept in self.mappings.values() if kept.pk == pk), None)

    def mapping_for(self, columns: Collection[str]) -> Mapping | None:
        """The mapping kept for records with these columns."""
        used = self._mapping(self._read_with.get("mapping")) if self.source.pk else None
        kept = used or self.mappings.get(fingerprint(columns)) or self.chosen
        filled = {folded(row["column"]) for row in kept.columns if row["field"]} if kept else set()
        return kept if filled & {folded(name) for name in columns} else None

    def learned(self, field: str, given: Any) -> str | None:
        """What somebody settled that these words mean; empty: nothing."""
        return self._learned.get((field, learned_key(given)))

    # --- Institutions and regions ---------------------------------------------------------------

    def owner(self, text: str, *, unit: str = "", year: int | None = None, place="") -> Owned:
        """Whose it is: the institution of that year, and the office, from all that is said."""
        settled = self.learned("owner", text)
        if settled is not None:
            return Owned(self.register.by_code.get(settled))
        if not text and not unit:
            return Owned()
        within = self.province(place)
        said = self.register.meant(text, year, within)
        if said.body is None:
            through = self.register.meant(unit, year, within) if unit else Meant()
            said = self._by_unit(said, through) or self._by_place(said, place) or said
        if said.body is None:
            return Owned(unclear=self._no_institution(text or unit, said))
        return self._weighed(text, said, unit)

    def _by_unit(self, said: Meant, through: Meant) -> Meant | None:
        """The body that the office belongs to, where the institution could be several."""
        body = through.body
        if body is None or through.instead:
            return None
        return through if not said.candidates or body in said.candidates else None

    def _by_place(self, said: Meant, place: str) -> Meant | None:
        regions = self.register.places.meant(place) if place else []
        chosen = [body for body in said.candidates if body.region in regions]
        return Meant(chosen[0]) if len(chosen) == 1 else None

    def _weighed(self, text: str, said: Meant, unit: str) -> Owned:
        """The institution, held against what its office says."""
        body = said.body
        if body is None:
            return Owned()
        if unit and body.kind in GOVERNMENTS and body.region:
            own = self._enterprise(unit, body)
            if own:
                note = _("“%(unit)s” is a body of its own, so it is the owner.")
                return Owned(own, note=note % {"unit": own.name})
            other = self._elsewhere(unit, body)
            if other:
                return Owned(unclear=_several(text, (body, other)))
        return Owned(body, said.unit, self._note(text, said))

    def _enterprise(self, unit: str, body: Organisation) -> Organisation | None:
        """The enterprise of this government that the office is, known as a body of its own."""
        if not ENTERPRISE.search(unit):
            return None
        place = body.region.name if body.region else ""
        for name in (unit, f"{BRACKETS.sub(' ', unit)} {place}"):
            found = self.register.meant(name)
            own = found.body
            if own and own.kind == Kind.REGIONAL_ENTERPRISE and not found.instead:
                return own if _belongs(own, body) else None
        return None

    def _elsewhere(self, unit: str, body: Organisation) -> Organisation | None:
        """Another government that the office says it belongs to, outside this one's area."""
        told = PLACE_SAID.search(unit)
        found = self.register.meant(told[0]) if told else Meant()
        other = found.body
        if other is None or other.kind not in GOVERNMENTS or found.instead:
            return None
        return None if other == body or _related(body, other) else other

    def _note(self, text: str, said: Meant) -> Any:
        if said.then and said.body:
            return _("“%(text)s” did not stand in that year; “%(name)s” did.") % {
                "text": said.then.name,
                "name": said.body.name,
            }
        if said.instead:
            return _("“%(text)s” was read as “%(name)s”.") % {"text": text, "name": said.instead}
        return ""

    def _no_institution(self, text: str, said: Meant) -> Unclear:
        if len(said.candidates) > 1:
            return _several(text, said.candidates)
        return Unclear(
            _("No institution is known as “%(text)s”.") % {"text": text[:200]},
            SAY_WHAT,
            tuple(body.code for body in said.candidates),
        )

    def region(self, value: Any) -> Answer:
        """The region of a code or a name: 35.78, 3578, "Kota Surabaya"."""
        text = text_of(value)
        settled = self.learned("region", text)
        if settled is not None:
            return Found(settled)
        found = self.register.places.meant(_code(text))
        if len(found) == 1:
            return Found(found[0].code)
        if found:
            names = ", ".join(region.name for region in found)
            codes = tuple(region.code for region in found)
            return Unclear(ONE_OF % {"text": text, "names": names}, CHOOSE, codes)
        return Unclear(_("No region is known as “%(text)s”.") % {"text": text[:200]}, SAY_WHAT)

    def province(self, value: Any) -> str:
        """The code of the province that a cell or a dividing row names; empty where it is none."""
        text = text_of(value)
        if not text:
            return ""
        found = self.register.places.meant(_code(text))
        codes = {region.code for region in found if region.kind == RegionKind.PROVINCE}
        codes = codes or {region.code[:2] for region in found}
        return codes.pop() if len(codes) == 1 else ""

    # --- Values ---------------------------------------------------------------------------------

    def year(self, value: Any) -> Answer:
        found = year_from(value)
        if found is None:
            return Unclear(
                _("“%(text)s” names no year.") % {"text": text_of(value)[:60]},
                _("Write one year, such as 2023."),
            )
        note = ""
        if found.of:
            note = _("“%(text)s” was read as %(year)s, the later of the two.") % {
                "text": text_of(value),
                "year": found.value,
            }
        return Found(found.value, note)

    def day(self, value: Any) -> Answer:
        """A date, as far as it is said."""
        found = day_from(value)
        if found is None:
            return Unclear(
                _("“%(text)s” is no date.") % {"text": text_of(value)[:60]},
                _("Write day, month and year, such as 17-08-2023."),
            )
        note = ""
        if found.swapped:
            note = _("“%(text)s” was read with the month before the day.") % {"text": value}
        return Found(found, note)

    def term(self, field: str, value: Any) -> Answer:
        """The code of a shared list: sector, affair, stage, goals."""
        settled = self.learned(FIELDS_OF.get(field, field), value)
        if settled is not None:
            return Found(
                [int(code) for code in settled.split(";")] if field == "goals" else settled
            )
        ask = {
            "affair": self.terms.affair,
            "sector": self.terms.sector,
            "stage": self.terms.stage,
            "goals": self.terms.goals,
        }
        return ask[field](value)


# Where the name of a conversion is not the name of the field it fills.
FIELDS_OF = {"stage": "life_status"}


def learned_key(given: Any) -> str:
    """How words that were settled are found again."""
    return folded(given)[:300] or text_of(given)[:300]


def _code(text: str) -> str:
    """``3578`` as ``35.78``; anything else as it is."""
    return f"{text[:2]}.{text[2:]}" if text.isdecimal() and len(text) == REGION_DIGITS else text


def _several(text: str, bodies: tuple[Organisation, ...]) -> Unclear:
    names = ", ".join(body.name for body in bodies)
    codes = tuple(body.code for body in bodies)
    return Unclear(ONE_OF % {"text": text[:200], "names": names}, CHOOSE, codes)


def _belongs(body: Organisation, government: Organisation) -> bool:
    return body.parent_id == government.pk or body.region_id == government.region_id


def _related(body: Organisation, other: Organisation) -> bool:
    """Whether one governs a part of what the other governs."""
    return _inside(body.region, other.region) or _inside(other.region, body.region)


def _inside(region: Region | None, whole: Region | None) -> bool:
    return bool(region and whole and region.code.startswith(whole.code))
