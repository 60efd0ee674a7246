"""What sources say otherwise than a verified record: field by field, who says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from simpul.core import versions as kernel
from simpul.core.models import Version
from simpul.innovations.models import FIELDS, Claim, Innovation
from simpul.innovations.queries.claiming import Readable, Value
from simpul.innovations.queries.differences import Piece, differences
from simpul.innovations.queries.submitted import slot_of


@dataclass(frozen=True)
class Waiting:
    """One field in which a verified record and its sources differ."""

    key: str
    label: str
    language: str
    now: str
    then: str
    said_by: Sequence[str]
    pieces: Sequence[Piece] = ()


def waiting_fields(record: Innovation, version: Version) -> list[Waiting]:
    """Every field in which what waits differs from the public version."""
    public = kernel.public(record)
    before = public.fields if public is not None else {}
    changes = kernel.compare(_values(before), _values(version.fields))
    keys = [change.field for change in changes if slot_of(change.field)[0] in FIELDS]
    readable = Readable(_spoken(keys, before, version.fields))
    names = _names(version.fields[key] for key in keys if key in version.fields)
    return [_line(key, before.get(key), version.fields.get(key), readable, names) for key in keys]


Pairs = Sequence[Sequence[Any]]


def _values(fields: Mapping[str, Pairs]) -> dict[str, list[Any]]:
    return {key: [value for value, _claim in pairs] for key, pairs in fields.items()}


def _spoken(keys: Sequence[str], *versions: Mapping[str, Pairs]) -> list[Value]:
    return [
        Value(slot_of(key)[0], value)
        for fields in versions
        for key in keys
        for value, _claim in fields.get(key, ())
    ]


def _names(waiting) -> dict[int, str]:
    """Who says each claim, by key."""
    keys = {claim for pairs in waiting for _value, claim in pairs if claim is not None}
    rows = Claim.objects.filter(pk__in=keys).select_related("authority")
    return {claim.pk: claim.authority.label for claim in rows}


def _line(
    key: str, before: Pairs | None, after: Pairs | None, readable: Readable, names: dict[int, str]
) -> Waiting:
    name, language = slot_of(key)
    now, then = (_text(name, pairs, readable) for pairs in (before, after))
    long = FIELDS[name].kind == "text" and now and then
    return Waiting(
        key=key,
        label=str(FIELDS[name].label),
        language=language,
        now=now,
        then=then or _("nothing"),
        said_by=sorted({names[claim] for _value, claim in after or () if claim in names}),
        pieces=differences(now, then) if long else (),
    )


def _text(name: str, pairs: Pairs | None, readable: Readable) -> str:
    return "; ".join(readable.text(Value(name, value)) for value, _claim in pairs or ())
