"""How records are called, whose they are and what they are about, as matching compares it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from simpul.innovations.models import Claim
from simpul.sources.queries.features import features
from simpul.sources.queries.kinship import Kin
from simpul.sources.queries.levels import Row
from simpul.sources.queries.likeness import Named

LOOKED_AT = ("title", "owner", "year", "unit", "sector", "goals", "summary")
AT_ONCE = 500

Said = Mapping[str, list[Any]]


def portraits(pks: Collection[int], kin: Kin) -> dict[int, Row]:
    """One row of features for each record that names an owner."""
    found = {}
    for pk, (key, said) in _said(pks, LOOKED_AT).items():
        found[pk] = _portrait(key, said, kin)
    return found


def names_of(pks: Collection[int]) -> dict[int, Named]:
    """How records are called and whose they are; those without an owner cannot be matched."""
    return {
        pk: Named(key, tuple(said["title"]), said["owner"][0])
        for pk, (key, said) in _said(pks, ("title", "owner")).items()
    }


def _portrait(key: str, said: Said, kin: Kin) -> Row:
    return features(
        key,
        said["title"],
        owner=kin.bodies.get(said["owner"][0]),
        kin=kin,
        owner_name=said["owner"][0],
        year=_first(said["year"]),
        unit=_first(said["unit"]) or "",
        sector=_first(said["sector"]) or "",
        goals=_first(said["goals"]) or (),
        story=" ".join(said["summary"]),
    )


def _first(values: list[Any]) -> Any:
    return values[0] if values else None


def _said(pks: Collection[int], fields: Collection[str]) -> dict[int, tuple[str, Said]]:
    """What living claims say of these fields, by the number of the source, then by age."""
    found: dict[int, dict[str, list[Any]]] = {}
    keys: dict[int, str] = {}
    wanted = sorted(pks)
    for start in range(0, len(wanted), AT_ONCE):
        rows = Claim.objects.filter(
            innovation__in=wanted[start : start + AT_ONCE], field__in=fields, retired_at=None
        ).order_by("record_key", "pk")
        for pk, key, field, value in rows.values_list(
            "innovation_id", "record_key", "field", "value"
        ):
            said = found.setdefault(pk, defaultdict(list))
            if value not in (None, ""):
                said[field].append(value)
                if field == "owner":
                    keys.setdefault(pk, key)
    return {
        pk: (keys[pk], said)
        for pk, said in found.items()
        if said.get("title") and said.get("owner")
    }
