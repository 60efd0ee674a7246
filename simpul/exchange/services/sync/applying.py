"""Carry out what others said: the converged state through the verbs of the catalogue.

Each step is one transaction with its mark, so it may stop anywhere and go on; doing it again
changes nothing. What cannot be done yet keeps its reason and is tried again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.exchange.models import Installation, Peer, SyncEvent
from simpul.exchange.queries import sync_records
from simpul.exchange.queries.sync.converging import decides
from simpul.exchange.queries.sync.messages import CONTENT, MERGE, STANDING, Event
from simpul.exchange.services.sync import proposing
from simpul.exchange.services.sync.reading import Reader, texts_of, web_address
from simpul.innovations.models import Claim, Evidence, ExternalId, Innovation, identity
from simpul.innovations.services import Mention, mirroring, record_mentions
from simpul.innovations.services.ledger import Ledger

BATCH = 50


@dataclass(frozen=True)
class Done:
    """What was carried out now, and what waits."""

    done: int = 0
    waiting: int = 0

    def __add__(self, other: "Done") -> "Done":
        return Done(self.done + other.done, self.waiting + other.waiting)


def carry_out(ours: Installation) -> Done:
    """Bring the catalogue in line with all that others said; answers what was done and waits."""
    work = Work(ours)
    found = Done()
    # Owners first, then whether it stands, then what others say of it, then merges.
    for register, of_owner in ((CONTENT, True), (STANDING, True), (CONTENT, False), (MERGE, None)):
        for rows in _waiting(ours, register, of_owner=of_owner):
            found += work.do(register, rows)
    return found


def _waiting(
    ours: Installation, register: str, *, of_owner: bool | None
) -> Iterator[Sequence[SyncEvent]]:
    after = 0
    rows = SyncEvent.objects.filter(applied_at=None, register=register).exclude(origin=ours.code)
    while found := list(rows.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = found[-1].pk
        chosen = [
            row
            for row in found
            if of_owner is None or sync_records.is_of_owner(row.origin, row.record) is of_owner
        ]
        if chosen:
            yield chosen


class Work:
    """One round; it keeps what is read again and again."""

    def __init__(self, ours: Installation) -> None:
        self._ours = ours
        self._ledger = Ledger()
        self._reader = Reader(self._ledger.codebook)
        self._peers = {peer.code: peer for peer in Peer.objects.all()}

    def do(self, register: str, rows: Sequence[SyncEvent]) -> Done:
        """Carry out some events of one register."""
        if register == CONTENT:
            return self._claim(rows)
        act = self._stand if register == STANDING else self._merge
        found = Done()
        for row in rows:
            with transaction.atomic():
                try:
                    act(row)
                except mirroring.Waits as why:
                    found += self._mark([row], {row.pk: str(why.args[0])})
                else:
                    found += self._mark([row], {})
        return found

    def _mark(self, rows: Sequence[SyncEvent], troubles: dict[int, str]) -> Done:
        """Write down what was done; an event that was replaced meanwhile is a new one."""
        now = clock.now()
        for row in rows:
            waits = troubles.get(row.pk, "")
            fields = {"trouble": waits[:300], "applied_at": None if waits else now}
            SyncEvent.objects.filter(pk=row.pk, digest=row.digest).update(**fields)
        return Done(len(rows) - len(troubles), len(troubles))

    # --- What is said ----------------------------------------------------------------------

    @transaction.atomic
    def _claim(self, rows: Sequence[SyncEvent]) -> Done:
        known = sync_records.rows_of([row.record for row in rows], self._ours.code)
        troubles: dict[int, str] = {}
        mentions: dict[int, Mention] = {}
        for row in rows:
            try:
                mentions[row.pk] = self._mention(row, known)
            except mirroring.Waits as why:
                troubles[row.pk] = str(why.args[0])
        self._refresh_authorities()
        done = record_mentions(list(mentions.values()), ledger=self._ledger)
        for row in rows:
            if row.pk in mentions and sync_records.is_of_owner(row.origin, row.record):
                pk = done.by_key[mentions[row.pk].record_key]
                self._number(row, pk)
                self._forget_files(row, pk)
        # Whether they are here already, matching sees by itself, as of every record that is listed.
        return self._mark(rows, troubles)

    def _mention(self, row: SyncEvent, known: dict[str, int]) -> Mention:
        """What a peer says of a record, as a mention of it. Raises ``Waits``."""
        peer, body = self._peers[row.origin], row.sealed["event"]["body"]
        key = sync_records.said_key(row.record, row.origin)
        statements, _unknown = self._reader.statements(peer, body, key)
        pk, number_here = known.get(row.record), identity(sync_records.SCHEME, row.record)
        authority = self._reader.authority(peer, None)
        if sync_records.is_of_owner(row.origin, row.record):
            if not any(one.field == "title" and one.value for one in statements) and (
                pk is None or Innovation.objects.filter(pk=pk, public_id=number_here).exists()
            ):
                raise mirroring.Waits(_("it has no title that can be read here"))
            if pk is None:
                self._link(row, authority)
        elif pk is None:
            raise mirroring.Waits(_("its own hub has not told of this record yet"))
        else:
            self._know_as(pk, key, authority)
        return Mention(
            scheme=sync_records.SCHEME,
            record_key=key,
            authority=authority,
            statements=tuple(statements),
            url=web_address(body.get("address")),
            synthetic=body.get("synthetic") is True,
        )

    def _refresh_authorities(self) -> None:
        """Let the table of precedence know the authorities that were just met."""
        known = self._ledger.table.authorities
        fresh = {row.pk: row for row in self._reader.met() if row.pk not in known}
        if fresh:
            self._ledger.table.authorities = {**known, **fresh}

    def _link(self, row: SyncEvent, authority) -> None:
        """Where a source's own number says so, it is a record that is here already."""
        for said in texts_of(row.sealed["event"]["body"], "ids"):
            scheme, value = str(said.get("scheme"))[:40], str(said.get("value"))[:200]
            if scheme == sync_records.SCHEME:
                continue
            twin = ExternalId.objects.filter(scheme=scheme, value=value).first()
            if twin is not None:
                self._know_as(twin.innovation_id, row.record, authority)
                return

    def _know_as(self, pk: int, key: str, authority) -> None:
        ExternalId.objects.get_or_create(
            scheme=sync_records.SCHEME,
            value=key,
            defaults={"innovation_id": pk, "authority": authority},
        )

    def _number(self, row: SyncEvent, pk: int) -> None:
        """Keep the numbers other sources know the record by, so that they find it here."""
        peer = self._peers[row.origin]
        said = list(texts_of(row.sealed["event"]["body"], "ids"))
        ExternalId.objects.bulk_create(
            (
                ExternalId(
                    innovation_id=pk,
                    authority=self._reader.authority(peer, _source_of(row, one)),
                    scheme=str(one.get("scheme"))[:40],
                    value=str(one.get("value"))[:200],
                    url=web_address(one.get("url")),
                )
                for one in said
                if one.get("scheme") != sync_records.SCHEME and one.get("value")
            ),
            ignore_conflicts=True,
        )

    def _forget_files(self, row: SyncEvent, pk: int) -> None:
        """What its own hub shows no longer is not shown here."""
        told = texts_of(row.sealed["event"]["body"], "files")
        shown = [str(each.get("sha256")) for each in told]
        rows = Evidence.objects.kept().filter(innovation=pk, draft=None, added_by=None)
        rows.exclude(file__sha256__in=shown).update(removed_at=clock.now())

    # --- Whether it stands -----------------------------------------------------------------

    def _stand(self, row: SyncEvent) -> None:
        record = self._record(row.record)
        if record is None:
            return
        mirrored = sync_records.is_mirror(record, row.record)
        if row.kind == "republish":
            if mirrored:
                mirroring.follow_return(record)
            return
        note = _note(row, self._peers[row.origin])
        if mirrored:
            mirroring.follow_withdrawal(record, note=note)
        else:
            # It has a life of its own here; only what that hub said of it goes.
            record_mentions([self._nothing_said(row, record)], ledger=self._ledger)
        if row.kind == "tombstone":
            self._forget(row, record, mirrored=mirrored)

    def _nothing_said(self, row: SyncEvent, record: Innovation) -> Mention:
        authority = self._reader.authority(self._peers[row.origin], None)
        self._refresh_authorities()
        return Mention(sync_records.SCHEME, row.record, authority, ())

    def _forget(self, row: SyncEvent, record: Innovation, *, mirrored: bool) -> None:
        if mirrored:
            said = Claim.objects.filter(innovation=record, record_key=row.record, retired_at=None)
            said.update(retired_at=clock.now())
        record.evidence.filter(added_by=None, draft=None, removed_at=None).update(
            removed_at=clock.now()
        )

    # --- Merges ----------------------------------------------------------------------------

    def _merge(self, row: SyncEvent) -> None:
        absorbed = self._record(row.record)
        note = _("decided by %(peer)s") % {"peer": self._peers[row.origin].name}
        if row.kind == "unmerge":
            if absorbed is not None and sync_records.is_of_owner(row.origin, row.record):
                mirroring.follow_unmerge(absorbed, note=note)
            return
        into = row.sealed["event"]["body"]["into"]
        kept = self._record(into)
        if absorbed is None or kept is None:
            raise mirroring.Waits(_("one of the two records is not here yet"))
        if not decides(event_of(row)):
            proposing.propose(absorbed, kept)
        elif absorbed.pk != kept.pk:
            mirroring.follow_merge(absorbed, kept=kept, note=note)

    def _record(self, number: str) -> Innovation | None:
        pk = sync_records.rows_of([number], self._ours.code).get(number)
        return Innovation.objects.filter(pk=pk).first() if pk else None


def event_of(row: SyncEvent) -> Event:
    """The event that stands in a row."""
    said = row.sealed["event"]
    return Event(row.origin, row.seq, row.time, row.kind, row.record, body=said["body"])


def _note(row: SyncEvent, peer: Peer) -> str:
    """Why it was withdrawn, in the words of who withdrew it."""
    reason = row.sealed["event"]["body"].get("reason")
    said = reason.strip()[:1000] if isinstance(reason, str) else ""
    return f"{peer.name}: {said}" if said else _("Withdrawn by %(peer)s") % {"peer": peer.name}


def _source_of(row: SyncEvent, said: Any) -> dict[str, Any] | None:
    """The authority behind a number, as the claims of the same event name it."""
    for claim in texts_of(row.sealed["event"]["body"], "claims"):
        authority = claim.get("authority")
        if isinstance(authority, dict) and authority.get("key") == said.get("authority"):
            return authority
    return None
