"""From claims to the record readers see: the one place that writes rows and texts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from simpul.core import clock, journal
from simpul.innovations.models import (
    CORE_FIELDS,
    TEXT_FIELDS,
    Award,
    Claim,
    FieldLock,
    Innovation,
    InnovationText,
    State,
    names_among,
)
from simpul.innovations.queries.grading import (
    BARE,
    NAMED,
    SELF_REPORTED,
    VERIFIED,
    Graded,
    Ground,
    grade_of_record,
)
from simpul.innovations.queries.living import (
    INSTITUTIONALISED,
    RUNNING,
    UNKNOWN,
    UNSAID,
    Lived,
    lasting_only,
    life_said,
)
from simpul.innovations.queries.precedence import Ladder, Said, Slot, ranked
from simpul.innovations.services import bulk, versions
from simpul.innovations.services.codebook import Codebook
from simpul.innovations.services.grounds import grounds_of
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.outcomes import OutcomeRow, outcome_rows, write_outcomes

Values = Mapping[Slot, Sequence[Any]]


@dataclass(frozen=True)
class Projection:
    """What a record shows: columns of the narrow row, and the rows beside it."""

    columns: dict[str, Any]
    texts: dict[Slot, str] = field(default_factory=dict)
    goals: frozenset[int] = frozenset()
    awards: tuple[tuple, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = ()


def values_by_precedence(
    claims: Iterable[Said], table: Ladder, locked: Collection[int] = frozenset()
) -> dict[Slot, list[Any]]:
    """The values of every field, the shown one first; nothing where that one says: nothing."""
    found = {
        slot: [claim.value for claim in said if claim.value is not None or claim is said[0]]
        for slot, said in ranked(claims, table, locked).items()
    }
    return {slot: values for slot, values in found.items() if values[0] is not None}


def projected(
    values: Values, codebook: Codebook, *, life: Lived = UNSAID, ground: Ground = BARE
) -> Projection:
    """What a record with these values shows; nothing else decides it.

    ``life`` is the word about its life that counts, ``ground`` what its outcomes stand on.
    """
    first = {name: said[0] for (name, language), said in values.items() if said}
    titles = [
        each for (name, _language), said in values.items() if name == "title" for each in said
    ]
    title, acronym, long_title = names_among(titles)
    region = codebook.region_of(first.get("region"), first.get("owner"))
    hub = codebook.hub_of(first.get("owner"))
    rows = outcome_rows(first.get("outcomes"), ground, codebook.lasting, clock.today())
    graded = _graded(values, codebook, ground, rows)
    return Projection(
        columns={
            "title": title,
            "acronym": acronym,
            "long_title": long_title,
            "owner_id": codebook.owners.get(first.get("owner", "")),
            "hub_id": hub,
            "region_id": region,
            "province_id": codebook.province_of(region),
            "sector_id": codebook.sectors.get(first.get("sector", "")),
            "affair_id": codebook.affairs.get(first.get("affair", "")),
            "unit": first.get("unit", ""),
            "form": first.get("form", ""),
            "year": first.get("year"),
            **_life_columns(life, codebook, ground, hub),
            "evidence_grade": graded.grade,
            "evidence_falls_on": graded.falls_on,
            "completeness": len({*first, *_told_of(life)} & set(CORE_FIELDS)),
        },
        texts={slot: said[0] for slot, said in values.items() if slot[0] in TEXT_FIELDS and said},
        goals=frozenset(codebook.goals[number] for number in first.get("goals", ())),
        awards=_awards(values, codebook),
        outcomes=rows,
    )


def _told_of(life: Lived) -> set[str]:
    return {"life_status"} if life.status not in {"", UNKNOWN} else set()


def _life_columns(life: Lived, codebook: Codebook, ground: Ground, hub: int | None) -> dict:
    """The stage, as of when, and from when on it should be confirmed anew.

    Nobody is institutionalised by word alone: without the four tests it is running.
    """
    status = codebook.stages.get(life.status)
    if status == INSTITUTIONALISED and not ground.institutional:
        status = codebook.stages.get(RUNNING)
    as_of = life.as_of if status else None
    due_on = None
    if status and as_of and codebook.is_expected_to_change(status):
        due_on = codebook.shelf_lives.due_on(as_of, hub)
    return {"life_status_id": status, "life_as_of": as_of, "life_due_on": due_on}


def _graded(
    values: Values, codebook: Codebook, ground: Ground, rows: Sequence[OutcomeRow]
) -> Graded:
    """How well it is shown that it worked; the table of grades says this in words."""
    described = {name for name, _language in values} & {"summary", "impact"}
    chosen = (
        codebook.recognises(award["level"])
        for (name, _language), said in values.items()
        if name == "award"
        for award in said
    )
    told = SELF_REPORTED if described or any(chosen) else NAMED
    if ground.verified_on and "impact" in described:
        told = VERIFIED
    outcomes_graded = [row.graded for row in rows]
    return grade_of_record(outcomes_graded, ground, codebook.lasting, clock.today(), told=told)


def _awards(values: Values, codebook: Codebook) -> tuple[tuple, ...]:
    """Every award once, though several sources name it; the first source's words stay."""
    kept: dict[tuple, tuple] = {}
    for (name, _language), said in values.items():
        for award in said if name == "award" else ():
            key = (
                codebook.programmes[award["programme"]],
                award.get("year"),
                codebook.levels[award["level"]],
            )
            kept.setdefault(key, (*key, award.get("wording", ""), award.get("url", "")))
    return tuple(sorted(kept.values(), key=str))


