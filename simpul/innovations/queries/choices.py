"""What may be chosen in the form: codes with their labels, in groups where there are many."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from simpul.geography.models import Region
from simpul.innovations.models import Question
from simpul.vocabularies.models import Affair, Goal, Sector, Stage

# Nobody writes about an innovation to say that they do not know how it is.
NOT_KNOWN = "unknown"


@dataclass(frozen=True)
class Choice:
    """One thing to choose; ``hint`` says what it means."""

    value: str
    label: str
    hint: str = ""


Groups = Sequence[tuple[str, Sequence[Choice]]]


def choices_for(question: Question) -> Groups:
    """The choices of a question, in named groups; one group without a name where they are few."""
    if question.choices:
        return [("", [Choice(row[0], row[_column()]) for row in question.choices])]
    return _LISTS[question.field]() if question.field in _LISTS else []


def _column() -> int:
    return 2 if get_language() == "en" else 1


def _regions() -> Groups:
    rows = list(Region.objects.order_by("code"))
    groups: dict[int, tuple[str, list[Choice]]] = {}
    for row in rows:
        key = row.parent_id or row.pk
        if row.parent_id is None:
            groups[key] = (row.name, [Choice(row.code, row.name)])
        elif key in groups:
            groups[key][1].append(Choice(row.code, row.name))
    return sorted(groups.values(), key=lambda group: group[0])


def _sectors() -> Groups:
    return [("", [Choice(row.key, row.label) for row in Sector.objects.all()])]


def _affairs() -> Groups:
    groups: dict[str, list[Choice]] = {}
    for row in Affair.objects.all():
        groups.setdefault(row.group, []).append(Choice(row.code, row.label))
    return list(groups.items()) if len(groups) > 1 else [("", next(iter(groups.values()), []))]


def _goals() -> Groups:
    return [
        ("", [Choice(str(row.number), f"{row.number}. {row.label}") for row in Goal.objects.all()])
    ]


def _stages() -> Groups:
    english = get_language() == "en"
    rows = Stage.objects.exclude(code=NOT_KNOWN)
    hints = [(row, row.meaning_en if english else row.meaning_id) for row in rows]
    return [("", [Choice(row.code, row.label, hint) for row, hint in hints])]


_LISTS = {
    "region": _regions,
    "sector": _sectors,
    "affair": _affairs,
    "goals": _goals,
    "life_status": _stages,
}
