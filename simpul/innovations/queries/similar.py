"""Which records may be the innovation somebody is about to write about."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from simpul.innovations.hooks import SIMILAR_FINDERS
from simpul.innovations.models import Innovation, split_title
from simpul.innovations.queries.finding import keys
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.url_state import CatalogueQuery
from simpul.organisations.models import Organisation

SHORTEST = 4
FOUND, SHOWN = 20, 5
# From how alike two names are, of 100, they are worth showing; a little less for one owner.
ALIKE, ALIKE_HERE = 82, 70


@dataclass(frozen=True)
class Similar:
    """A record that may be the same, and why it is shown."""

    innovation: Innovation
    reason: str


def similar_to_title(
    title: str, *, user, owner: Organisation | None = None, without: int | None = None
) -> list[Similar]:
    """Records called nearly so, the nearest first; a warning, never a refusal."""
    text = " ".join(title.split())
    if len(text) < SHORTEST:
        return []
    found = {
        record.pk: Similar(record, reason)
        for finder in SIMILAR_FINDERS
        for record, reason in finder(text, owner)
    }
    rows = innovations_for(user).filter(_may_be(text, owner)).select_related("owner")
    scored = sorted(
        ((_likeness(text, row), row) for row in rows), key=lambda pair: (-pair[0], pair[1].pk)
    )
    for score, row in scored:
        here = owner is not None and row.owner_id in _bodies(owner)
        if score >= (ALIKE_HERE if here else ALIKE):
            found.setdefault(row.pk, Similar(row, _reason(score, here=here)))
    found.pop(without or 0, None)
    return list(found.values())[:SHOWN]


def _may_be(text: str, owner: Organisation | None) -> Q:
    asked = Q(pk__in=keys(CatalogueQuery(text=text), lists(), limit=FOUND))
    return asked | Q(owner__in=_bodies(owner)) if owner else asked


def _bodies(owner: Organisation) -> set[int]:
    return {owner.pk, owner.institution.pk}


def _likeness(text: str, row: Innovation) -> float:
    mine = _names(text, *split_title(text))
    theirs = _names(row.title, row.acronym, row.long_title)
    return max(fuzz.token_sort_ratio(one, other) for one in mine for other in theirs)


def _names(*names: str) -> Iterable[str]:
    return [name.casefold() for name in names if name]


def _reason(score: float, *, here: bool) -> str:
    if here:
        return _("of the same institution, and called nearly so")
    return _("called so") if score >= 99 else _("called nearly so")