# --- Writing -----------------------------------------------------------------------------------


def write_new(records: Sequence[tuple[int, Projection]]) -> None:
    """Fill the rows beside records that were just created, by key."""
    bulk.insert(
        InnovationText,
        ("innovation_id", "field", "language", "text", "source_language"),
        (
            (pk, name, language, text, "")
            for pk, shown in records
            for (name, language), text in shown.texts.items()
        ),
    )
    _insert_awards(records)
    _insert_goals((pk, goal) for pk, shown in records for goal in shown.goals)
    write_outcomes({pk: shown.outcomes for pk, shown in records if shown.outcomes})


def _insert_awards(records: Sequence[tuple[int, Projection]]) -> None:
    bulk.insert(
        Award,
        ("innovation_id", "programme_id", "year", "level_id", "wording", "source_url"),
        ((pk, *award) for pk, shown in records for award in shown.awards),
    )


def _insert_goals(pairs: Iterable[tuple[int, int]]) -> None:
    bulk.insert(Innovation.goals.through, ("innovation_id", "goal_id"), sorted(pairs))


@transaction.atomic
def reproject(
    pks: Iterable[int], ledger: Ledger, *, also: Iterable[int] = (), by=None
) -> list[int]:
    """Bring these records, and those that stand for them, in line with the claims.

    Answers the records that show something else now; the others keep even their time of change.
    ``also`` names records whose standing changed, whatever they show.
    """
    asked = Innovation.objects.filter(pk__in=set(pks)).values_list("pk", "canonical_id")
    wanted = {pk for pair in asked for pk in pair if pk is not None}
    records = Innovation.objects.filter(pk__in=wanted).order_by("pk")
    _hold_back([record for record in records if record.is_verified], ledger)
    changed = {*write(shown_now(list(records), ledger)), *also}
    if changed:
        journal.record_batch("show", Innovation, changed, by=by)
    return sorted(changed)


def _hold_back(verified: Sequence[Innovation], ledger: Ledger) -> None:
    """Let what claims say against a public version wait until a hub decides."""
    said, locked = claims_about(verified), locks_among(verified)
    for record in verified:
        waiting = ranked(lasting_only(said[record.pk]), ledger.table, locked[record.pk])
        versions.hold_back(record, versions.freeze(waiting))


class Known(NamedTuple):
    """What some records stand on, as it was read: it may be shown under more than one table."""

    frozen: dict[int, dict[Slot, list[Any]]]
    said: dict[int, list["Kept"]]
    grounds: Mapping[int, Ground]
    locked: dict[int, set[int]]


def known_of(records: Sequence[Innovation]) -> Known:
    public, said = versions.public_values(records), claims_about(records)
    return Known(public, said, grounds_of(records), locks_among(records))


def shown_now(records: Sequence[Innovation], ledger: Ledger) -> list[tuple[Innovation, Projection]]:
    """What each record must show: its public version where it has one, else what claims say.

    Words about its life are dated and need no version.
    """
    known = known_of(records)
    return [(record, shown_by(record, known, ledger)) for record in records]


def shown_by(record: Innovation, known: Known, ledger: Ledger) -> Projection:
    """What one record shows under a table of precedence."""
    pk = record.pk
    said, locked, public = known.said[pk], known.locked[pk], known.frozen.get(pk)
    values: Values | None = public
    if values is None:
        values = values_by_precedence(lasting_only(said), ledger.table, locked)
    sight = projected(
        values,
        ledger.codebook,
        life=life_said(said, ledger.table, verified=public is not None),
        ground=known.grounds[pk],
    )
    return sight if sight.columns["title"] else _named_as_before(record, sight)


def _named_as_before(record: Innovation, sight: Projection) -> Projection:
    """Nobody gives it a name any more: it keeps the one it had, and nothing breaks."""
    names = {name: getattr(record, name) for name in ("title", "acronym", "long_title")}
    return replace(sight, columns=sight.columns | names)


class Kept(NamedTuple):
    """A claim that counts, as it was read, without the weight of a model."""

    pk: int
    innovation_id: int
    authority_id: int
    record_key: str
    field: str
    language: str
    value: Any
    asserted_on: date | None
    # Not empty only for a locked one that its source says no longer.
    retired_at: datetime | None


