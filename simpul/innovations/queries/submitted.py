"""What a draft says, in the shape versions and claims keep, laid over what readers see."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from simpul.core import versions as kernel
from simpul.innovations.models import FIELDS, LIVING_FIELDS, Claim, Draft, FieldLock, Innovation
from simpul.innovations.queries.answers import as_date, is_empty
from simpul.innovations.queries.precedence import Slot, ladder, ranked

# ``field|language`` to a list of ``[value, key of the claim]``, as versions keep them.
Frozen = dict[str, list[list[Any]]]

# Words of authors are kept in the language of the form.
WRITTEN_IN = "id"


def digest_of(value: Any) -> str:
    """A value as one number: a changed answer gives another."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def answers_of(draft: Draft) -> dict[Slot, Any]:
    """The answers of a draft as claims say them; ``None`` where the author emptied a field.

    Private answers are left out: they stay with the draft.
    """
    rows = sorted(draft.values.all(), key=lambda row: (row.field, row.language))
    told = {
        (row.field, _language(row.field, row.language)): as_claimed(row.field, row.value)
        for row in rows
        if row.field in FIELDS and FIELDS[row.field].kind != "private"
    }
    return _with_owner(draft, _with_year(told))


def as_claimed(name: str, value: Any) -> Any:
    """One answer of the form as a claim keeps it; ``None`` for an empty one."""
    if is_empty(value):
        return None
    kind = FIELDS[name].kind
    if name == "goals":
        return sorted(int(number) for number in value)
    if kind == "rows":
        return [row for row in value if not is_empty(row)]
    if kind == "number":
        return int(value)
    if kind == "date":
        day = as_date(value)
        return day.isoformat() if day else None
    return value.strip() if isinstance(value, str) else value


def private_answers(draft: Draft) -> dict[str, Any]:
    """What only authors and checkers read."""
    private = [name for name, spec in FIELDS.items() if spec.kind == "private"]
    rows = draft.values.filter(field__in=private)
    return {row.field: row.value for row in rows if not is_empty(row.value)}


def frozen_of(draft: Draft) -> Frozen:
    """Everything the record would say if the draft were accepted now."""
    return over(shown_of(draft.innovation), answers_of(draft))


def shown_of(record: Innovation) -> Frozen:
    """What readers see of a record now; nothing of one that was never public."""
    locks = FieldLock.objects.filter(innovation=record, ended_at=None)
    locked = set(locks.values_list("claim", flat=True))
    counts = Q(retired_at=None) | Q(pk__in=locked)
    claims = Claim.objects.filter(counts, innovation__canonical=record)
    said = {
        key_of(slot): [[claim.value, claim.pk] for claim in (said if _is_many(slot) else said[:1])]
        for slot, said in ranked(claims, ladder(), locked).items()
        if said[0].value is not None
    }
    public = kernel.public(record) if record.is_verified else None
    if public is None:
        return said
    # Words about its life are dated and stand in no version.
    living = {key: pairs for key, pairs in said.items() if slot_of(key)[0] in LIVING_FIELDS}
    return public.fields | living


def over(base: Mapping[str, list[list[Any]]], answers: Mapping[Slot, Any]) -> Frozen:
    """``base`` with these answers in the place of what it says; equal ones keep their claim."""
    said = {key: [list(pair) for pair in pairs] for key, pairs in base.items()}
    for slot, value in answers.items():
        for key in _rivals(slot, said):
            del said[key]
        key = key_of(slot)
        if value is None:
            said.pop(key, None)
        elif key not in said or said[key][0][0] != value:
            said[key] = [[value, None]]
    return said


def first_values(frozen: Mapping[str, list[list[Any]]]) -> dict[Slot, Any]:
    """The shown value of every field of a version, without those that have many."""
    return {
        slot_of(key): pairs[0][0]
        for key, pairs in frozen.items()
        if pairs and not _is_many(slot_of(key))
    }


def key_of(slot: Slot) -> str:
    return "|".join(slot)


def slot_of(key: str) -> Slot:
    name, _bar, language = key.partition("|")
    return name, language


def _language(name: str, language: str) -> str:
    """Texts and titles have a language; whatever else is said reads alike in all."""
    return (language or WRITTEN_IN) if name == "title" or FIELDS[name].kind == "text" else ""


def _rivals(slot: Slot, said: Iterable[str]) -> list[str]:
    """Keys that hold the same field in another language, of fields that have only one value."""
    if FIELDS[slot[0]].kind == "text":
        return []
    return [key for key in said if slot_of(key)[0] == slot[0] and slot_of(key) != slot]


def _is_many(slot: Slot) -> bool:
    return slot[0] in FIELDS and FIELDS[slot[0]].kind == "many"


def _with_year(told: dict[Slot, Any]) -> dict[Slot, Any]:
    """The year of a record is the one people began to use it, where nobody says another."""
    started = told.get(("started_on", ""))
    if started and ("year", "") not in told:
        told[("year", "")] = int(started[:4])
    return told


def _with_owner(draft: Draft, told: dict[Slot, Any]) -> dict[Slot, Any]:
    """The institution on whose behalf it was written owns it, where no owner is on record."""
    body = draft.organisation
    if body is not None and draft.innovation.is_public is False and ("owner", "") not in told:
        told[("owner", "")] = body.institution.code
    if body is not None and body.is_unit and not told.get(("unit", "")):
        told[("unit", "")] = body.name
    return told
