"""Up to four records side by side on what an adopter asks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from simpul.innovations.models import (
    Artefact,
    EvidenceGrade,
    Innovation,
    InnovationText,
    Outcome,
    Willingness,
)
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.sharing import willing_by
from simpul.organisations.models import Organisation
from simpul.replication.queries.edges import CONFIRMED, Edge, edges
from simpul.replication.queries.matching.known import Known, known_of

MOST = 4
# What an adopter asks first, answered by the texts of the record.
STORY: tuple[tuple[str, str | Promise], ...] = (
    ("problem", gettext_lazy("The problem it answers")),
    ("eligible", gettext_lazy("For whom")),
    ("how_it_works", gettext_lazy("How it works")),
    ("resources", gettext_lazy("What it takes: money and people")),
    ("replication", gettext_lazy("Conditions for replicating it")),
)


@dataclass(frozen=True)
class Line:
    """One question with the answer of each record; empty: it does not say."""

    key: str
    label: str | Promise
    answers: list[str]
    # Whether the answers are the words of the records themselves.
    told: bool = False


@dataclass(frozen=True)
class Beside:
    """What the lines read beside the records."""

    texts: Mapping[tuple[int, str], str]
    grades: Mapping[int, str]
    outcomes: Mapping[int, list[str]]
    willing: Mapping[int, str]
    artefacts: Mapping[int, list[str]]
    known: Known
    copies: Mapping[int, list[Edge]]
    adopters: Mapping[int, str]


def chosen(numbers: Sequence[str], user) -> list[Innovation]:
    """The records with these permanent numbers, in this order, each once, up to four."""
    wanted = list(dict.fromkeys(numbers))[:MOST]
    rows = innovations_for(user).select_related(
        "owner", "region", "province", "sector", "life_status"
    )
    by_number = {row.public_id: row for row in rows.filter(public_id__in=wanted)}
    return [by_number[number] for number in wanted if number in by_number]


def lines_of(records: Sequence[Innovation], user) -> list[Line]:
    """Every question an adopter asks, in order, with what each record answers."""
    keys = [record.pk for record in records]
    beside = _beside(keys, user)
    lines = [
        Line("owner", _("Who runs it"), [_owner(record) for record in records], told=True),
        Line("sector", _("Sector"), [str(record.sector or "") for record in records]),
        Line("since", _("Since"), [str(record.year or "") for record in records]),
        Line("summary", _("In short"), _texts("summary", keys, beside), told=True),
    ]
    lines += [Line(name, label, _texts(name, keys, beside), told=True) for name, label in STORY]
    return [
        *lines,
        Line("law", _("Legal basis"), [_law(key, beside) for key in keys]),
        Line("evidence", _("Grade of evidence"), [_evidence(record, beside) for record in records]),
        Line("outcomes", _("Results in figures"), [_listed(beside.outcomes, key) for key in keys]),
        Line("life", _("Still running"), [_life(record) for record in records]),
        Line("copies", _("Replicated where"), [_copies(key, beside) for key in keys]),
        Line("how_it_went", _("How it went there"), [_went(key, beside) for key in keys]),
        Line(
            "willing", _("Willing to teach others"), [beside.willing.get(key, "") for key in keys]
        ),
        Line("artefacts", _("Papers to begin from"), [_listed(beside.artefacts, k) for k in keys]),
    ]


def _beside(keys: Sequence[int], user) -> Beside:
    copies = _copies_by_origin(keys)
    adopters = {copy.adopter for found in copies.values() for copy in found if copy.adopter}
    named = Organisation.objects.filter(pk__in=adopters).values_list("pk", "short_name", "name")
    return Beside(
        texts=_all_texts(keys),
        grades={row.grade: row.label for row in EvidenceGrade.objects.all()},
        outcomes=_outcomes(keys),
        willing=_willing(keys),
        artefacts=_artefacts(keys),
        known=known_of(keys, user=user, region=None),
        copies=copies,
        adopters={key: short or name for key, short, name in named},
    )


def _all_texts(keys: Sequence[int]) -> dict[tuple[int, str], str]:
    """The texts in the reader's language where there are, else in the other."""
    rows = InnovationText.objects.filter(innovation__in=keys)
    texts: dict[tuple[int, str], str] = {}
    for key, name, language, text in rows.values_list("innovation", "field", "language", "text"):
        if language == get_language() or (key, name) not in texts:
            texts[key, name] = text
    return texts


def _outcomes(keys: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in Outcome.objects.filter(innovation__in=keys):
        before, after = _number(row.baseline), _number(row.latest)
        words = {"name": row.indicator, "before": before, "after": after, "unit": row.unit}
        found[row.innovation_id].append(_("%(name)s: %(before)s → %(after)s %(unit)s") % words)
    return found


def _number(value) -> str:
    if value is None:
        return "?"
    return number_format(value.normalize(), use_l10n=True, force_grouping=True)


def _willing(keys: Sequence[int]) -> dict[int, str]:
    return {key: _willing_words(row) for key, row in willing_by(keys).items()}


def _willing_words(row: Willingness) -> str:
    words = _("yes, stated on %(day)s") % {"day": date_format(row.stated_on, "j F Y")}
    if row.per_quarter:
        count = ngettext(
            "%(count)s adopter a quarter", "%(count)s adopters a quarter", row.per_quarter
        )
        words += "; " + count % {"count": row.per_quarter}
    return words + (f"; {row.conditions}" if row.conditions else "")


def _artefacts(keys: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in Artefact.objects.kept().filter(innovation__in=keys, is_public=True):
        found[row.innovation_id].append(f"{row.get_kind_display()}: {row.title} ({row.licence})")
    return found


def _copies_by_origin(keys: Sequence[int]) -> dict[int, list[Edge]]:
    found: dict[int, list[Edge]] = defaultdict(list)
    for copy in edges(origins=set(keys)):
        if copy.state == CONFIRMED:
            found[copy.origin].append(copy)
    return found


def _texts(name: str, keys: Sequence[int], beside: Beside) -> list[str]:
    return [beside.texts.get((key, name), "") for key in keys]


def _owner(record: Innovation) -> str:
    owner = record.owner.name if record.owner else ""
    return f"{owner}, {record.unit}" if owner and record.unit else owner or record.unit


def _law(key: int, beside: Beside) -> str:
    return _("shown and accepted by a hub") if key in beside.known.with_law else ""


def _evidence(record: Innovation, beside: Beside) -> str:
    grade = record.evidence_grade
    return f"{grade}: {beside.grades.get(grade, '')}"


def _life(record: Innovation) -> str:
    if record.life_status is None:
        return ""
    if record.life_as_of is None:
        return record.life_status.label
    return f"{record.life_status.label} ({date_format(record.life_as_of, 'F Y')})"


def _listed(found: Mapping[int, list[str]], key: int) -> str:
    return "\n".join(found.get(key, ()))


def _copies(key: int, beside: Beside) -> str:
    named = [
        beside.adopters[copy.adopter]
        for copy in beside.copies.get(key, ())
        if copy.adopter is not None and copy.adopter in beside.adopters
    ]
    return ", ".join(named)


def _went(key: int, beside: Beside) -> str:
    completed, stopped = beside.known.completed.get(key, 0), beside.known.stopped.get(key, ())
    if not completed and not stopped:
        return ""
    words = {"completed": completed, "stopped": len(stopped)}
    return _("%(completed)s cases completed, %(stopped)s stopped before their end") % words
