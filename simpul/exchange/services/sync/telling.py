"""Tell others what changed here: the journal read on, each record compared with its last word.

Repeating any part of it says nothing twice: an event is made only where what is public differs
from what was said last.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from simpul.core import journal
from simpul.core.models import Version
from simpul.core.models.work import VersionState
from simpul.exchange.models import Installation, SyncEvent
from simpul.exchange.queries.sync import signing
from simpul.exchange.queries.sync.canonical import digest
from simpul.exchange.queries.sync.envelopes import Heard
from simpul.exchange.queries.sync.messages import CONTENT, MERGE, STANDING, Event
from simpul.exchange.queries.sync_contents import Contents
from simpul.exchange.queries.sync_records import Numbers
from simpul.exchange.services.sync import identity, storing
from simpul.innovations.models import Evidence, Innovation, MergeEdge, State
from simpul.innovations.queries.detail import withdrawal
from simpul.innovations.queries.precedence import ladder
from simpul.innovations.workflow import PUBLIC_STATES

ENTRIES = 200
RECORDS = 100

Held = Mapping[tuple[str, str], SyncEvent]


def tell() -> int:
    """Say what changed since the last time; answers how many events that were.

    Nothing is said before this installation takes part.
    """
    ours = identity.begun()
    if ours is None:
        return 0
    said = 0
    while ours.swept_to is not None:
        said += _sweep_on(ours)
    head = journal.head_seq()
    while entries := journal.entries_after(
        ours.told_seq, models=[Innovation, Evidence], limit=ENTRIES
    ):
        said += _tell_entries(ours, entries)
    Installation.objects.filter(pk=ours.pk, told_seq__lt=head).update(told_seq=head)
    return said


@transaction.atomic
def begin_feed_anew(*, by=None) -> Installation:
    """Say everything once more under another feed, so that peers hear it from its beginning.

    Needed after a restored backup: numbers of the journal are given a second time, and peers hold
    words that were lost here.
    """
    ours = identity.name_feed_anew(by=by)
    clock, head = identity.Clock(ours), max(journal.head_seq(), 1)
    rows = SyncEvent.objects.filter(origin=ours.code).order_by("time").iterator(chunk_size=RECORDS)
    for row in rows:
        event = Event(
            ours.code, head, clock.tick(), row.kind, row.record, "", row.sealed["event"]["body"]
        )
        sealed = identity.seal("event", event.as_data())
        SyncEvent.objects.filter(pk=row.pk).update(
            seq=head, time=event.time, digest=event.digest, sealed=sealed
        )
    clock.keep()
    return ours


def _sweep_on(ours: Installation) -> int:
    """Compare the next records, whoever changed them when; the journal is read on from here."""
    head = journal.head_seq()
    if not head:
        # Nothing was sealed yet: there is no number to say it under.
        Installation.objects.filter(pk=ours.pk).update(swept_to=None)
        ours.swept_to = None
        return 0
    if ours.swept_to == 0:
        Installation.objects.filter(pk=ours.pk).update(told_seq=head)
    rows = Innovation.objects.filter(pk__gt=ours.swept_to or 0).order_by("pk")
    pks = list(rows.values_list("pk", flat=True)[:RECORDS])
    said = _say(ours, dict.fromkeys(pks, head))
    reached = pks[-1] if len(pks) == RECORDS else None
    if reached is None:
        said += _say_gone(ours, head)
    Installation.objects.filter(pk=ours.pk).update(swept_to=reached)
    ours.refresh_from_db()
    return said


def _tell_entries(ours: Installation, entries: Sequence[Any]) -> int:
    touched: dict[int, int] = {}
    evidence: dict[int, int] = {}
    for entry in entries:
        kind = touched if entry.model == Innovation._meta.label_lower else evidence
        kind.update(dict.fromkeys(entry.pks, entry.seq))
    rows = Evidence.objects.filter(pk__in=evidence).values_list("innovation_id", "pk")
    for record, pk in rows:
        touched[record] = max(touched.get(record, 0), evidence[pk])
    said = 0
    for part in _parts(sorted(touched)):
        said += _say(ours, {pk: touched[pk] for pk in part})
    Installation.objects.filter(pk=ours.pk).update(told_seq=entries[-1].seq)
    ours.told_seq = entries[-1].seq
    return said


def _parts(pks: Sequence[int]) -> Iterable[Sequence[int]]:
    return (pks[at : at + RECORDS] for at in range(0, len(pks), RECORDS))


@transaction.atomic
def _say(ours: Installation, touched: Mapping[int, int]) -> int:
    """Say what is new about these records, each under the number of the entry that changed it."""
    # What was merged into a record is seen through it.
    behind = Innovation.objects.filter(canonical__in=touched).values_list("pk", "canonical_id")
    seqs = {**{pk: touched[kept] for pk, kept in behind}, **touched}
    said = Saying(ours, seqs)
    storing.keep(said.heard, peer=None)
    said.clock.keep()
    return len(said.heard)


class Saying:
    """The events that bring our last words about some records up to date."""

    def __init__(self, ours: Installation, seqs: Mapping[int, int]) -> None:
        self.clock = identity.Clock(ours)
        self.heard: list[Heard] = []
        self._ours, self._private = ours, identity.private_key()
        rows = Innovation.objects.filter(pk__in=seqs).select_related("canonical", "hub")
        records = [record for record in rows.order_by("pk") if _is_of_our_hubs(record)]
        edges = {
            edge.absorbed_id: edge
            for edge in MergeEdge.objects.filter(absorbed__in=[record.pk for record in records])
        }
        numbers = Numbers(ours.code, [*seqs, *(edge.kept_id for edge in edges.values())])
        self._held = _held(ours.code, [numbers.of(record.pk) for record in records])
        contents = Contents(records, ladder(), _public_versions(records))
        for record in records:
            number, seq = numbers.of(record.pk), seqs[record.pk]
            edge = self._told_edge(record, edges, numbers)
            if numbers.is_ours(record.pk):
                self._say_own(record, number, seq, contents)
            else:
                self._say_about(record, number, seq, contents)
            self._say_merge(number, seq, edge, numbers)

    def _told_edge(
        self, record: Innovation, edges: Mapping[int, MergeEdge], numbers: Numbers
    ) -> MergeEdge | None:
        """A merge of two records of ours, or one that somebody here decided.

        What a rule joined with records of others, or their own hub merged, is no word of ours.
        """
        edge = edges.get(record.pk)
        if edge is None or edge.by_id is not None:
            return edge
        both = numbers.is_ours(record.pk) and numbers.is_ours(edge.kept_id)
        return edge if both else None

    def _say_own(self, record: Innovation, number: str, seq: int, contents: Contents) -> None:
        standing, content = self._held.get((number, STANDING)), self._held.get((number, CONTENT))
        if standing is not None and standing.kind == "tombstone":
            return
        if _is_public(record):
            if standing is not None and standing.kind == "withdraw":
                self._say("republish", number, seq, {}, standing)
            self._say("state", number, seq, contents.body(record.pk), content)
        elif content is not None:
            self._say("withdraw", number, seq, _reason(record), standing)

    def _say_about(self, record: Innovation, number: str, seq: int, contents: Contents) -> None:
        """What is said here about a record of others: only our own words, never theirs again."""
        held = self._held.get((number, CONTENT))
        if _is_public(record) and contents.has_claims(record.pk):
            self._say("state", number, seq, contents.body(record.pk), held)
        elif held is not None:
            self._say("state", number, seq, {"claims": [], "ids": []}, held)

    def _say_merge(self, number: str, seq: int, edge: MergeEdge | None, numbers: Numbers) -> None:
        held = self._held.get((number, MERGE))
        into = numbers.of(edge.kept_id) if edge is not None else ""
        if into and into != number:
            self._say("merge", number, seq, {"into": into}, held)
        elif held is not None and held.kind == "merge":
            self._say("unmerge", number, seq, {}, held)

    def _say(
        self, kind: str, number: str, seq: int, body: dict[str, Any], held: SyncEvent | None
    ) -> None:
        if held is not None and held.kind == kind and _says(held, body):
            return
        # What changed after this entry has an entry of its own, which says it.
        if held is not None and held.seq >= seq:
            return
        event = Event(
            self._ours.code, seq, self.clock.tick(), kind, number, held.digest if held else "", body
        )
        sealed = signing.sealed("event", event.as_data(), self._private)
        self.heard.append(Heard(event, sealed))


def _says(held: SyncEvent, body: Mapping[str, Any]) -> bool:
    return digest(held.sealed["event"]["body"]) == digest(body)


def _held(ours: str, numbers: Iterable[str]) -> Held:
    rows = SyncEvent.objects.filter(origin=ours, record__in=list(numbers))
    return {(row.record, row.register): row for row in rows}


def _is_of_our_hubs(record: Innovation) -> bool:
    hubs = settings.SYNC_HUBS
    return not hubs or (record.hub is not None and record.hub.code in hubs)


def _is_public(record: Innovation) -> bool:
    """Whether readers may see it, by itself or through the record that stands for it."""
    kept = record.canonical or record
    return record.state in PUBLIC_STATES and kept.state in PUBLIC_STATES


def _reason(record: Innovation) -> dict[str, str]:
    """Why it was withdrawn, as its page tells."""
    gone = withdrawal(record if record.state == State.WITHDRAWN else record.canonical or record)
    return {"reason": gone.reason if gone else ""}


def _public_versions(records: Iterable[Innovation]) -> dict[int, Version]:
    verified = [record.pk for record in records if record.is_verified]
    rows = Version.objects.filter(
        subject_type=ContentType.objects.get_for_model(Innovation),
        subject_id__in=verified,
        state=VersionState.PUBLIC,
    )
    return {row.subject_id: row for row in rows}


def _say_gone(ours: Installation, head: int) -> int:
    """Say of records that are no more that they are gone for good."""
    told = SyncEvent.objects.filter(origin=ours.code, record__startswith=f"{ours.code}/")
    numbers = {
        row.record: row
        for row in told.exclude(kind="tombstone").exclude(register=MERGE).defer("sealed")
    }
    known = set(Innovation.objects.order_by().values_list("public_id", flat=True).iterator())
    gone = [number for number in numbers if number.partition("/")[2] not in known]
    if not gone:
        return 0
    with transaction.atomic():
        clock = identity.Clock(ours)
        heard = []
        for number in gone:
            event = Event(
                ours.code, head, clock.tick(), "tombstone", number, numbers[number].digest
            )
            heard.append(Heard(event, identity.seal("event", event.as_data())))
        storing.keep(heard, peer=None)
        clock.keep()
    return len(gone)
