"""The sets harvesters may choose from: by hub, by source, by sector under its family."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from simpul.hubs.models import Hub
from simpul.innovations.models import Authority
from simpul.vocabularies.models import Sector, SectorFamily

# Every membership stands between two of these, so that one search finds a set and all below it.
EDGE = ";"

_FREE = re.compile(r"[A-Za-z0-9\-_.!*'()]")
SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")


@dataclass(frozen=True)
class Set:
    """A set with its name in both languages."""

    spec: str
    name_id: str
    name_en: str

    @property
    def name(self) -> str:
        return self.name_id if self.name_id == self.name_en else f"{self.name_id} / {self.name_en}"


def spec_of(kind: str, *codes: str) -> str:
    """The name of a set for programs; what may not stand in one is written as its number."""
    return ":".join([kind, *map(_encoded, codes)])


def _encoded(code: str) -> str:
    signs = (sign if _FREE.fullmatch(sign) else f"~{ord(sign):02X}" for sign in code)
    return "".join(signs)


def sets_of(record: Mapping[str, Any]) -> list[str]:
    """The sets an opened record belongs to."""
    specs = [spec_of("source", source["key"]) for source in record["sources"]]
    if record["hub_code"]:
        specs.append(spec_of("hub", record["hub_code"]))
    if record["sector_code"]:
        specs.append(spec_of("sector", record["sector_family"], record["sector_code"]))
    return sorted(set(specs))


def kept(specs: Iterable[str]) -> str:
    """The memberships as a header keeps them; none is an empty text."""
    line = EDGE.join(specs)
    return f"{EDGE}{line}{EDGE}" if line else ""


def read(line: str) -> list[str]:
    """The memberships a header keeps."""
    return [spec for spec in line.split(EDGE) if spec]


def sought(spec: str) -> tuple[str, str]:
    """The two texts of which a header holds one when it belongs to the set or to one below it."""
    return f"{EDGE}{spec}{EDGE}", f"{EDGE}{spec}:"


def is_in(line: str, spec: str) -> bool:
    """Whether memberships as a header keeps them name the set or one below it."""
    return any(part in line for part in sought(spec))


def every_set() -> Sequence[Set]:
    """All sets, the upper before the lower."""
    return [*_hubs(), *_sources(), *_sectors()]


def _hubs() -> Iterator[Set]:
    names = Hub.objects.order_by("code").values_list("code", "name")
    if names:
        yield _both("hub", _("Innovations by responsible hub"))
    yield from (Set(spec_of("hub", code), name, name) for code, name in names)


def _sources() -> Iterator[Set]:
    rows = Authority.objects.order_by("key").values_list("key", "name", "name_en")
    if rows:
        yield _both("source", _("Innovations by source"))
    for key, name, name_en in rows:
        yield Set(spec_of("source", key), name, name_en or name)


def _sectors() -> Iterator[Set]:
    families = SectorFamily.objects.order_by("order", "key").values_list(
        "key", "label_id", "label_en"
    )
    if families:
        yield _both("sector", _("Innovations by sector"))
    for key, label_id, label_en in families:
        yield Set(spec_of("sector", key), label_id, label_en)
    for family, key, label_id, label_en in Sector.objects.order_by("family", "key").values_list(
        "family_id", "key", "label_id", "label_en"
    ):
        yield Set(spec_of("sector", str(family), key), label_id, label_en)


def _both(spec: str, words: str | Promise) -> Set:
    names = []
    for language in ("id", "en"):
        with override(language):
            names.append(str(words))
    return Set(spec, *names)
