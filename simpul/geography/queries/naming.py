"""From a name as people write it to the one region it means."""

import re
import unicodedata
from functools import lru_cache

from simpul.geography.models import Region, RegionAlias, RegionKind

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
    (("bupati",), RegionKind.REGENCY),
    (("wali", "kota"), RegionKind.CITY),
    (("walikota",), RegionKind.CITY),
    (("gubernur",), RegionKind.PROVINCE),
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
    "kabupatan": "kabupaten",
    "kabuapten": "kabupaten",
    "kabupeten": "kabupaten",
    "pemeritah": "pemerintah",
    "pemerintahan": "pemerintah",
    "pem": "pemerintah",
    "provensi": "provinsi",
    "prov": "provinsi",
    "prop": "propinsi",
    "kep": "kepulauan",
    "adm": "administrasi",
    "kt": "kota",
}

CODE = re.compile(r"\d\d(\.\d\d)?")


def resolve(text: str, kind: str | None = None) -> Region | None:
    """The region ``text`` names, or ``None`` when it names none or could be several.

    Takes official codes, names in both languages, other names and the forms people use: "Kab.
    Malang", "PEMKOT SURABAYA", "Bantul Regency". "Malang" alone is a regency and a city: it
    answers only with ``kind``.
    """
    found = meant(text, kind, _AskedPlaces())
    return found[0] if len(found) == 1 else None


def meant(text: str, kind: str | None, places: "Places | _AskedPlaces") -> list[Region]:
    """Every region that ``text`` may name."""
    text = text.strip()
    if CODE.fullmatch(text):
        return places.under(text)
    said, key = split_kind(text)
    kind = kind or said
    if not key or (said and kind != said):
        return []
    return [region for region in places.named(key) if kind in {None, region.kind}]


class _AskedPlaces:
    """Regions as the database knows them, asked for one name."""

    def under(self, code: str) -> list[Region]:
        return list(Region.objects.filter(code=code))

    def named(self, key: str) -> list[Region]:
        return list(Region.objects.filter(aliases__key=key).distinct())


class Places:
    """All regions with all their names, read once for a whole piece of work."""

    def __init__(self) -> None:
        self.by_code = Region.objects.select_related("parent").in_bulk(field_name="code")
        by_pk = {region.pk: region for region in self.by_code.values()}
        self._named: dict[str, list[Region]] = {}
        pairs = RegionAlias.objects.order_by("region").values_list("key", "region_id").distinct()
        for key, pk in pairs:
            self._named.setdefault(key, []).append(by_pk[pk])

    def add(self, name: str, code: str) -> None:
        """Let a name mean a region as well, where the region is known."""
        named = self._named.setdefault(name_key(name), [])
        if code in self.by_code and self.by_code[code] not in named:
            named.append(self.by_code[code])

    def under(self, code: str) -> list[Region]:
        return [self.by_code[code]] if code in self.by_code else []

    def named(self, key: str) -> list[Region]:
        return self._named.get(key, [])

    def meant(self, text: str, kind: str | None = None) -> list[Region]:
        """Every region that ``text`` may name."""
        return meant(text, kind, self)

    def keys(self) -> list[str]:
        """Every name, as names are compared."""
        return list(self._named)


@lru_cache(maxsize=20_000)
def split_kind(text: str) -> tuple[RegionKind | None, str]:
    """What kind of region a name says it is, and the key of what remains."""
    words = _words(text)
    kinds = set()
    for affixes, at_start in ((PREFIXES, True), (SUFFIXES, False)):
        words, kind = _without(words, affixes, at_start=at_start)
        kinds.add(kind)
        # "Pemda Kabupaten X" and "Pemkab Kab. X" say twice what they are.
        again, second = _without(words, affixes, at_start=at_start)
        if second and kind in {None, second}:
            words = again
            kinds.add(second)
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
