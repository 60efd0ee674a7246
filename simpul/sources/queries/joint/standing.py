"""What stands: parameters in force, and what a proposal would put in the place of what stands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import get_language

from simpul.innovations.models import Authority, Precedence
from simpul.innovations.queries.lasting import ShelfLives
from simpul.innovations.queries.precedence import Ladder
from simpul.sources.models import ChangeKind, Parameter, Provision
from simpul.vocabularies.models import Affair, AwardLevel, Goal, Programme, Sector, Stage, Term

Change = Mapping[str, Any]

SHELF_LIFE = "shelf_life"
ADOPTION, VOTING_DAYS, YEAR_GAP = "adoption", "voting_days", "year_gap"
# What holds on an installation whose rows were never loaded.
DEFAULTS: dict[str, Any] = {ADOPTION: "unanimous", VOTING_DAYS: 14, YEAR_GAP: 0}


@dataclass(frozen=True)
class Listed:
    """A shared list: its model, the key of a term, and which records show the term."""

    model: type[Term]
    key: str
    shown_by: str
    field: str


LISTS: dict[str, Listed] = {
    "sector": Listed(Sector, "key", "sector__in", "sector"),
    "affair": Listed(Affair, "code", "affair__in", "affair"),
    "goal": Listed(Goal, "number", "goals__in", "goals"),
    "stage": Listed(Stage, "code", "life_status__in", "life_status"),
    "award_level": Listed(AwardLevel, "code", "awards__level__in", "award"),
    "programme": Listed(Programme, "key", "awards__programme__in", "award"),
}
WORDS = ("label_id", "label_en", "synonyms_id", "synonyms_en")


def value_of(key: str, default: Any = None) -> Any:
    """What a standard parameter says now."""
    row = Provision.objects.filter(kind=ChangeKind.PARAMETER, key=key, valid_to=None).first()
    if row is not None:
        return row.value
    return DEFAULTS.get(key) if default is None else default


def term_of(change: Change) -> Term:
    """The term of a shared list that a change is about."""
    listed = LISTS[change["list"]]
    return listed.model._default_manager.get(**{listed.key: change["key"]})


def key_of(kind: str, change: Change) -> str:
    """What a change is about, within its kind."""
    if kind == ChangeKind.PRECEDENCE:
        return f"{change['field']}|{change['authority'] or change['kind']}"
    if kind == ChangeKind.VOCABULARY:
        return f"{change['list']}|{change['key']}"
    return str(change["key"])


class Reading:
    """What stands now; each table is read once, however many changes are told of."""

    @cached_property
    def rows(self) -> dict[tuple[str, str, str], Precedence]:
        """Every row of precedence, ended or not, by its field, kind and source."""
        found = Precedence.objects.select_related("authority").order_by("-pk")
        return {
            (row.field, row.kind, row.authority.key if row.authority else ""): row for row in found
        }

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        return {parameter.key: parameter for parameter in Parameter.objects.all()}

    @cached_property
    def values(self) -> dict[str, Any]:
        found = Provision.objects.filter(kind=ChangeKind.PARAMETER, valid_to=None).order_by("-pk")
        return {**DEFAULTS, **dict(found.values_list("key", "value"))}

    @cached_property
    def names(self) -> dict[str, str]:
        """What each source is called."""
        return {authority.key: str(authority.label) for authority in Authority.objects.all()}

    def row(self, change: Change) -> Precedence | None:
        """The row of precedence that a change is about, ended or not."""
        return self.rows.get((change["field"], change["kind"], change["authority"] or ""))


def standing_row(change: Change) -> Precedence | None:
    """The row of precedence that a change is about, ended or not."""
    return Reading().row(change)


def before(
    kind: str, changes: Iterable[Change], read: Reading | None = None
) -> list[dict[str, Any]]:
    """The changes that would bring back what stands now."""
    read = read or Reading()
    return [_READ_BACK[kind](change, read) for change in changes]


def _row_back(change: Change, read: Reading) -> dict[str, Any]:
    row = read.row(change)
    gone = row is None or row.ended
    return {
        **change,
        "rank": None if gone or row is None else row.rank,
        "reason_id": row.reason_id if row else "",
        "reason_en": row.reason_en if row else "",
    }


def _words_back(change: Change, read: Reading) -> dict[str, Any]:
    term = term_of(change)
    told = {name: getattr(term, name) for name in WORDS if name in change}
    return {"list": change["list"], "key": change["key"], **told}


def _value_back(change: Change, read: Reading) -> dict[str, Any]:
    return {"key": change["key"], "value": read.values.get(change["key"])}


_READ_BACK: dict[str, Callable[[Change, Reading], dict[str, Any]]] = {
    ChangeKind.PRECEDENCE: _row_back,
    ChangeKind.VOCABULARY: _words_back,
    ChangeKind.PARAMETER: _value_back,
}


def proposed_ladder(now: Ladder, changes: Iterable[Change]) -> Ladder:
    """The table of precedence as these changes would make it."""
    rows = dict(now.rows)
    keys = {authority.key: pk for pk, authority in now.authorities.items()}
    for change in changes:
        who = keys[change["authority"]] if change["authority"] else change["kind"]
        if change["rank"] is None:
            rows.pop((change["field"], who), None)
        else:
            rows[change["field"], who] = Precedence(field=change["field"], rank=change["rank"])
    return replace(now, rows=rows)


def proposed_shelf_lives(now: ShelfLives, changes: Iterable[Change]) -> ShelfLives:
    """The shelf lives as these changes would make them."""
    months = {change["key"]: change["value"] for change in changes}.get(SHELF_LIFE)
    return now if months is None else replace(now, of_all=int(months))


def is_as_it_stands(kind: str, change: Change) -> bool:
    """Say whether a change would change nothing."""
    back = _READ_BACK[kind](change, Reading())
    named = {"rank"} if kind == ChangeKind.PRECEDENCE else set(change)
    return all(back.get(name) == change.get(name) for name in named)


# --- What was decided --------------------------------------------------------------------------


@dataclass(frozen=True)
class Standard:
    """A parameter with what it says now and what it said before."""

    parameter: Parameter
    now: Provision | None
    past: Sequence[Provision]
    words: str


def standards() -> list[Standard]:
    """Every standard parameter, with its history."""
    rows: dict[str, list[Provision]] = {}
    found = Provision.objects.filter(kind=ChangeKind.PARAMETER).select_related("proposal")
    for row in found.order_by("-valid_from", "-pk"):
        rows.setdefault(row.key, []).append(row)
    return [_standard(parameter, rows.get(parameter.key, [])) for parameter in _parameters()]


def _parameters() -> models.QuerySet[Parameter]:
    return Parameter.objects.all()


def _standard(parameter: Parameter, rows: list[Provision]) -> Standard:
    now = next((row for row in rows if row.valid_to is None), None)
    past = [row for row in rows if row.valid_to is not None]
    return Standard(parameter, now, past, said(parameter, now.value if now else None))


def said(parameter: Parameter, value: Any) -> str:
    """The value of a parameter in words."""
    for code, label_id, label_en in parameter.choices:
        if code == value:
            return label_en if get_language() == "en" else label_id
    if isinstance(value, float):
        value = number_format(value)
    return "" if value is None else f"{value} {parameter.unit}".strip()


def precedence_table() -> list[Precedence]:
    """The rows of precedence in force, those for all fields first."""
    rows = Precedence.objects.filter(ended=False).select_related("authority")
    return sorted(rows, key=lambda row: (row.field != "*", row.field, row.rank, row.pk))
