"""From a name as people write it to the one region it means."""

import re
import unicodedata

from django.db.models import Q

from simpul.geography.models import Region, RegionKind

# Longest first: "kabupaten administrasi" before "kabupaten".
PREFIXES = [
    (("pemerintah", "kabupaten", "administrasi"), RegionKind.REGENCY),
    (("pemerintah", "kota", "administrasi"), RegionKind.CITY),
    (("pemerintah", "daerah", "provinsi"), RegionKind.PROVINCE),
    (("pemerintah", "daerah", "kabupaten"), RegionKind.REGENCY),
    (("pemerintah", "daerah", "kota"), RegionKind.CITY),
    (("pemerintah", "provinsi"), RegionKind.PROVINCE),
    (("pemerintah", "propinsi"), RegionKind.PROVINCE),
    (("pemerintah", "kabupaten"), RegionKind.REGENCY),
    (("pemerintah", "kota"), RegionKind.CITY),
    (("pemerintah", "daerah"), None),
    (("pemerintah",), None),
    (("pemda",), None),
    (("pemprov",), RegionKind.PROVINCE),
    (("pemkab",), RegionKind.REGENCY),
    (("pemkot",), RegionKind.CITY),
    (("pemko",), RegionKind.CITY),
    (("kabupaten", "administrasi"), RegionKind.REGENCY),
    (("kota", "administrasi"), RegionKind.CITY),
    (("provinsi",), RegionKind.PROVINCE),
    (("propinsi",), RegionKind.PROVINCE),
    (("kabupaten",), RegionKind.REGENCY),
    (("kota",), RegionKind.CITY),
    (("kotamadya",), RegionKind.CITY),
    (("kodya",), RegionKind.CITY),
    (("province", "of"), RegionKind.PROVINCE),
    (("regency", "of"), RegionKind.REGENCY),
    (("city", "of"), RegionKind.CITY),
]
SUFFIXES = [
    (("provincial", "government"), RegionKind.PROVINCE),
    (("regency", "government"), RegionKind.REGENCY),
    (("city", "government"), RegionKind.CITY),
    (("province",), RegionKind.PROVINCE),
    (("regency",), RegionKind.REGENCY),
    (("city",), RegionKind.CITY),
    (("municipality",), RegionKind.CITY),
]
SHORT_WORDS = {
    "kab": "kabupaten",
    "prov": "provinsi",
    "prop": "propinsi",
    "kep": "kepulauan",
    "adm": "administrasi",
    "kt": "kota",
}


def resolve(text: str, kind: str | None = None) -> Region | None:
    """The region ``text`` names, or ``None`` when it names none or could be several.

    Takes official codes, names in both languages, other names and the forms people use: "Kab.
    Malang", "PEMKOT SURABAYA", "Bantul Regency". "Malang" alone is a regency and a city: it
    answers only with ``kind``.
    """
    text = text.strip()
    if re.fullmatch(r"\d\d(\.\d\d)?", text):
        return Region.objects.filter(code=text).first()
    said, key = split_kind(text)
    kind = kind or said
    if not key or (said and kind != said):
        return None
    named = Region.objects.filter(Q(aliases__key=key)).distinct()
    if kind:
        named = named.filter(kind=kind)
    found = list(named[:2])
    return found[0] if len(found) == 1 else None


def split_kind(text: str) -> tuple[RegionKind | None, str]:
    """What kind of region a name says it is, and the key of what remains."""
    words = _words(text)
    kinds = set()
    for affixes, at_start in ((PREFIXES, True), (SUFFIXES, False)):
        words, kind = _without(words, affixes, at_start=at_start)
        kinds.add(kind)
    kinds.discard(None)
    if len(kinds) > 1:
        return None, ""
    return (kinds.pop() if kinds else None), "".join(words)


def name_key(text: str) -> str:
    """How a name is looked up: without case, marks, spaces and the kind of region."""
    return split_kind(text)[1]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    # "Pemerintah Daerah Istimewa Yogyakarta": here "daerah" belongs to the name.
    plain = re.sub(r"\bdaerah (?=istimewa|khusus)", "daerah", plain)
    return [SHORT_WORDS.get(word, word) for word in re.findall(r"[^\W_]+", plain)]


def _without(words, affixes, *, at_start: bool) -> tuple[list[str], RegionKind | None]:
    """Take the first affix off that leaves something; "Kota" alone stays a name."""
    for affix, kind in affixes:
        size = len(affix)
        end = words[:size] if at_start else words[-size:]
        if len(words) > size and tuple(end) == affix:
            return (words[size:] if at_start else words[:-size]), kind
    return words, None
