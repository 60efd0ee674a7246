"""Which fields of a record living claims disagree about, once both are read the same way.

The same after cleaning is no contradiction: another case, a short form, the acronym and its long
form, an institution and its heir, a unit and its institution, a region inside another, years as
near as the agreed standard allows, and lists that share a member.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from simpul.geography.models import Region
from simpul.innovations.models import FIELDS, Authority, AuthorityKind, split_title
from simpul.innovations.queries.precedence import Slot
from simpul.organisations.models import Kind, Organisation
from simpul.organisations.queries import Inheritance
from simpul.sources.queries.joint.standing import YEAR_GAP, value_of
from simpul.vocabularies.models import Stage

# Long texts differ always; of several awards all are shown; the others are no single value.
COMPARED = tuple(
    spec.key
    for spec in FIELDS.values()
    if spec.kind in {"short", "code", "number", "date", "list"} and spec.key != "video"
)
NOT_A_WORD = re.compile(r"[\W_]+")
# Words that one source writes and another leaves out.
LEFT_OUT = {"inovasi", "aplikasi", "program", "sistem", "the", "dan", "dan/atau", "and"}


class Claimed(Protocol):
    """A living claim, as the projection reads it."""

    @property
    def pk(self) -> int: ...
    @property
    def authority_id(self) -> int: ...
    @property
    def field(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def value(self) -> Any: ...


@dataclass(frozen=True)
class Group:
    """One reading of a field, and the claims that give it."""

    value: Any
    claims: Sequence[Claimed]

    @property
    def authorities(self) -> set[int]:
        return {claim.authority_id for claim in self.claims}


@dataclass(frozen=True)
class Reading:
    """What tells whether two values are the same; read once for many records."""

    year_gap: int = 0
    # Sources whose word is not their own: the editors copied it from a page that is cited.
    silent: frozenset[int] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    lives: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, *, year_gap: int | None = None) -> "Reading":
        gap = int(value_of(YEAR_GAP)) if year_gap is None else year_gap
        silent = Authority.objects.filter(
            kind__in=(AuthorityKind.CURATION, AuthorityKind.SYNTHETIC)
        )
        return cls(
            year_gap=gap,
            silent=frozenset(silent.values_list("pk", flat=True)),
            units=_families(),
            regions=_parents(),
            lives=dict(Stage.objects.values_list("code", "life")),
        )

    @cached_property
    def _same(self) -> dict[str, Callable[[Any, Any], bool]]:
        return {
            "title": _same_title,
            "owner": lambda one, other: self.units.get(one, one) == self.units.get(other, other),
            "region": self._same_region,
            "year": lambda one, other: abs(int(one) - int(other)) <= self.year_gap,
            "life_status": lambda one, other: self.lives.get(one) == self.lives.get(other),
            "goals": lambda one, other: bool(set(one) & set(other)),
        }

    def same(self, name: str, one: Any, other: Any) -> bool:
        """Say whether two values of a field mean the same."""
        if one == other:
            return True
        test = self._same.get(name)
        if test is not None:
            return test(one, other)
        return FIELDS[name].kind == "short" and _same_words(str(one), str(other))

    def _same_region(self, one: str, other: str) -> bool:
        return self.regions.get(one) == other or self.regions.get(other) == one


def disagreements(claims: Iterable[Claimed], reading: Reading) -> dict[Slot, list[Group]]:
    """The fields on which sources disagree, each with its readings and who gives them."""
    slots: dict[Slot, list[Claimed]] = {}
    for claim in claims:
        counts = claim.field in COMPARED and claim.value not in (None, "", [])
        if counts and claim.authority_id not in reading.silent:
            slots.setdefault((claim.field, claim.language), []).append(claim)
    found = {slot: _groups(slot[0], said, reading) for slot, said in slots.items()}
    return {slot: groups for slot, groups in sorted(found.items()) if _is_between(groups)}


def _is_between(groups: Sequence[Group]) -> bool:
    """Say whether one source contradicts another, and not only itself."""
    return len(groups) > 1 and len(set().union(*(group.authorities for group in groups))) > 1


def _groups(name: str, claims: Sequence[Claimed], reading: Reading) -> list[Group]:
    """Claims that mean the same together; sameness is passed on from one to the next."""
    groups: list[list[Claimed]] = []
    for claim in sorted(claims, key=lambda each: (_written(each.value), each.pk)):
        near = [
            group
            for group in groups
            if any(reading.same(name, claim.value, each.value) for each in group)
        ]
        joined = [claim, *(each for group in near for each in group)]
        groups = [group for group in groups if group not in near] + [joined]
    return [
        Group(min((each.value for each in group), key=_written), sorted(group, key=_place))
        for group in sorted(groups, key=lambda group: min(_written(each.value) for each in group))
    ]


def _place(claim: Claimed) -> int:
    return claim.pk


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def fingerprint(groups: Sequence[Group], names: Mapping[int, str]) -> str:
    """The same as long as the same sources say the same things."""
    said = sorted(
        {
            (names[claim.authority_id], _written(claim.value))
            for group in groups
            for claim in group.claims
        }
    )
    return hashlib.sha256(_written(said).encode()).hexdigest()


def began(groups: Sequence[Group], recorded: Mapping[int, datetime]) -> datetime:
    """When the second reading was first said."""
    firsts = sorted(min(recorded[claim.pk] for claim in group.claims) for group in groups)
    return firsts[1]


# --- The same words ----------------------------------------------------------------------------


def _same_title(one: str, other: str) -> bool:
    """The acronym, its long form, and both together name one innovation."""
    return any(_same_words(mine, yours) for mine in _forms(one) for yours in _forms(other))


def _forms(title: str) -> list[str]:
    acronym, long_title = split_title(title)
    return [form for form in (title, acronym, long_title) if form]


def _same_words(one: str, other: str) -> bool:
    mine, yours = plain(one), plain(other)
    if mine.replace(" ", "") == yours.replace(" ", ""):
        return True
    first, second = set(mine.split()) - LEFT_OUT, set(yours.split()) - LEFT_OUT
    return bool(first and second) and (first <= second or second <= first)


def plain(text: str) -> str:
    """Words without case, marks and accents."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return NOT_A_WORD.sub(" ", bare).strip().casefold()


def _families() -> dict[str, str]:
    """Every institution and unit by the code of the family it belongs to."""
    inherited = Inheritance.read()
    codes = dict(Organisation.objects.values_list("pk", "code"))
    # Only a unit speaks for its parent; any other body with one stands beside it.
    units = Organisation.objects.filter(kind=Kind.UNIT)
    parents = dict(units.values_list("pk", "parent"))
    heads = {pk: _head(pk, parents) for pk in codes}
    kin: dict[int, str] = {}
    for head in set(heads.values()):
        kin[head] = min(codes.get(pk, "") for pk in inherited.kin([head]))
    return {code: kin[heads[pk]] for pk, code in codes.items()}


def _head(pk: int, parents: Mapping[int, int | None]) -> int:
    seen = set()
    while (above := parents.get(pk)) is not None and pk not in seen:
        seen.add(pk)
        pk = above
    return pk


def _parents() -> dict[str, str]:
    return dict(Region.objects.filter(parent__isnull=False).values_list("code", "parent__code"))
