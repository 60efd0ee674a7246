"""Who says what about a record: for every field the claims, which one is shown, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from simpul.geography.models import Region
from simpul.innovations.models import FIELDS, LIVING_FIELDS, Authority, Claim
from simpul.innovations.queries.answers import as_date, number_shown
from simpul.innovations.queries.detail import InnovationPage
from simpul.innovations.queries.precedence import Ladder, Slot, precedence_rows, ranked
from simpul.organisations.models import Organisation
from simpul.vocabularies.models import Affair, Goal, Programme, Sector, Stage


@dataclass(frozen=True)
class Said:
    """One value of a field, and everybody who says it."""

    value: str
    shown: bool
    claims: Sequence[Claim]
    language: str = ""
    # Why this value is shown, or why not.
    why: str = ""


@dataclass(frozen=True)
class FieldSaid:
    """Everything said about one field."""

    field: str
    said: Sequence[Said]
    language: str = ""
    # A verifier chose what is shown; somebody says that it is wrong and waits for an answer.
    locked: bool = False
    contested: bool = False

    @property
    def label(self) -> str:
        return str(FIELDS[self.field].label)

    @property
    def is_disputed(self) -> bool:
        return len(self.said) > 1 and FIELDS[self.field].kind != "many"


def fields_said(page: InnovationPage) -> list[FieldSaid]:
    """Every field with its claims, in the order of the form."""
    table = _ladder(page.claims)
    sight = _Sight(page, table, Readable(page.claims))
    found = [
        FieldSaid(name, _grouped(slot, claims, sight), slot[1], slot in sight.locks)
        for slot, claims in ranked(page.claims, table, sight.locked).items()
        if (name := slot[0]) in FIELDS and FIELDS[name].kind != "private"
    ]
    contested = page.contested
    order = list(FIELDS)
    return [
        replace(each, contested=each.field in contested)
        for each in sorted(found, key=lambda each: order.index(each.field))
    ]


class _Sight:
    """What tells which of several claims is shown, and why."""

    def __init__(self, page: InnovationPage, table: Ladder, readable: "Readable") -> None:
        self.table, self.readable = table, readable
        self.frozen = page.public_version.fields if page.public_version else None
        self.locks = {(lock.field, lock.language): lock for lock in page.locks}
        self.locked = {lock.claim_id for lock in page.locks}

    def shown(self, slot: Slot, claims: Sequence[Claim]) -> list[Any]:
        if self.frozen is not None and slot[0] not in LIVING_FIELDS:
            return [value for value, _claim in self.frozen.get("|".join(slot), [])]
        many = FIELDS[slot[0]].kind == "many"
        return [claim.value for claim in (claims if many else claims[:1])]

    def why(self, slot: Slot, claims: Sequence[Claim], *, shown: bool) -> str:
        """Why a value is shown, or why it is not."""
        lock = self.locks.get(slot)
        if lock is not None and lock.claim_id in {claim.pk for claim in claims}:
            return lock.note or _("Accepted by the hub when it verified the record.")
        if self.frozen is not None and slot[0] not in LIVING_FIELDS:
            return _("verified by the hub") if shown else _("not in the verified version")
        row = self.table.row(claims[0].field, claims[0].authority_id)
        if row is None:
            return ""
        return row.reason_en if get_language() == "en" else row.reason_id


def _ladder(claims: Iterable[Claim]) -> Ladder:
    authorities: Mapping[int, Authority] = {claim.authority_id: claim.authority for claim in claims}
    return Ladder(authorities, precedence_rows())


def _grouped(slot: Slot, claims: Sequence[Claim], sight: _Sight) -> list[Said]:
    """Claims of one value together, the shown one first."""
    groups: list[tuple[Any, list[Claim]]] = []
    for claim in claims:
        same = next((said for value, said in groups if value == claim.value), None)
        if same is None:
            groups.append((claim.value, [claim]))
        else:
            same.append(claim)
    shown = sight.shown(slot, claims)
    return [
        Said(
            value=sight.readable.text(said[0]),
            shown=value in shown,
            claims=said,
            language=said[0].language,
            why=sight.why(slot, said, shown=value in shown),
        )
        for value, said in sorted(groups, key=lambda group: group[0] not in shown)
    ]


class Answer(Protocol):
    """A value of a field, whoever says it."""

    @property
    def field(self) -> str: ...
    @property
    def value(self) -> Any: ...


class Value(NamedTuple):
    """A value of a field that nobody claims yet."""

    field: str
    value: Any


class Readable:
    """Writes the codes of claims as readers know them; one question for each kind of code."""

    def __init__(self, claims: Iterable[Answer]) -> None:
        codes: dict[str, set] = {}
        for claim in claims:
            if claim.field == "award":
                codes.setdefault("programme", set()).add(claim.value["programme"])
            elif _kind(claim.field) in {"code", "list", "number"} and claim.value is not None:
                values = claim.value if isinstance(claim.value, list) else [claim.value]
                codes.setdefault(claim.field, set()).update(values)
        self._labels = {
            "owner": _by(Organisation, "code", codes.get("owner")),
            "region": _by(Region, "code", codes.get("region")),
            "sector": _by(Sector, "key", codes.get("sector")),
            "affair": _by(Affair, "code", codes.get("affair")),
            "goals": _by(Goal, "number", codes.get("goals")),
            "life_status": _by(Stage, "code", codes.get("life_status")),
            "programme": _by(Programme, "key", codes.get("programme")),
        }

    def text(self, claim: Answer) -> str:
        """The value of a claim in words."""
        if claim.value is None:
            return _("nothing")
        if claim.field == "award":
            return self._award(claim.value)
        written = _WRITTEN.get(_kind(claim.field))
        return written(claim.value) if written else self._labelled(claim)

    def _labelled(self, claim: Answer) -> str:
        labels = self._labels.get(claim.field, {})
        if isinstance(claim.value, list):
            return ", ".join(f"{one} {labels.get(one, '')}".strip() for one in claim.value)
        return str(labels.get(claim.value, claim.value))

    def _award(self, value: Mapping[str, Any]) -> str:
        programme = self._labels["programme"].get(value["programme"])
        name = programme.short_name if programme else value["programme"]
        parts = [f"{name} {value.get('year', '')}".strip(), value.get("wording", "")]
        return ", ".join(part for part in parts if part)


def _rows(value: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(_outcome(row) for row in value)


def _parts(value: Mapping[str, Any]) -> str:
    return ", ".join(str(part) for name, part in value.items() if part and name != "public")


def _date(value: Any) -> str:
    day = as_date(value)
    return date_format(day, "j F Y") if day else str(value)


def _kind(name: str) -> str:
    return FIELDS[name].kind if name in FIELDS else ""


def _outcome(row: Mapping[str, Any]) -> str:
    """One result in figures on one line."""
    change = _("%(indicator)s: %(baseline)s (%(before)s) to %(latest)s (%(after)s) %(unit)s") % {
        "indicator": row.get("indicator", ""),
        "baseline": number_shown(row.get("baseline")),
        "before": _day(row.get("baseline_on")),
        "latest": number_shown(row.get("latest")),
        "after": _day(row.get("latest_on")),
        "unit": row.get("unit", ""),
    }
    method = row.get("method")
    return f"{change.strip()}. {method}" if method else change.strip()


def _day(value: Any) -> str:
    day = as_date(value)
    return date_format(day, "j F Y") if day else _("day not known")


_WRITTEN: dict[str, Callable[[Any], str]] = {"rows": _rows, "private": _parts, "date": _date}


def _by(model, key: str, codes) -> dict:
    return {getattr(row, key): row for row in model.objects.filter(**{f"{key}__in": codes or ()})}


def said_by(page: InnovationPage) -> str:
    """Who records it, in one phrase: the source, or the first of several and how many more."""
    names = list(dict.fromkeys(row.authority.label for row in page.external_ids))
    if not names:
        return ""
    if len(names) == 1:
        return names[0]
    more = len(names) - 1
    return ngettext(
        "%(name)s and %(more)s other source", "%(name)s and %(more)s other sources", more
    ) % {"name": names[0], "more": more}
