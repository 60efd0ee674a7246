"""Take over what authorities say: many mentions at once, each whole or not at all.

A mention is one source naming one innovation. Its record is made the first time it is seen and
keeps what it says ever after; saying something else retires a claim and adds one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

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
from simpul.innovations.queries.living import lasting_only, life_said
from simpul.innovations.services import bulk, projection
from simpul.innovations.services.ledger import Ledger

CLAIM_COLUMNS = (
    "innovation_id",
    "authority_id",
    "record_key",
    "field",
    "value",
    "wording",
    "language",
    "asserted_on",
    "evidence_url",
    "recorded_at",
)


class Statement(NamedTuple):
    """One thing a mention says; ``authority_id`` is who says it."""

    record_key: str
    field: str
    value: Any
    authority_id: int
    wording: str = ""
    language: str = ""
    asserted_on: date | None = None
    evidence_url: str = ""

    @property
    def retired_at(self) -> None:
        """It is being said now."""


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
    """What taking over some mentions did: the key of each one's record, and which are news."""

    by_key: dict[str, int] = field(default_factory=dict)
    created: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)


class NoName(ValueError):
    """A source names an innovation under a number, and gives it no title; nothing was listed."""


@transaction.atomic
def record_mentions(
    mentions: Sequence[Mention], *, by=None, ledger: Ledger | None = None
) -> Recorded:
    """List what ``mentions`` name, or bring what they say up to date; the rest stays untouched."""
    ledger = ledger or Ledger()
    done = Recorded(_known(mentions))
    fresh = [mention for mention in mentions if mention.record_key not in done.by_key]
    old = [mention for mention in mentions if mention.record_key in done.by_key]
    _list_new(fresh, done, ledger)
    _bring_up_to_date(old, done, ledger, by=by)
    if done.created:
        journal.record_batch("list", Innovation, done.created, by=by)
    return done


def list_record(mention: Mention, *, by=None) -> Innovation:
    """Put one mention into the catalogue and answer its record."""
    done = record_mentions([mention], by=by)
    return Innovation.objects.get(pk=done.by_key[mention.record_key])


def _known(mentions: Sequence[Mention]) -> dict[str, int]:
    """The records these mentions already have."""
    by_scheme: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        by_scheme[mention.scheme].append(mention.record_key)
    found: dict[str, int] = {}
    for scheme, keys in by_scheme.items():
        ids = ExternalId.objects.filter(scheme=scheme, value__in=keys)
        found.update(ids.values_list("value", "innovation_id"))
    return found


# --- New records -------------------------------------------------------------------------------


def _list_new(mentions: Sequence[Mention], done: Recorded, ledger: Ledger) -> None:
    if not mentions:
        return
    now = clock.now()
    shown = [_shown_alone(mention, ledger) for mention in mentions]
    for mention, sight in zip(mentions, shown, strict=True):
        if not sight.columns["title"]:
            raise NoName(f"{mention.scheme} {mention.record_key} gives no name.")
    pks = _insert_records(mentions, shown, now)
    projection.write_new(list(zip(pks, shown, strict=True)))
    named = list(zip(mentions, pks, strict=True))
    _insert_claims(
        ((pk, statement) for mention, pk in named for statement in mention.statements), now
    )
    bulk.insert(
        ExternalId,
        ("innovation_id", "authority_id", "scheme", "value", "url"),
        (
            (pk, mention.authority.pk, mention.scheme, mention.record_key, mention.url)
            for mention, pk in named
        ),
    )
    done.created.extend(pks)
    done.by_key.update((mention.record_key, pk) for mention, pk in named)


def _shown_alone(mention: Mention, ledger: Ledger) -> projection.Projection:
    """What the record shows while this mention is all that is known."""
    values = projection.values_by_precedence(lasting_only(mention.statements), ledger.table)
    life = life_said(mention.statements, ledger.table, verified=False)
    return projection.projected(values, ledger.codebook, life=life)


def _insert_records(
    mentions: Sequence[Mention], shown: Sequence[projection.Projection], now
) -> list[int]:
    """Create the narrow rows; answers their keys in the order of the mentions."""
    own = ("public_id", "slug", "state", "synthetic", "created_at", "changed_at")
    ids = [mention.public_id for mention in mentions]
    bulk.insert(
        Innovation,
        (*own, *shown[0].columns),
        (
            (
                public_id,
                address_for(sight.columns["acronym"] or sight.columns["title"], public_id),
                State.LISTED.value,
                mention.synthetic,
                now,
                now,
                *sight.columns.values(),
            )
            for public_id, mention, sight in zip(ids, mentions, shown, strict=True)
        ),
    )
    rows = Innovation.objects.filter(public_id__in=ids)
    rows.update(canonical=F("pk"))
    pks = dict(rows.values_list("public_id", "pk"))
    return [pks[public_id] for public_id in ids]


def _insert_claims(statements: Iterable[tuple[int, Statement]], now) -> None:
    bulk.insert(
        Claim,
        CLAIM_COLUMNS,
        (
            (
                pk,
                said.authority_id,
                said.record_key,
                said.field,
                said.value,
                said.wording,
                said.language,
                said.asserted_on,
                said.evidence_url,
                now,
            )
            for pk, said in statements
        ),
    )


# --- Records seen before -----------------------------------------------------------------------


def _bring_up_to_date(mentions: Sequence[Mention], done: Recorded, ledger: Ledger, *, by) -> None:
    if not mentions:
        return
    now = clock.now()
    living = _living_claims(done.by_key[mention.record_key] for mention in mentions)
    retired: list[int] = []
    added: list[tuple[int, Statement]] = []
    changed = _renumbered(mentions, done)
    for mention in mentions:
        pk = done.by_key[mention.record_key]
        said = {_said(claim): claim.pk for claim in living[pk, mention.record_key]}
        says = {_said(statement): statement for statement in mention.statements}
        gone = [claim for key, claim in said.items() if key not in says]
        new = [(pk, statement) for key, statement in says.items() if key not in said]
        retired += gone
        added += new
        if gone or new:
            changed.add(pk)
    Claim.objects.filter(pk__in=retired).update(retired_at=now)
    _insert_claims(added, now)
    if changed:
        done.changed = sorted(changed)
        journal.record_batch("assert_claims", Innovation, done.changed, by=by)
        projection.reproject(done.changed, ledger)


def _living_claims(records: Iterable[int]) -> dict[tuple[int, str], list[Claim]]:
    found: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for claim in Claim.objects.filter(innovation__in=list(records), retired_at=None):
        found[claim.innovation_id, claim.record_key].append(claim)
    return found


def _said(claim: Claim | Statement) -> tuple:
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


def _renumbered(mentions: Sequence[Mention], done: Recorded) -> set[int]:
    """Write down mentions that moved to another address or authority; answers their records."""
    wanted = {done.by_key[mention.record_key]: mention for mention in mentions}
    moved = []
    for row in ExternalId.objects.filter(innovation__in=wanted):
        mention = wanted[row.innovation_id]
        stands = (row.authority_id, row.url) == (mention.authority.pk, mention.url)
        if row.value == mention.record_key and not stands:
            row.authority, row.url = mention.authority, mention.url
            moved.append(row)
    if moved:
        ExternalId.objects.bulk_update(moved, ["authority", "url"])
    return {row.innovation_id for row in moved}
