"""From claims to the record readers see: the one place that writes rows and texts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from simpul.core import clock, journal
from simpul.innovations.models import (
    CORE_FIELDS,
    TEXT_FIELDS,
    Award,
    Claim,
    Innovation,
    InnovationText,
    split_title,
)
from simpul.innovations.queries.precedence import Ladder, Said, Slot, ranked
from simpul.innovations.services import bulk, versions
from simpul.innovations.services.codebook import Codebook
from simpul.innovations.services.ledger import Ledger

Values = Mapping[Slot, Sequence[Any]]


@dataclass(frozen=True)
class Projection:
    """What a record shows: columns of the narrow row, and the rows beside it."""

    columns: dict[str, Any]
    texts: dict[Slot, str] = field(default_factory=dict)
    goals: frozenset[int] = frozenset()
    awards: tuple[tuple, ...] = ()


def values_by_precedence(claims: Iterable[Said], table: Ladder) -> dict[Slot, list[Any]]:
    """The values of every field, the shown one first."""
    return {slot: [claim.value for claim in said] for slot, said in ranked(claims, table).items()}


def projected(values: Values, codebook: Codebook, *, verified: bool = False) -> Projection:
    """What a record with these values shows; nothing else decides it."""
    first = {name: said[0] for (name, language), said in values.items() if said}
    title, acronym, long_title = _names(values)
    region = codebook.region_of(first.get("region"), first.get("owner"))
    texts = {slot: said[0] for slot, said in values.items() if slot[0] in TEXT_FIELDS and said}
    awards = _awards(values, codebook)
    return Projection(
        columns={
            "title": title,
            "acronym": acronym,
            "long_title": long_title,
            "owner_id": codebook.owners.get(first.get("owner", "")),
            "hub_id": codebook.hub_of(first.get("owner")),
            "region_id": region,
            "province_id": codebook.province_of(region),
            "sector_id": codebook.sectors.get(first.get("sector", "")),
            "affair_id": codebook.affairs.get(first.get("affair", "")),
            "unit": first.get("unit", ""),
            "form": first.get("form", ""),
            "year": first.get("year"),
            "life_status_id": codebook.stages.get(first.get("life_status", "")),
            "evidence_grade": _evidence_grade(values, codebook, verified=verified),
            "completeness": len(first.keys() & set(CORE_FIELDS)),
        },
        texts=texts,
        goals=frozenset(codebook.goals[number] for number in first.get("goals", ())),
        awards=awards,
    )


def _evidence_grade(values: Values, codebook: Codebook, *, verified: bool) -> int:
    """How well it is shown that it worked; the table of grades says this in words.

    0: only named. 1: a source describes it or a jury chose it, on the owner's word. 3: a hub
    verified what it achieved. The grades between and above need evidence of their own.
    """
    described = {name for name, _language in values} & {"summary", "impact"}
    if verified and "impact" in described:
        return 3
    chosen = (
        codebook.recognises(award["level"])
        for (name, _language), said in values.items()
        if name == "award"
        for award in said
    )
    return 1 if described or any(chosen) else 0


def _names(values: Values) -> tuple[str, str, str]:
    """Title, acronym, long form: the pair of the shown title, else of one that says the same."""
    titles = [
        title for (name, _language), said in values.items() if name == "title" for title in said
    ]
    shown = titles[0]
    acronym, long_title = split_title(shown)
    if acronym:
        return shown, acronym, long_title
    pairs = (split_title(title) for title in titles)
    same = (pair for pair in pairs if pair[0].casefold() == shown.casefold())
    acronym, long_title = next(same, ("", ""))
    return shown, shown if acronym else "", long_title


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
    said = claims_about(verified)
    for record in verified:
        if versions.hold_back(record, versions.freeze(ranked(said[record.pk], ledger.table))):
            journal.record(record, "hold_back")


def shown_now(records: Sequence[Innovation], ledger: Ledger) -> list[tuple[Innovation, Projection]]:
    """What each record must show: its public version where it has one, else what claims say."""
    frozen = versions.public_values(records)
    said = {
        pk: values_by_precedence(claims, ledger.table)
        for pk, claims in claims_about([r for r in records if r.pk not in frozen]).items()
    }
    return [
        (
            record,
            projected(
                frozen[record.pk] if record.pk in frozen else said[record.pk],
                ledger.codebook,
                verified=record.is_verified,
            ),
        )
        for record in records
    ]


class Kept(NamedTuple):
    """A living claim as it was read, without the weight of a model."""

    pk: int
    innovation_id: int
    authority_id: int
    record_key: str
    field: str
    language: str
    value: Any
    asserted_on: date | None

    @property
    def retired_at(self) -> None:
        """It is still said."""


def claims_about(records: Sequence[Innovation]) -> dict[int, list[Kept]]:
    """The living claims about each record and about what was merged into it."""
    members = _members(records)
    found = _claims_by_record(members.values())
    return {pk: [claim for one in group for claim in found[one]] for pk, group in members.items()}


def _members(records: Sequence[Innovation]) -> dict[int, list[int]]:
    """The records each one speaks for; a merged record speaks only for itself."""
    members = {record.pk: [record.pk] for record in records}
    kept = [record.pk for record in records if record.is_kept]
    rows = Innovation.objects.filter(canonical__in=kept).order_by("pk")
    for pk, canonical in rows.values_list("pk", "canonical_id"):
        if pk != canonical:
            members[canonical].append(pk)
    return members


def _claims_by_record(groups: Iterable[list[int]]) -> dict[int, list[Kept]]:
    found: dict[int, list[Kept]] = defaultdict(list)
    wanted = {pk for group in groups for pk in group}
    rows = Claim.objects.order_by().filter(innovation__in=wanted, retired_at=None)
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