def claims_about(records: Sequence[Innovation]) -> dict[int, list[Kept]]:
    """The living and locked claims about each record and about what was merged into it."""
    members = _members(records)
    found = _claims_by_record(members.values())
    return {pk: [claim for one in group for claim in found[one]] for pk, group in members.items()}


def locks_among(records: Sequence[Innovation]) -> dict[int, set[int]]:
    """The claims locked for each record, by key."""
    found: dict[int, set[int]] = {record.pk: set() for record in records}
    live = FieldLock.objects.filter(innovation__in=list(found), ended_at=None)
    for pk, claim in live.values_list("innovation_id", "claim_id"):
        found[pk].add(claim)
    return found


def _members(records: Sequence[Innovation]) -> dict[int, list[int]]:
    """The records each one speaks for; a merged one for itself, a withdrawn one for no other."""
    members = {record.pk: [record.pk] for record in records}
    kept = [record.pk for record in records if record.is_kept]
    rows = Innovation.objects.filter(canonical__in=kept).exclude(state=State.WITHDRAWN)
    for pk, canonical in rows.order_by("pk").values_list("pk", "canonical_id"):
        if pk != canonical:
            members[canonical].append(pk)
    return members


def _claims_by_record(groups: Iterable[list[int]]) -> dict[int, list[Kept]]:
    found: dict[int, list[Kept]] = defaultdict(list)
    wanted = {pk for group in groups for pk in group}
    locks = FieldLock.objects.filter(claim__innovation__in=wanted, ended_at=None)
    counts = Q(retired_at=None)
    if locked := list(locks.values_list("claim", flat=True)):
        counts |= Q(pk__in=locked)
    rows = Claim.objects.order_by().filter(counts, innovation__in=wanted)
    for values in rows.values_list(*Kept._fields):
        claim = Kept(*values)
        found[claim.innovation_id].append(claim)
    return found


def write(shown: Sequence[tuple[Innovation, Projection]]) -> list[int]:
    """Write what differs from what the records show already; answers whose rows changed."""
    pks = [record.pk for record, _sight in shown]
    changed = _write_columns(shown)
    changed |= _write_texts(shown, pks)
    changed |= _write_goals(shown, pks)
    changed |= _write_awards(shown, pks)
    changed |= write_outcomes({record.pk: sight.outcomes for record, sight in shown})
    Innovation.objects.filter(pk__in=changed).update(changed_at=clock.now())
    return sorted(changed)


def _write_columns(shown: Sequence[tuple[Innovation, Projection]]) -> set[int]:
    different = [
        (record, sight)
        for record, sight in shown
        if any(getattr(record, name) != value for name, value in sight.columns.items())
    ]
    if different:
        bulk.update(
            Innovation,
            list(different[0][1].columns),
            [(*sight.columns.values(), record.pk) for record, sight in different],
        )
    return {record.pk for record, _sight in different}


def _write_texts(shown: Sequence[tuple[Innovation, Projection]], pks: list[int]) -> set[int]:
    rows = InnovationText.objects.filter(innovation__in=pks, source_language="")
    kept = {(row.innovation_id, row.field, row.language): row for row in rows}
    wanted = {
        (record.pk, *slot): text for record, sight in shown for slot, text in sight.texts.items()
    }
    gone = [row.pk for key, row in kept.items() if wanted.get(key) != row.text]
    new = {key: text for key, text in wanted.items() if key not in kept or kept[key].text != text}
    InnovationText.objects.filter(pk__in=gone).delete()
    InnovationText.objects.bulk_create(
        InnovationText(innovation_id=pk, field=name, language=language, text=text)
        for (pk, name, language), text in new.items()
    )
    return {key[0] for key in new} | {key[0] for key, row in kept.items() if row.pk in set(gone)}


def _write_goals(shown: Sequence[tuple[Innovation, Projection]], pks: list[int]) -> set[int]:
    through = Innovation.goals.through.objects
    rows = through.filter(innovation__in=pks).values_list("pk", "innovation_id", "goal_id")
    kept = {(record, goal): pk for pk, record, goal in rows}
    wanted = {(record.pk, goal) for record, sight in shown for goal in sight.goals}
    through.filter(pk__in=[pk for key, pk in kept.items() if key not in wanted]).delete()
    _insert_goals(wanted - kept.keys())
    return {record for record, _goal in wanted ^ kept.keys()}


def _write_awards(shown: Sequence[tuple[Innovation, Projection]], pks: list[int]) -> set[int]:
    kept: dict[int, list[tuple]] = defaultdict(list)
    for row in Award.objects.filter(innovation__in=pks):
        kept[row.innovation_id].append(
            (row.programme_id, row.year, row.level_id, row.wording, row.source_url)
        )
    different = [
        (record, sight)
        for record, sight in shown
        if sorted(kept[record.pk], key=str) != list(sight.awards)
    ]
    Award.objects.filter(innovation__in=[record.pk for record, _sight in different]).delete()
    _insert_awards([(record.pk, sight) for record, sight in different])
    return {record.pk for record, _sight in different}
