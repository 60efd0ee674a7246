"""Words that no run could understand: which wait, what they may mean, what depends on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from simpul.geography.models import Region
from simpul.innovations.models import FIELDS
from simpul.organisations.models import Organisation
from simpul.sources.models import LearnedName, Outcome, WorkItem
from simpul.sources.policies import led_by
from simpul.sources.queries.columns import choice_label, fillable
from simpul.sources.workflow import ItemState
from simpul.vocabularies.models import Affair, AwardLevel, Goal, Programme, Sector, Stage

SHOWN_RECORDS = 12
MOST_FOUND = 12


@dataclass(frozen=True)
class Offer:
    """A code and how it is called."""

    code: str
    label: str
    more: str = ""


@dataclass(frozen=True)
class ItemLine:
    """One thing that waits, in a list."""

    item: WorkItem
    label: str
    meant: str
    candidates: Sequence[Offer]


# Where the codes of a field stand: the table, its code, and the columns that words are found in.
_LISTS: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "owner": (Organisation, "code", ("name", "short_name", "acronym", "names__name")),
    "region": (Region, "code", ("name", "name_en", "aliases__text")),
    "sector": (Sector, "key", ("label_id", "label_en")),
    "affair": (Affair, "code", ("label_id", "label_en")),
    "life_status": (Stage, "code", ("label_id", "label_en")),
    "award": (AwardLevel, "code", ("label_id", "label_en")),
    "programme": (Programme, "key", ("short_name", "label_id", "label_en")),
    "goals": (Goal, "number", ("label_id", "label_en")),
}
# Lists short enough to be shown whole.
_SHORT = frozenset({"sector", "affair", "life_status", "award", "goals"})


def offered(field: str) -> type | None:
    """The list that words of this field are settled with; None where there is none."""
    return _LISTS[field][0] if field in _LISTS else None


def items_for(user, *, state: str = ItemState.OPEN, source: str = "") -> QuerySet[WorkItem]:
    """What waits in the sources ``user`` leads, what concerns most records first."""
    items = WorkItem.objects.filter(source__in=led_by(user)).select_related("source", "settled_by")
    if state in ItemState.values:
        items = items.filter(state=state)
    return items.filter(source__key=source) if source else items


def lines(items: Iterable[WorkItem]) -> list[ItemLine]:
    """The items with what they may mean, in words; one question a list."""
    rows = list(items)
    wanted: dict[str, set[str]] = {}
    for item in rows:
        wanted.setdefault(item.field, set()).update([*item.candidates, item.settled_with])
    named = {field: named_codes(field, codes - {""}) for field, codes in wanted.items()}
    return [
        ItemLine(
            item,
            field_label(item.field),
            _meant(item, named[item.field]),
            [named[item.field][code] for code in item.candidates if code in named[item.field]],
        )
        for item in rows
    ]


def field_label(field: str) -> str:
    """How the field is called; a heading of a file is called as it is written there."""
    if field in FIELDS:
        return str(FIELDS[field].label)
    return str(choice_label(field)) if field in fillable() else field


def _meant(item: WorkItem, named: dict[str, Offer]) -> str:
    if item.state != ItemState.SETTLED:
        return ""
    known = named.get(item.settled_with)
    return known.label if known else item.settled_with or _("nothing: the words are left out")


def named_codes(field: str, codes: Iterable[str]) -> dict[str, Offer]:
    """Labels of codes, with one question."""
    if field not in _LISTS:
        return {}
    model, key, _words = _LISTS[field]
    wanted = [code for code in codes if field != "goals" or code.isdecimal()]
    rows = model._default_manager.filter(**{f"{key}__in": wanted})
    return {str(getattr(row, key)): _offer(row, key) for row in rows}


def _offer(row: Any, key: str) -> Offer:
    more = ""
    if isinstance(row, Organisation) and not row.is_active:
        more = _("ended %(year)s") % {"year": row.valid_to or "?"}
    return Offer(str(getattr(row, key)), str(row), more)


def offers(item: WorkItem, words: str = "") -> list[Offer]:
    """What the words may mean: the candidates, then what somebody looks for, or the short list."""
    if item.field not in _LISTS:
        return []
    model, key, columns = _LISTS[item.field]
    found = list(named_codes(item.field, item.candidates).values())
    if words.strip():
        asked = Q(**{f"{key}__iexact": words.strip()})
        for column in columns:
            asked |= Q(**{f"{column}__icontains": words.strip()})
        rows = model._default_manager.filter(asked).distinct()[:MOST_FOUND]
        found += [_offer(row, key) for row in rows]
    elif item.field in _SHORT:
        found += [_offer(row, key) for row in model._default_manager.all()]
    return list({offer.code: offer for offer in found}.values())


def affected(item: WorkItem) -> tuple[list[Outcome], int]:
    """The records of the item's newest run that write these words, and how many there are."""
    if item.run_id is None:
        return [], item.count
    found = []
    rows = Outcome.objects.filter(run=item.run_id, has_problems=True).order_by("pk")
    for outcome in rows.iterator(chunk_size=500):
        said = ((one.get("field"), one.get("given")) for one in outcome.problems)
        if (item.field, item.given) in said:
            found.append(outcome)
            if len(found) == SHOWN_RECORDS:
                break
    return found, max(item.count, len(found))


def learned_by(user) -> QuerySet[LearnedName]:
    """What words mean by now, for the authorities ``user`` leads."""
    authorities = led_by(user).values("authority")
    names = LearnedName.objects.filter(authority__in=authorities, undone_at=None)
    return names.select_related("authority", "by")


def learned_lines(user, most: int) -> list[tuple[LearnedName, str, str]]:
    """The newest of them with the field they are of and what they mean, in words."""
    rows = list(learned_by(user)[:most])
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.field, set()).add(row.code)
    named = {field: named_codes(field, codes) for field, codes in wanted.items()}
    nothing = _("nothing: the words are left out")
    return [
        (
            row,
            field_label(row.field),
            named[row.field][row.code].label
            if row.code in named[row.field]
            else row.code or nothing,
        )
        for row in rows
    ]
