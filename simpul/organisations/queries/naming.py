"""From a name as people write it to the one institution it means."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from simpul.geography import queries as geography
from simpul.geography.models import Region
from simpul.organisations.models import Kind, NameKind, Organisation, name_key

GOVERNMENTS = (Kind.PROVINCE, Kind.REGENCY, Kind.CITY, Kind.ADMINISTRATIVE)

BRACKETS = re.compile(r"\(([^()]*)\)")
GOVERNMENT_OF = re.compile(
    r"^(?:the )?(?:(provincial|regency|city|municipal) )?government of (?:the )?", re.I
)
KIND_OF = {"provincial": "province of ", "regency": "regency of "}


class Names(Protocol):
    """Where names are looked up: in the database, or in what was read from it."""

    def called(self, key: str) -> Sequence[Organisation]: ...

    def with_offices(self, starts: Iterable[str]) -> Sequence[Organisation]: ...

    def governing(self, region: Region) -> Organisation | None: ...

    def regions(self, text: str) -> Sequence[Region]: ...


class AskedNames:
    """Names as the database has them now, asked one by one."""

    def called(self, key: str) -> Sequence[Organisation]:
        return list(Organisation.objects.filter(names__key=key).distinct())

    def with_offices(self, starts: Iterable[str]) -> Sequence[Organisation]:
        named = Organisation.objects.filter(names__key__in=starts, names__kind=NameKind.UNIT)
        return list(named.distinct()[:2])

    def governing(self, region: Region) -> Organisation | None:
        return Organisation.objects.filter(region=region, kind__in=GOVERNMENTS).first()

    def regions(self, text: str) -> Sequence[Region]:
        region = geography.resolve(text)
        return [region] if region else []


def resolve(text: str, year: int | None = None) -> Organisation | None:
    """The institution that ``text`` names, or None when none or several could be meant.

    With ``year`` a name borne by several bodies one after the other means the one of that year;
    without it, the one that stands today. A body is also found by the name of its offices
    ("Polres Jember") and a government by its region ("Kab. Jeneponto", "Bantul Regency").
    """
    found = named_by(forms_of(text), year, AskedNames())
    return found[0] if len(found) == 1 else None


def named_by(forms: Iterable[str], year: int | None, names: Names) -> list[Organisation]:
    """The bodies that the first of these ``forms`` with any meaning may mean."""
    for form in forms:
        key = name_key(form)
        if not key:
            continue
        named = list(names.called(key))
        if len(named) > 1:
            return at_that_time(named, year)
        found = named or _of_office(key, names) or governments_named(form, names)
        if found:
            return found
    return []


def forms_of(text: str) -> list[str]:
    """The text, then what is left without brackets, before a comma, and inside the brackets."""
    text = " ".join(text.split())
    bare = " ".join(BRACKETS.sub(" ", text).split())
    return list(dict.fromkeys([text, bare, bare.partition(",")[0], *BRACKETS.findall(text)]))


def at_that_time(named: list[Organisation], year: int | None) -> list[Organisation]:
    """Of several bodies with one name the one of that time, or all where that does not tell."""
    fits = (lambda body: body.existed_in(year)) if year else (lambda body: body.is_active)
    standing = [body for body in named if fits(body)]
    return standing if len(standing) == 1 else named


def _of_office(key: str, names: Names) -> list[Organisation]:
    """The body whose offices are called by the first words of ``key``."""
    words = key.split()
    starts = {" ".join(words[:size]) for size in (1, 2, 3) if len(words) > size}
    found = list(names.with_offices(starts))
    return found if len(found) == 1 else []


def governments_named(text: str, names: Names) -> list[Organisation]:
    """The governments of the regions that ``text`` may name, however the words are written."""
    regions = names.regions(GOVERNMENT_OF.sub(_kind_said, " ".join(text.split())))
    governments = (names.governing(region) for region in regions)
    return [body for body in governments if body is not None]


def _kind_said(found: re.Match[str]) -> str:
    """Only the kind of region: "City Government of X" is the city of X."""
    kind = (found[1] or "").casefold()
    return KIND_OF.get(kind, "city of ") if kind else ""
