"""Contradictions between sources: found as claims change, remembered as they are decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, outbox
from simpul.core.models import EntryDetail
from simpul.innovations.models import Authority, Claim, FieldLock, Innovation
from simpul.innovations.policies import STEWARD
from simpul.innovations.queries.working_days import Calendar
from simpul.innovations.services import locking
from simpul.innovations.services.projection import claims_about
from simpul.sources.models import Contradiction, Proposal, Watermark
from simpul.sources.queries.disagreeing import Group, Reading, began, disagreements, fingerprint
from simpul.sources.workflow import CONTRADICTIONS, SETTLED, ContradictionState

# What waits on the desks of stewards who were asked.
ASKED = "contradiction"
WORKING_DAYS = 10
BATCH, ENTRIES = 500, 1_000

NOT_SAID = _("This source says nothing about it.")
NO_CLAIM = _("Nobody says that any more. Read again what is said.")


# --- Finding -----------------------------------------------------------------------------------


class Follower:
    """Keeps contradictions in step with claims, as the relay seals what was written."""

    name = "contradictions"
    writes_rows = True

    def follow(self, up_to_seq: int) -> None:
        """Look again at every record that entries since the last time are about."""
        mark, _created = Watermark.objects.get_or_create(name=self.name)
        while mark.seq < up_to_seq:
            entries = journal.entries_after(
                mark.seq, models=[Innovation, Claim, FieldLock], limit=ENTRIES
            )
            pks = _records(entries)
            for start in range(0, len(pks), BATCH):
                detect(pks[start : start + BATCH])
            full = len(entries) == ENTRIES
            mark.seq = (entries[-1].seq or up_to_seq) if full else up_to_seq
            mark.save(update_fields=["seq"])


def _records(entries: Iterable[Any]) -> list[int]:
    """The records these entries touch: their own, those of claims and those of locks."""
    touched: dict[str, set[int]] = defaultdict(set)
    apart: list[Any] = []
    for entry in entries:
        touched[entry.model].update(entry.pks)
        apart += [entry] if entry.verb == "unmerge" else []
    found = set(touched[Innovation._meta.label_lower]) | _left(apart)
    for model in (Claim, FieldLock):
        keys = touched[model._meta.label_lower]
        found |= set(
            model._default_manager.filter(pk__in=keys).values_list("innovation", flat=True)
        )
    return sorted(found)


def _left(entries: Sequence[Any]) -> set[int]:
    """The records that others were taken out of: they lost what those say."""
    if any(entry.object_id is None for entry in entries):
        # Of a whole batch nobody wrote down where it stood: whatever disagrees is read again.
        waiting = Contradiction.objects.exclude(state=ContradictionState.ENDED)
        return set(waiting.values_list("innovation", flat=True))
    details = EntryDetail.objects.filter(entry__in=entries)
    numbers = {detail.details.get("from", "") for detail in details}
    return set(Innovation.objects.filter(public_id__in=numbers).values_list("pk", flat=True))


@transaction.atomic
def detect(pks: Iterable[int], reading: Reading | None = None) -> int:
    """Bring the contradictions of these records in line with what is said; answers how many."""
    reading = reading or Reading.read()
    asked = Innovation.objects.filter(pk__in=set(pks)).values_list("pk", "canonical_id")
    wanted = {pk for pair in asked for pk in pair if pk is not None}
    records = list(Innovation.objects.filter(pk__in=wanted).order_by("pk"))
    standing = [record for record in records if record.is_kept and record.is_public]
    said = claims_about(standing)
    found = {
        (record.pk, *slot): groups
        for record in standing
        for slot, groups in disagreements(said[record.pk], reading).items()
    }
    known = {
        (row.innovation_id, row.field, row.language): row
        for row in Contradiction.objects.filter(innovation__in=[record.pk for record in records])
    }
    names = dict(Authority.objects.values_list("pk", "key")) if found else {}
    recorded = _recorded(found)
    locked = _locked(standing)
    for key, groups in found.items():
        row = known.pop(key, None) or Contradiction(
            innovation_id=key[0], field=key[1], language=key[2]
        )
        _bring_up_to_date(row, groups, names, recorded, is_locked=key in locked)
    _end(row for row in known.values() if row.state != ContradictionState.ENDED)
    return len(found)


def _recorded(found: Mapping[tuple, Sequence[Group]]) -> dict[int, Any]:
    pks = [claim.pk for groups in found.values() for group in groups for claim in group.claims]
    times: dict[int, Any] = {}
    for start in range(0, len(pks), BATCH):
        rows = Claim.objects.order_by().filter(pk__in=pks[start : start + BATCH])
        times.update(rows.values_list("pk", "recorded_at"))
    return times


def _locked(records: Sequence[Innovation]) -> set[tuple[int, str, str]]:
    live = FieldLock.objects.filter(innovation__in=records, ended_at=None)
    return set(live.values_list("innovation_id", "field", "language"))


def _bring_up_to_date(
    row: Contradiction,
    groups: Sequence[Group],
    names: Mapping[int, str],
    recorded: Mapping[int, Any],
    *,
    is_locked: bool,
) -> None:
    print_now = fingerprint(groups, names)
    is_news = row.fingerprint != print_now
    if is_news:
        _rewrite(row, groups, names, print_now, began(groups, recorded))
    if is_locked:
        if row.state not in {ContradictionState.CHOSEN, ContradictionState.ENDED}:
            CONTRADICTIONS.take("choose", row, by=None, changed_at=clock.now())
            duties.settle(ASKED, row)
    elif _is_open_again(row, is_news=is_news):
        CONTRADICTIONS.take("reopen", row, by=None, changed_at=clock.now(), words="", asked=None)


def _is_open_again(row: Contradiction, *, is_news: bool) -> bool:
    """A decision holds until a claim changes, a lock only while it is there."""
    if row.state in {ContradictionState.CHOSEN, ContradictionState.ENDED}:
        return True
    return is_news and row.state in SETTLED


def _rewrite(
    row: Contradiction, groups: Sequence[Group], names: Mapping[int, str], digest: str, since
) -> None:
    is_new = row.pk is None
    row.values = [_told(group, names) for group in groups]
    row.fingerprint, row.changed_at = digest, clock.now()
    if is_new or row.state == ContradictionState.ENDED:
        row.since = since
    row.save()
    row.authorities.set(set().union(*(group.authorities for group in groups)))
    journal.record(row, "contradict" if is_new else "contradict_anew")


def _told(group: Group, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "value": group.value,
        "claims": [claim.pk for claim in group.claims],
        "authorities": sorted({names[claim.authority_id] for claim in group.claims}),
    }


def _end(rows: Iterable[Contradiction]) -> None:
    for row in rows:
        CONTRADICTIONS.take("end", row, by=None, changed_at=clock.now())
        duties.settle(ASKED, row)


# --- Deciding ----------------------------------------------------------------------------------


@transaction.atomic
def ask(found: Contradiction, authority: Authority, *, by, note: str) -> Contradiction:
    """Ask the steward of one of its sources; the question stands on their desk."""
    if not found.authorities.filter(pk=authority.pk).exists():
        raise ValidationError(NOT_SAID, code="not_said")
    CONTRADICTIONS.take("ask", found, by=by, note=note, asked=authority, **_with(by, note))
    now = clock.now()
    due = Calendar(now).after(now, WORKING_DAYS)
    duties.expect(ASKED, found, of=duties.office_key(STEWARD, authority), due=due)
    return found


@transaction.atomic
def answer(found: Contradiction, *, by, note: str) -> Contradiction:
    """Say, as the steward who was asked, what is right and why."""
    asker = found.decided_by
    CONTRADICTIONS.take("answer", found, by=by, note=note, **_with(by, note))
    duties.settle(ASKED, found, by=by)
    if asker is not None and asker != by:
        _tell_asker(found, asker, note)
    return found


@transaction.atomic
def let_stand(found: Contradiction, *, by, note: str) -> Contradiction:
    """Leave both as they are; it is remembered until a source says something else."""
    CONTRADICTIONS.take("let_stand", found, by=by, note=note, **_with(by, note))
    duties.settle(ASKED, found, by=by)
    return found


@transaction.atomic
def refer(found: Contradiction, *, by, proposal: Proposal, note: str = "") -> Contradiction:
    """Let a proposal about precedence decide it for this record and for all like it."""
    CONTRADICTIONS.take("refer", found, by=by, note=note, proposal=proposal, **_with(by, note))
    duties.settle(ASKED, found, by=by)
    return found


@transaction.atomic
def choose(found: Contradiction, claim: int, *, by, note: str) -> Contradiction:
    """Show one of the claims and lock it, as a verifier may."""
    said = Claim.objects.filter(pk=claim, retired_at=None, field=found.field)
    chosen = said.filter(innovation__canonical=found.innovation_id).first()
    if chosen is None or chosen.pk not in {pk for one in found.values for pk in one["claims"]}:
        raise ValidationError(NO_CLAIM, code="no_claim")
    locking.lock(found.innovation, chosen, by=by, note=note)
    CONTRADICTIONS.take("choose", found, by=None, note=note, **_with(by, note))
    duties.settle(ASKED, found, by=by)
    return found


def _tell_asker(found: Contradiction, asker, note: str) -> None:
    title = found.innovation.name
    outbox.tell(
        f"contradiction-{found.pk}-answer-{found.changed_at:%Y%m%d%H%M%S%f}",
        asker,
        outbox.Message(
            ASKED,
            lambda: gettext("The steward answered about %(title)s") % {"title": title},
            note,
            found.get_absolute_url(),
        ),
    )


def _with(by, note: str) -> dict[str, Any]:
    return {"decided_by": by, "words": note.strip(), "changed_at": clock.now()}
