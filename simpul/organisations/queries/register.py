"""All institutions by every name, read once: whom a text means, through which of its offices."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from simpul.geography import queries as geography
from simpul.geography.models import Region, RegionKind
from simpul.organisations.models import (
    Kind,
    NameKind,
    Organisation,
    OrganisationName,
    Status,
    Succession,
    name_key,
)
from simpul.organisations.queries.naming import (
    BRACKETS,
    GOVERNMENTS,
    forms_of,
    named_by,
)

# Words by which the offices, schools and clinics of a government begin.
OFFICES = frozenset(
    re.findall(
        r"\w+",
        """badan bagian balai bapeda bapenda bapperida bappeda bappedalitbang bappelitbang
        bappelitbangda biro bkad bkd bkpsdm bkpp bpbd bpkad bpprd brida cabdin desa dinas dinkes
        dinsos diskominfo dispendik disdik disdukcapil dukcapil disnaker disnakertrans dispar
        disparbud disperindag disperkim dishub dispora dlh dlhk dpkp dpmd dpmptsp dprd dp3a
        dp3ap2kb dppkb dpupr inspektorat kantor kalurahan kapanewon kecamatan kelurahan kemantren
        labkesda lpse mpp nagari pemdes perpustakaan posyandu puskesmas rsud rs rsia rsj rumah
        satpol sdn sd sekretariat sekda setda sma sman smk smkn smp smpn taman tk tp unit upt uptd
        upp upbu uptb""",
    )
)
# Slips of the pen that every spreadsheet has, and what was meant.
RIGHT = (
    (re.compile(r"\b(?:kementrian|kementerin|kementeian|kemeterian)\b", re.I), "kementerian"),
    (re.compile(r"\bkem(?:en|ent)?\b\.?(?=\s+\w)", re.I), "kementerian"),
    (re.compile(r"\bdirektorat jendral\b", re.I), "direktorat jenderal"),
    (re.compile(r"\bpemprop\b", re.I), "pemprov"),
    # What regencies and provinces were called until 1999.
    (re.compile(r"\b(?:daerah tingkat|dati) (?:ii?|[12])\b", re.I), ""),
    (re.compile(r"\bperusahaan (?:umum )?daerah air minum\b", re.I), "PDAM"),
    (re.compile(r"\s*&\s*"), " dan "),
    (re.compile(r"\s*/\s*"), "/"),
    # "PDAM (PDAM) Tirta X", once the words before the brackets are their abbreviation.
    (re.compile(r"\b(\w+) \(\1\)", re.I), r"\1"),
)
# Other ways to write the same, tried one by one.
OR_ELSE = (
    (re.compile(r"\bdepartemen\b", re.I), "kementerian"),
    (re.compile(r"\bperlindungan\b", re.I), "pelindungan"),
    (re.compile(r"\bpelindungan\b", re.I), "perlindungan"),
)
PARTS = re.compile(r"\s*(?:,| - | – | — |\||;| / )\s*")
LONGEST_NAME = 9
SHORTEST_CLOSE, SHORTEST_NEAR = 6, 4
LIKELY = 84
MOST_CANDIDATES = 4
NATIONAL = frozenset(
    {
        Kind.COORDINATING_MINISTRY,
        Kind.MINISTRY,
        Kind.MINISTERIAL_BODY,
        Kind.AGENCY,
        Kind.STATE_BODY,
        Kind.NONSTRUCTURAL,
        Kind.BODY,
        Kind.PUBLIC_LAW,
    }
)


@dataclass(frozen=True)
class Meant:
    """Whom a text means. Without a ``body``, ``candidates`` are those it could be.

    ``unit`` is the office it names inside the body. ``instead`` is the name that was read where
    the text has one letter that differs, ``then`` the body it names where that one did not yet
    stand, or stood no longer, in the year asked for.
    """

    body: Organisation | None = None
    unit: str = ""
    candidates: tuple[Organisation, ...] = ()
    instead: str = ""
    then: Organisation | None = None


NOBODY = Meant()


class Register:
    """Every institution and region by every name. Keep it for one piece of work, not longer."""

    def __init__(self, places: geography.Places | None = None) -> None:
        self.places = places or geography.Places()
        bodies = Organisation.objects.select_related("region").exclude(kind=Kind.UNKNOWN)
        self._bodies = {body.pk: body for body in bodies}
        self.by_code = {body.code: body for body in self._bodies.values()}
        self._called: dict[str, list[Organisation]] = defaultdict(list)
        self._offices: dict[str, list[Organisation]] = defaultdict(list)
        rows = OrganisationName.objects.order_by("pk").values_list("key", "organisation_id", "kind")
        for key, pk, kind in rows:
            if pk in self._bodies:
                self.add(key, self._bodies[pk], is_office=kind == NameKind.UNIT)
        for body in self._bodies.values():
            # "Kementerian Kehutanan (sampai 2014)" was called by its name alone.
            self.add(name_key(BRACKETS.sub(" ", body.name)), body)
        self._governing = {
            body.region_id: body for body in self._bodies.values() if body.kind in GOVERNMENTS
        }
        self._after: dict[int, list[int]] = defaultdict(list)
        self._before: dict[int, list[int]] = defaultdict(list)
        for before, after in Succession.objects.values_list("predecessor_id", "successor_id"):
            self._after[before].append(after)
            self._before[after].append(before)
        self.meant = lru_cache(maxsize=50_000)(self._meant)

    def add(self, key: str, body: Organisation, *, is_office: bool = False) -> None:
        """Let a name mean a body as well."""
        table = self._offices if is_office else self._called
        if body not in table[key]:
            table[key].append(body)

    # --- What names are looked up in --------------------------------------------------------

    def called(self, key: str) -> Sequence[Organisation]:
        # The name of an office alone is a name of its body too.
        return self._called.get(key) or self._offices.get(key, [])

    def with_offices(self, starts: Iterable[str]) -> Sequence[Organisation]:
        found = [body for start in starts for body in self._offices.get(start, [])]
        return list(dict.fromkeys(found))

    def governing(self, region: Region) -> Organisation | None:
        return self._governing.get(region.pk)

    def regions(self, text: str) -> Sequence[Region]:
        return self.places.meant(text)

    # --- Whom a text means -------------------------------------------------------------------

    def _meant(self, text: str, year: int | None = None, within: str = "") -> Meant:
        """Whom ``text`` means, in ``year`` and, where several could be, in province ``within``."""
        text = " ".join(text.split())
        if not text:
            return NOBODY
        if text in self.by_code:
            return Meant(self.by_code[text])
        found = self._exactly(text, year)
        if found is None or (found.body is None and within):
            several = found.candidates if found else ()
            found = self._inside(several, within) or found
        found = found or self._in_parts(text, year, within) or self._nearly(text, within)
        return self._of_that_time(found, year) if found.body else found

    def _exactly(self, text: str, year: int | None) -> Meant | None:
        """The whole text as a name, in any of its spellings."""
        for spelled in _spellings(text):
            found = named_by(forms_of(spelled), year, self)
            if len(found) == 1:
                return Meant(found[0])
            if found:
                return Meant(candidates=tuple(found))
        return None

    def _inside(self, several: Sequence[Organisation], within: str) -> Meant | None:
        """The one of several that lies in this province."""
        inside = [body for body in several if within and _province(body) == within]
        return Meant(inside[0]) if len(inside) == 1 else None

    def _in_parts(self, text: str, year: int | None, within: str) -> Meant | None:
        """An office and whose it is: "Dinas Kesehatan Kab. X", "Ditjen Y, Kementerian Z"."""
        several: tuple[Organisation, ...] = ()
        for office, whose in _cuts(text):
            found = self._exactly(whose, year)
            if found is None:
                continue
            found = self._inside(found.candidates, within) or found
            if found.body:
                if smaller := self._within(office, found.body, year):
                    return Meant(smaller)
                # "Badan Pusat Statistik Kabupaten X" is the nation's, not the regency's.
                return self._national_within(office) or Meant(found.body, unit=office)
            several = several or found.candidates
        if several:
            return Meant(candidates=several)
        return self._national_within(text)

    def _within(self, text: str, whole: Organisation, year: int | None) -> Organisation | None:
        """The government that the text names in the province of another: "Kab. X - Prov. Y"."""
        if geography.split_kind(text)[0] is None or whole.kind not in GOVERNMENTS:
            return None
        found = self._exactly(text, year)
        body = found.body if found else None
        is_inside = body and body.kind in GOVERNMENTS and _province(body) == _province(whole)
        return body if is_inside else None

    def _national_within(self, text: str) -> Meant | None:
        """A national body named among other words: "Kantor Kementerian Agama Kabupaten X"."""
        words = name_key(text).split()
        for size in range(min(LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                key = " ".join(words[start : start + size])
                if size == 1 and len(key) < SHORTEST_CLOSE:
                    continue
                found = [body for body in self._called.get(key, []) if body.kind in NATIONAL]
                if len(found) == 1:
                    return Meant(found[0], unit=text)
        return None

    def _nearly(self, text: str, within: str) -> Meant:
        """What a text with a slip of the pen means, or what it could."""
        near, unit = self._near_regions(text), ""
        for office, whose in () if near else _cuts(text):
            if geography.split_kind(whose)[0] is not None and (near := self._near_regions(whose)):
                unit = office
                break
        near = near or self._near_names(text) or self._near_regions(text, says_kind=False)
        close = [body for body, distance in near if distance <= 1]
        inside = self._inside(close, within)
        if (inside and inside.body) or len(close) == 1:
            body = (inside.body if inside else None) or close[0]
            return Meant(body, unit, instead=body.name)
        return Meant(candidates=tuple(body for body, _distance in near[:MOST_CANDIDATES]))

    def _near_regions(self, text: str, *, says_kind: bool = True) -> list[tuple[Organisation, int]]:
        """Governments of regions with nearly this name, each with how far it is."""
        kind, key = geography.split_kind(text)
        if says_kind is (kind is None) or len(key) < SHORTEST_NEAR:
            return []
        # A letter is much of a short name, and of one that does not say that it is a region's.
        more = 0 if says_kind and len(key) >= SHORTEST_CLOSE else 1
        found: dict[Organisation, int] = {}
        likely = LIKELY - 10 if says_kind else LIKELY
        for name, _score, _at in process.extract(
            key, self.places.keys(), scorer=fuzz.ratio, limit=8, score_cutoff=likely
        ):
            distance = DamerauLevenshtein.distance(key, name) + more
            for region in self.places.named(name):
                body = self.governing(region)
                if body and (kind is None or _kind_of(body) == kind):
                    found[body] = min(distance, found.get(body, distance))
        return sorted(found.items(), key=lambda pair: (pair[1], pair[0].name))

    def _near_names(self, text: str) -> list[tuple[Organisation, int]]:
        key = name_key(text)
        if len(key) < SHORTEST_CLOSE:
            return []
        found: dict[Organisation, int] = {}
        names = list(self._called)
        for name, _score, _at in process.extract(
            key, names, scorer=fuzz.ratio, limit=6, score_cutoff=LIKELY
        ):
            distance = DamerauLevenshtein.distance(key, name)
            for body in self._called[name]:
                # A letter is much of a short name.
                far = distance if len(name) >= 2 * SHORTEST_CLOSE else distance + 1
                found[body] = min(far, found.get(body, far))
        return sorted(found.items(), key=lambda pair: (pair[1], pair[0].name))

    def _of_that_time(self, found: Meant, year: int | None) -> Meant:
        """The same, or the one body it came from or became where it did not stand that year."""
        body = found.body
        if body is None or year is None or body.existed_in(year):
            return found
        if body.valid_from and year < body.valid_from:
            line = self._line(body, self._before, year)
        else:
            line = self._line(body, self._after, year)
        if len(line) != 1:
            return found
        return Meant(line[0], found.unit, instead=found.instead, then=body)

    def _line(self, body: Organisation, edges: dict[int, list[int]], year: int):
        """Those of its line that stood in this year."""
        seen, waiting, found = {body.pk}, [body.pk], []
        while waiting:
            for pk in edges.get(waiting.pop(), []):
                if pk in seen or pk not in self._bodies:
                    continue
                seen.add(pk)
                if self._bodies[pk].existed_in(year):
                    found.append(self._bodies[pk])
                else:
                    waiting.append(pk)
        return found

    def heirs(self, body: Organisation) -> list[Organisation]:
        """The bodies of today that took over from one that ended."""
        if body.is_active:
            return []
        seen, waiting, found = {body.pk}, [body.pk], []
        while waiting:
            for pk in self._after.get(waiting.pop(), []):
                if pk in seen or pk not in self._bodies:
                    continue
                seen.add(pk)
                after = self._bodies[pk]
                found.append(after) if after.status == Status.ACTIVE else waiting.append(pk)
        return found


def _spellings(text: str) -> Iterator[str]:
    """The text as it is, then without slips of the pen, then written another way."""
    yield text
    plain = text
    for pattern, right in RIGHT:
        plain = pattern.sub(right, plain)
    if plain != text:
        yield plain
    for pattern, other in OR_ELSE:
        if pattern.search(plain):
            yield pattern.sub(other, plain)


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """The ways to take an office off the text: at its marks, then before the name of a region."""
    parts = [part for part in PARTS.split(text) if part]
    for at in range(len(parts) - 1, 0, -1):
        yield ", ".join(parts[:at]), parts[at]
    bare = " ".join(BRACKETS.sub(" ", text).split())
    words = bare.split()
    is_office = bool(words) and words[0].strip(".").casefold() in OFFICES
    for at in range(1, len(words)):
        rest = " ".join(words[at:])
        if rest.replace(".", "").isdecimal():
            continue
        says_kind = geography.split_kind(rest)[0] is not None
        if says_kind or (is_office and len(words) - at <= 4):
            yield " ".join(words[:at]), rest


def _kind_of(body: Organisation) -> RegionKind | None:
    return RegionKind(body.region.kind) if body.region else None


def _province(body: Organisation) -> str:
    return body.region.code[:2] if body.region else ""
