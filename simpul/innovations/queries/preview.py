"""A draft as readers will see it: the page of its record with the answers laid over it."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from simpul.geography.models import Region
from simpul.innovations.models import CORE_FIELDS, FIELDS, Draft, Innovation, split_title
from simpul.innovations.queries.detail import Text, page_of
from simpul.innovations.queries.page import Sight, sight_of
from simpul.innovations.queries.precedence import Slot
from simpul.innovations.queries.submitted import first_values, frozen_of
from simpul.vocabularies.models import Affair, Goal, Sector, Stage


def preview_of(draft: Draft) -> Sight:
    """What the record's page would say if the draft were accepted now; nothing is written."""
    said = first_values(frozen_of(draft))
    values = {name: value for (name, _language), value in said.items()}
    page = page_of(_record(draft.innovation, values))
    numbers = [number for number in values.get("goals", ()) if str(number).isdecimal()]
    return sight_of(
        replace(
            page,
            texts=_texts(said),
            goals=list(Goal.objects.filter(number__in=numbers)),
        )
    )


def _texts(said: Mapping[Slot, Any]) -> dict[str, Text]:
    return {
        name: Text(name, str(value), language)
        for (name, language), value in said.items()
        if FIELDS[name].kind == "text"
    }


def _record(record: Innovation, values: Mapping[str, Any]) -> Innovation:
    """A copy of the row that is never saved."""
    shown = copy(record)
    shown.title = str(values.get("title") or record.title)
    shown.acronym, shown.long_title = split_title(shown.title)
    shown.unit, shown.form = str(values.get("unit") or ""), str(values.get("form") or "")
    shown.year = values.get("year") or record.year
    shown.region = Region.objects.filter(code=str(values.get("region") or "")).first()
    shown.sector = Sector.objects.filter(key=str(values.get("sector") or "")).first()
    shown.affair = Affair.objects.filter(code=str(values.get("affair") or "")).first()
    shown.life_status = Stage.objects.filter(code=str(values.get("life_status") or "")).first()
    shown.completeness = len(values.keys() & set(CORE_FIELDS))
    return shown
