"""What a hub accepted becomes the word of its owner, the public version, and what readers see."""

from collections.abc import Mapping
from typing import Any

from django.db.models import JSONField, Value
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core import versions as kernel
from simpul.core.models.work import OPEN_VERSIONS
from simpul.innovations.models import (
    LIVING_FIELDS,
    Authority,
    AuthorityKind,
    Claim,
    Draft,
    FieldLock,
    Innovation,
)
from simpul.innovations.queries.precedence import Slot, ranked
from simpul.innovations.queries.submitted import (
    answers_of,
    first_values,
    key_of,
    over,
    shown_of,
)
from simpul.innovations.services import projection, versions
from simpul.innovations.services.ledger import Ledger

AUTHORS = _("Authors of the record")


def make_public(draft: Draft, *, by) -> None:
    """Write the accepted answers as the owner's claims and make them the public version."""
    record = draft.innovation
    shown = shown_of(record)
    answers = _changed(draft)
    owner = _owner_authority(draft)
    claims = _claim(record, owner, answers, first_values(shown))
    for slot, value in answers.items():
        _settle(record, slot, value, by)
    _lock_what_would_not_show(record, claims, by)
    said = over(shown, answers) | {
        key_of(slot): [[claim.value, claim.pk]]
        for slot, claim in claims.items()
        if claim.value is not None
    }
    lasting = {
        key: pairs for key, pairs in said.items() if key.partition("|")[0] not in LIVING_FIELDS
    }
    _publish(draft, lasting, by)


def show(record: Innovation, *, by) -> None:
    """Let readers see the public version, wherever the record stands."""
    projection.reproject([record.pk], Ledger(), also=[record.pk], by=by)
    record.refresh_from_db()


def _publish(draft: Draft, said: versions.Frozen, by) -> None:
    version = draft.version
    if version is None or version.state not in OPEN_VERSIONS:
        version = kernel.draft(draft.innovation, by=by)
    version = kernel.change(version, said, drop=version.fields.keys() - said.keys())
    kernel.publish(version, by=by)


def _changed(draft: Draft) -> dict[Slot, Any]:
    """The answers that are the authors' own.

    What they left as it was shown when they submitted is no word of theirs: a hub may have
    corrected it since.
    """
    answers = answers_of(draft)
    if draft.innovation.owner is None and draft.organisation is not None:
        answers["owner", ""] = draft.organisation.institution.code
    base = draft.version.base if draft.version else None
    if base is None:
        return answers
    before = first_values(base.fields)
    return {
        slot: value
        for slot, value in answers.items()
        if slot[0] in LIVING_FIELDS or before.get(slot) != value
    }


def _owner_authority(draft: Draft) -> Authority:
    body = draft.organisation or draft.innovation.owner
    if body is None:
        key, name = "owner", str(AUTHORS)
    else:
        key, name = f"owner-{body.institution.code}", body.institution.name
    authority, _created = Authority.objects.get_or_create(
        key=key, defaults={"name": name, "kind": AuthorityKind.OWNER}
    )
    return authority


def _claim(
    record: Innovation, owner: Authority, answers: Mapping[Slot, Any], shown: Mapping[Slot, Any]
) -> dict[Slot, Claim]:
    """Write the owner's word on each answer in the place of what it said before.

    An emptied answer is a claim of nothing where somebody else says something.
    """
    now, today = clock.now(), clock.today()
    said = Claim.objects.filter(innovation=record, authority=owner, retired_at=None)
    before = {(claim.field, claim.language): claim for claim in said}
    kept = {
        slot: before[slot]
        for slot, value in answers.items()
        if slot in before and before[slot].value == value and slot[0] not in LIVING_FIELDS
    }
    gone = [before[slot].pk for slot in answers if slot in before and slot not in kept]
    Claim.objects.filter(pk__in=gone).update(retired_at=now)
    new = [
        Claim(
            innovation=record,
            authority=owner,
            record_key=record.public_id,
            field=name,
            language=language,
            # Nothing is a word of its own: JSON's null, not an empty column.
            value=Value(None, JSONField()) if value is None else value,
            asserted_on=today,
            recorded_at=now,
        )
        for (name, language), value in answers.items()
        if (name, language) not in kept and (value is not None or (name, language) in shown)
    ]
    written = Claim.objects.in_bulk([claim.pk for claim in Claim.objects.bulk_create(new)])
    return kept | {(claim.field, claim.language): claim for claim in written.values()}


def _settle(record: Innovation, slot: Slot, value: Any, by) -> None:
    """End what the hub itself held against an answer that it accepts now."""
    name, language = slot
    now = clock.now()
    about = {"field": name, "language": language}
    hub_said = Claim.objects.filter(
        innovation=record, authority__kind=AuthorityKind.HUB, retired_at=None, **about
    )
    against = [claim.pk for claim in hub_said if claim.value != value]
    Claim.objects.filter(pk__in=against).update(retired_at=now)
    for lock in FieldLock.objects.filter(innovation=record, ended_at=None, **about):
        if lock.claim.value != value:
            FieldLock.objects.filter(pk=lock.pk).update(ended_at=now)
            journal.record(lock, "unlock", by=by)


def _lock_what_would_not_show(record: Innovation, claims: Mapping[Slot, Claim], by) -> None:
    """Lock what was accepted though somebody stands before the owner: the hub decided."""
    ledger = Ledger()
    locked = projection.locks_among([record])[record.pk]
    first = ranked(projection.claims_about([record])[record.pk], ledger.table, locked)
    for slot, claim in claims.items():
        if slot[0] in LIVING_FIELDS or first[slot][0].value == claim.value:
            continue
        lock = FieldLock.objects.create(
            innovation=record,
            field=claim.field,
            language=claim.language,
            claim=claim,
            by=by,
            at=clock.now(),
        )
        journal.record(lock, "lock", by=by)
