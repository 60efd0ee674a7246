"""What comparing looks at in one mention: writings, words, names, whose, where, when."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from simpul.innovations.models import split_title
from simpul.organisations.models import Organisation, name_key
from simpul.search.analysis import Analyzer, analyzer
from simpul.sources.queries.likeness import Named, bare, joined, plain

# Words so common in titles that sharing them says nothing.
_COMMON = (
    "aplikasi sistem informasi pelayanan layanan program inovasi digital online terpadu berbasis "
    "melalui kabupaten kota provinsi daerah pemerintah masyarakat elektronik strategi gerakan "
    "pengelolaan peningkatan penanganan pembentukan dinas kantor badan unit"
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9-]{2,}\b")
_LEAST_LETTERS = 3


@cache
def _common(reader: Analyzer) -> frozenset[str]:
    return frozenset(reader.tokens(_COMMON))


def features(
    key: str,
    titles: Collection[str],
    *,
    owner: Organisation | None = None,
    family: Iterable[str] = (),
    owner_name: str = "",
    year: int | None = None,
    unit: str = "",
    sector: str = "",
) -> dict[str, Any]:
    """One row for ``comparing``; lists are sorted, what is not known is None or empty.

    Where nobody knows the institution, how it was written (``owner_name``) stands for it.
    """
    code = owner.code if owner else _unknown(owner_name)
    name = Named(key, tuple(titles), code or "")
    reader = analyzer()
    words = {token for title in titles for token in reader.tokens(title) if len(token) > 2}
    region = owner.region if owner else None
    return {
        "unique_id": key,
        "pair": "",
        "forms": sorted(name.forms),
        "skeletons": sorted(name.skeletons),
        "words": sorted(words - _common(reader)),
        "acronyms": sorted({acronym for title in titles for acronym in _acronyms(title)}),
        "names": sorted({short for title in titles for short in _short_names(title)}),
        "owner": code,
        "family": sorted({*family, *([code] if code else [])}),
        "region": region.code if region else None,
        "province": region.province_code if region else None,
        "year": year,
        "unit": sorted(set(reader.tokens(unit)) - {""}),
        "sector": sector or None,
    }


def _unknown(owner_name: str) -> str | None:
    key = name_key(owner_name)
    return f"?{key}" if key else None


def _acronyms(title: str) -> set[str]:
    """Short writings in brackets, and words in capitals where not all is."""
    found = [text for text in _IN_BRACKETS.findall(title) if len(text.split()) == 1]
    if title.upper() != title:
        found += _CAPITALS.findall(title)
    letters = {joined(plain(text)) for text in found}
    return {text for text in letters if len(text) >= _LEAST_LETTERS}


def _short_names(title: str) -> set[str]:
    """What people say for it, where the title says that there is such a name."""
    acronym, _long = split_title(title)
    short = joined(bare(acronym))
    return {short} if short else set()


def same_owner(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two rows name one owner, or one and who took over from it."""
    return bool(set(one["family"]) & set(other["family"]))


class Written(NamedTuple):
    """The writings of a row, as the rule of a load reads them."""

    forms: frozenset[str]
    skeletons: frozenset[str]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Written":
        return cls(frozenset(row["forms"]), frozenset(row["skeletons"]))
