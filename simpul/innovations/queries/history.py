"""What a record said at each time it was verified, and what changed between any two times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from simpul.accounts.models import Consent, Purpose
from simpul.core import versions
from simpul.core.models import Entry, Version
from simpul.core.models.work import VersionState
from simpul.innovations.models import FIELDS, Draft, Innovation
from simpul.innovations.queries.claiming import Readable, Value
from simpul.innovations.queries.differences import Piece, differences
from simpul.innovations.queries.precedence import Slot
from simpul.innovations.queries.submitted import slot_of


@dataclass(frozen=True)
class Step:
    """One public version: its place in time, when, who checked it, and for whom it was written."""

    version: Version
    number: int
    on: datetime
    hub: str
    owner: str
    author: str
    is_shown: bool
    changed: Sequence[str]


@dataclass(frozen=True)
class Change:
    """One field of two versions that do not say the same."""

    field: str
    label: str
    pieces: Sequence[Piece]
    language: str


def history_of(record: Innovation) -> list[Step]:
    """The public versions of a record, newest first, in a fixed number of questions."""
    found = _public_versions(record)
    on = _published(found)
    ordered = sorted(found, key=lambda version: (on.get(version.pk, version.begun_at), version.pk))
    drafts = {
        draft.version_id: draft
        for draft in Draft.objects.filter(version__in=found).select_related(
            "organisation", "hub", "author"
        )
    }
    named = _named(draft.author_id for draft in drafts.values())
    earlier = [None, *ordered][: len(ordered)]
    steps = [
        Step(
            version=version,
            number=number,
            on=on.get(version.pk, version.begun_at),
            is_shown=version.state == VersionState.PUBLIC,
            changed=[change.label for change in compare(before, version)] if before else (),
            **_who(record, drafts.get(version.pk), named),
        )
        for number, (version, before) in enumerate(zip(ordered, earlier, strict=True), start=1)
    ]
    return steps[::-1]


def compare(before: Version, after: Version) -> list[Change]:
    """Field by field what changed, in the order of the form, word by word."""
    changes = versions.compare(before.fields, after.fields)
    slots = sorted((slot_of(change.field), change) for change in changes if _is_open(change.field))
    values = [
        Value(slot[0], value)
        for slot, change in slots
        for side in (change.before, change.after)
        for value, _claim in side or ()
    ]
    readable = Readable(values)
    found = []
    for slot, change in sorted(slots, key=lambda pair: _in_order(pair[0])):
        old, new = (_text(readable, slot, side) for side in (change.before, change.after))
        if old != new:
            label = str(FIELDS[slot[0]].label)
            found.append(Change(slot[0], label, differences(old, new), slot[1]))
    return found


def _public_versions(record: Innovation) -> list[Version]:
    states = (VersionState.PUBLIC, VersionState.PAST)
    return list(versions.of(record).filter(state__in=states).defer("author"))


def _published(found: Sequence[Version]) -> dict[int, datetime]:
    """When each was shown first."""
    kind = ContentType.objects.get_for_model(Version)
    entries = Entry.objects.filter(
        model=f"{kind.app_label}.{Version.__name__}",
        object_id__in=[version.pk for version in found],
        verb="publish",
    )
    rows = entries.order_by("-id").values_list("object_id", "at")
    return {pk: at for pk, at in rows if pk is not None}


def _named(people) -> set[int]:
    """Those who agreed to stand beside what they took part in."""
    given = Consent.objects.filter(
        person__in=list(people), purpose=Purpose.NAMED, withdrawn_at=None
    )
    return set(given.values_list("person", flat=True))


def _who(record: Innovation, draft: Draft | None, named: set[int]) -> dict[str, str]:
    """The office that checked it and the institution it was written for; people by consent."""
    if draft is None:
        return {"hub": record.hub.name if record.hub else "", "owner": "", "author": ""}
    return {
        "hub": draft.hub.name if draft.hub else "",
        "owner": draft.organisation.name if draft.organisation else "",
        "author": str(draft.author) if draft.author_id in named else "",
    }


def _is_open(key: str) -> bool:
    name = slot_of(key)[0]
    return name in FIELDS and FIELDS[name].kind != "private"


def _text(readable: Readable, slot: Slot, side) -> str:
    return "\n".join(readable.text(Value(slot[0], value)) for value, _claim in side or ())


def _in_order(slot: Slot) -> tuple[int, str]:
    return list(FIELDS).index(slot[0]), slot[1]
