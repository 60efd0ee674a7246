"""Who says what about a record: for every field the claims, which one is shown, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from simpul.geography.models import Region
from simpul.innovations.models import FIELDS, Authority, Claim
from simpul.innovations.queries.detail import InnovationPage
from simpul.innovations.queries.precedence import Ladder, precedence_rows, ranked
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

    @property
    def label(self) -> str:
        return str(FIELDS[self.field].label)

    @property
    def is_disputed(self) -> bool:
        return len(self.said) > 1 and FIELDS[self.field].kind != "many"


def fields_said(page: InnovationPage) -> list[FieldSaid]:
    """Every field with its claims, in the order of the form."""
    table = _ladder(page.claims)
    readable = Readable(page.claims)
    frozen = page.public_version.fields if page.public_version else None
    found = []
    for (name, language), claims in ranked(page.claims, table).items():
        if name in FIELDS:
            shown = _shown_values(name, language, claims, frozen)
            found.append(FieldSaid(name, _grouped(claims, shown, table, readable, bool(frozen))))
    order = list(FIELDS)
    return sorted(found, key=lambda each: order.index(each.field))


def _ladder(claims: Iterable[Claim]) -> Ladder:
    authorities: Mapping[int, Authority] = {claim.authority_id: claim.authority for claim in claims}
    return Ladder(authorities, precedence_rows())


def _shown_values(name: str, language: str, claims: Sequence[Claim], frozen) -> list[Any]:
    if frozen is not None:
        return [value for value, _claim in frozen.get(f"{name}|{language}", [])]
    many = FIELDS[name].kind == "many"
    return [claim.value for claim in (claims if many else claims[:1])]


def _grouped(
    claims: Sequence[Claim], shown: Sequence[Any], table: Ladder, readable: "Readable", frozen: bool
) -> list[Said]:
    """Claims of one value together, the shown one first."""
    groups: list[tuple[Any, list[Claim]]] = []
    for claim in claims:
        same = next((said for value, said in groups if value == claim.value), None)
        if same is None:
            groups.append((claim.value, [claim]))
        else:
            same.append(claim)
    return [
        Said(
            value=readable.text(said[0]),
            shown=value in shown,
            claims=said,
            language=said[0].language,
            why=_why(said[0], value in shown, table, frozen),
        )
        for value, said in sorted(groups, key=lambda group: group[0] not in shown)
    ]


def _why(claim: Claim, shown: bool, table: Ladder, frozen: bool) -> str:
    if frozen:
        return _("verified by the hub") if shown else _("not in the verified version")
    row = table.row(claim.field, claim.authority_id)
    if row is None:
        return ""
    return row.reason_en if get_language() == "en" else row.reason_id


class Readable:
    """Writes the codes of claims as readers know them; one question for each kind of code."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        codes: dict[str, set] = {}
        for claim in claims:
            values = claim.value if isinstance(claim.value, list) else [claim.value]
            if FIELDS.get(claim.field) and FIELDS[claim.field].kind != "text":
                plain = [value for value in values if not isinstance(value, dict)]
                codes.setdefault(claim.field, set()).update(plain)
                keys = [value["programme"] for value in values if isinstance(value, dict)]
                codes.setdefault("programme", set()).update(keys)
        self._labels = {
            "owner": _by(Organisation, "code", codes.get("owner")),
            "region": _by(Region, "code", codes.get("region")),
            "sector": _by(Sector, "key", codes.get("sector")),
            "affair": _by(Affair, "code", codes.get("affair")),
            "goals": _by(Goal, "number", codes.get("goals")),
            "life_status": _by(Stage, "code", codes.get("life_status")),
            "programme": _by(Programme, "key", codes.get("programme")),
        }

    def text(self, claim: Claim) -> str:
        """The value of a claim in words."""
        value = claim.value
        if claim.field == "award":
            programme = self._labels["programme"].get(value["programme"])
            name = programme.short_name if programme else value["programme"]
            parts = [f"{name} {value.get('year', '')}".strip(), value.get("wording", "")]
            return ", ".join(part for part in parts if part)
        labels = self._labels.get(claim.field, {})
        if isinstance(value, list):
            return ", ".join(f"{one} {labels.get(one, '')}".strip() for one in value)
        return str(labels.get(value, value))


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
