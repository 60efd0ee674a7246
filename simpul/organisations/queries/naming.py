"""From a name as people write it to the one institution it means."""

import re
from collections.abc import Iterable

from simpul.geography import queries as geography
from simpul.organisations.models import Kind, NameKind, Organisation, name_key

GOVERNMENTS = (Kind.PROVINCE, Kind.REGENCY, Kind.CITY, Kind.ADMINISTRATIVE)

BRACKETS = re.compile(r"\(([^()]*)\)")
GOVERNMENT_OF = re.compile(
    r"^(?:the )?(?:provincial |regency |city )?government of (?:the )?", re.I
)


def resolve(text: str, year: int | None = None) -> Organisation | None:
    """The institution that ``text`` names, or None when none or several could be meant.

    With ``year`` a name borne by several bodies one after the other means the one of that year;
    without it, the one that stands today. A body is also found by the name of its offices
    ("Polres Jember") and a government by its region ("Kab. Jeneponto", "Bantul Regency").
    """
    for form in _forms(text):
        key = name_key(form)
        if not key:
            continue
        named = list(Organisation.objects.filter(names__key=key).distinct())
        found = _meant(named, year) if named else _of_office(key) or government_named(form)
        if found or len(named) > 1:
            return found
    return None


def _forms(text: str) -> Iterable[str]:
    """The text, then what is left without brackets, before a comma, and inside the brackets."""
    text = " ".join(text.split())
    bare = " ".join(BRACKETS.sub(" ", text).split())
    return dict.fromkeys([text, bare, bare.partition(",")[0], *BRACKETS.findall(text)])


def _meant(named: list[Organisation], year: int | None) -> Organisation | None:
    if len(named) > 1:
        fits = (lambda body: body.existed_in(year)) if year else (lambda body: body.is_active)
        named = [body for body in named if fits(body)]
    return named[0] if len(named) == 1 else None


def _of_office(key: str) -> Organisation | None:
    """The body whose offices are called by the first word or two of ``key``."""
    words = key.split()
    starts = {" ".join(words[:size]) for size in (1, 2) if len(words) > size}
    bodies = Organisation.objects.filter(names__key__in=starts, names__kind=NameKind.UNIT)
    found = list(bodies.distinct()[:2])
    return found[0] if len(found) == 1 else None


def government_named(text: str) -> Organisation | None:
    """The government of the region that ``text`` names, however the words for it are written."""
    region = geography.resolve(GOVERNMENT_OF.sub("", " ".join(text.split())))
    if region is None:
        return None
    return Organisation.objects.filter(region=region, kind__in=GOVERNMENTS).first()
