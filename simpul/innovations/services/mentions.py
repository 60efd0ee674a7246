"""Take over what authorities say: many mentions at once, each whole or not at all.

A mention is one source naming one innovation. Its record is made the first time it is seen and
keeps what it says ever after; saying something else retires a claim and adds one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from simpul.core import clock, journal
from simpul.innovations.models import (
    Authority,
    Claim,
    ExternalId,
    Innovation,
    State,
    address_for,
    identity,
)
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger


@dataclass(frozen=True)
class Statement:
    """One thing a mention says; ``authority`` is who says it."""

    field: str
    value: Any
    authority: Authority
    wording: str = ""
    language: str = ""
    asserted_on: date | None = None
    evidence_url: str = ""


@dataclass(frozen=True)
class Mention:
    """One source naming one innovation, under the number the source gives it."""

    scheme: str
    record_key: str
    authority: Authority
    statements: tuple[Statement, ...]
    url: str = ""
    synthetic: bool = False

    @property
    def public_id(self) -> str:
        return identity(self.scheme, self.record_key)


@dataclass
class Recorded:
    """What taking over some mentions did, by record."""

    by_key: dict[str, Innovation] = field(default_factory=dict)
    created: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)


@transaction.atomic
def record_mentions(
    mentions: Sequence[Mention], *, by=None, ledger: Ledger | None = None
) -> Recorded:
    """List what ``mentions`` name, or bring what they say up to date; the rest stays untouched."""
    ledger = ledger or Ledger()
    done = Recorded()
    known = _known(mentions)
    fresh = [mention for mention in mentions if mention.record_key not in known]
    done.by_key.update(known)
    done.by_key.update(_list_new(fresh, done, ledger))
    old = [mention for mention in mentions if mention.record_key in known]
    _bring_up_to_date(old, known, done, ledger, by=by)
    if done.created:
        journal.record_batch("list", Innovation, done.created, by=by)
    return done


def list_record(mention: Mention, *, by=None) -> Innovation:
    """Put one mention into the catalogue and answer its record."""
    return record_mentions([mention], by=by).by_key[mention.record_key]


def _known(mentions: Sequence[Mention]) -> dict[str, Innovation]:
    """The records these mentions already have."""
    by_scheme: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        by_scheme[mention.scheme].append(mention.record_key)
    found: dict[str, Innovation] = {}
    for scheme, keys in by_scheme.items():
        ids = ExternalId.objects.filter(scheme=scheme, value__in=keys)
        found.update((row.value, row.innovation) for row in ids.select_related("innovation"))
    return found


# --- New records -------------------------------------------------------------------------------


def _list_new(mentions: Sequence[Mention], done: Recorded, ledger: Ledger) -> dict[str, Innovation]:
    if not mentions:
        return {}
    now = clock.now()
    shown = [_shown_alone(mention, ledger) for mention in mentions]
    records = Innovation.objects.bulk_create(
        Innovation(
            public_id=mention.public_id,
            slug=address_for(sight.columns["acronym"] or sight.columns["title"], mention.public_id),
            state=State.LISTED,
            synthetic=mention.synthetic,
            created_at=now,
            changed_at=now,
            **sight.columns,
        )
        for mention, sight in zip(mentions, shown, strict=True)
    )
    pks = [record.pk for record in records]
    Innovation.objects.filter(pk__in=pks).update(canonical=F("pk"))
    for record in records:
        record.canonical_id = record.pk
    projection.write_new(list(zip(records, shown, strict=True)))
    named = list(zip(mentions, records, strict=True))
    Claim.objects.bulk_create(
        _claim(record, mention, statement, now)
        for mention, record in named
        for statement in mention.statements
    )
    ExternalId.objects.bulk_create(_external_id(record, mention) for mention, record in named)
    done.created.extend(pks)
    return {mention.record_key: record for mention, record in named}


def _shown_alone(mention: Mention, ledger: Ledger) -> projection.Projection:
    """What the record shows while this mention is all that is known."""
    claims = [_claim(None, mention, statement, None) for statement in mention.statements]
    values = projection.values_by_precedence(claims, ledger.table)
    return projection.projected(values, ledger.codebook)


def _claim(record, mention: Mention, statement: Statement, now) -> Claim:
    return Claim(
        innovation=record,
        authority_id=statement.authority.pk,
        record_key=mention.record_key,
        field=statement.field,
        value=statement.value,
        wording=statement.wording,
        language=statement.language,
        asserted_on=statement.asserted_on,
        evidence_url=statement.evidence_url,
        recorded_at=now,
    )


def _external_id(record: Innovation, mention: Mention) -> ExternalId:
    return ExternalId(
        innovation=record,
        authority=mention.authority,
        scheme=mention.scheme,
        value=mention.record_key,
        url=mention.url,
    )


# --- Records seen before -----------------------------------------------------------------------


def _bring_up_to_date(
    mentions: Sequence[Mention],
    known: dict[str, Innovation],
    done: Recorded,
    ledger: Ledger,
    *,
    by,
) -> None:
    if not mentions:
        return
    now = clock.now()
    living = _living_claims(known[mention.record_key].pk for mention in mentions)
    retired: list[int] = []
    added: list[Claim] = []
    for mention in mentions:
        record = known[mention.record_key]
        said = {_said(claim): claim for claim in living[record.pk, mention.record_key]}
        says = {
            _said(claim): claim
            for claim in (_claim(record, mention, each, now) for each in mention.statements)
        }
        gone = [claim.pk for key, claim in said.items() if key not in says]
        new = [claim for key, claim in says.items() if key not in said]
        retired += gone
        added += new
        if gone or new:
            done.changed.append(record.pk)
    Claim.objects.filter(pk__in=retired).update(retired_at=now)
    Claim.objects.bulk_create(added)
    _renumber(mentions, known, done)
    if done.changed:
        journal.record_batch("assert_claims", Innovation, done.changed, by=by)
        projection.reproject(done.changed, ledger)


def _living_claims(records: Iterable[int]) -> dict[tuple[int, str], list[Claim]]:
    found: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for claim in Claim.objects.filter(innovation__in=list(records), retired_at=None):
        found[claim.innovation_id, claim.record_key].append(claim)
    return found


def _said(claim: Claim) -> tuple:
    """Everything a claim says; two claims that say the same are one."""
    return (
        claim.authority_id,
        claim.field,
        claim.language,
        repr(claim.value),
        claim.wording,
        claim.asserted_on,
        claim.evidence_url,
    )


def _renumber(mentions: Sequence[Mention], known: dict[str, Innovation], done: Recorded) -> None:
    """A mention that moved to another address of its source."""
    wanted = {known[mention.record_key].pk: mention for mention in mentions}
    rows = ExternalId.objects.filter(innovation__in=wanted)
    moved = []
    for row in rows:
        mention = wanted[row.innovation_id]
        if row.value == mention.record_key and (row.authority_id, row.url) != (
            mention.authority.pk,
            mention.url,
        ):
            row.authority, row.url = mention.authority, mention.url
            moved.append(row)
    ExternalId.objects.bulk_update(moved, ["authority", "url"])
    done.changed += [row.innovation_id for row in moved if row.innovation_id not in done.changed]
