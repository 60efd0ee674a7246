"""Other records a reader of this one may want."""

from collections.abc import Sequence

from django.db.models import Case, IntegerField, Value, When

from simpul.innovations import hooks
from simpul.innovations.models import Innovation
from simpul.innovations.queries.records import innovations_for

COUNT = 3


def similar_to(record: Innovation, *, user, count: int = COUNT) -> list[int]:
    """Records that answer a like problem: by what they say where that is known, else by sector."""
    for find in hooks.SIMILAR:
        found = list(find(record, count))
        if found:
            return found
    if record.sector_id is None:
        return []
    rows = innovations_for(user).filter(sector=record.sector_id).exclude(pk=record.pk)
    return _nearest_first(rows, record, count)


def _nearest_first(rows, record: Innovation, count: int) -> list[int]:
    """Those of the same province first, then the best shown, then the newest."""
    away = Case(
        When(province=record.province_id, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    ordered = rows.annotate(away=away).order_by("away", "-evidence_grade", "-year", "-pk")
    return list(ordered.values_list("pk", flat=True)[:count])


def others_of_owner(
    record: Innovation, *, user, without: Sequence[int] = (), count: int = COUNT
) -> tuple[list[int], int]:
    """The newest other records of the same owner, and how many it has in all."""
    if record.owner_id is None:
        return [], 0
    rows = innovations_for(user).filter(owner=record.owner_id)
    others = rows.exclude(pk__in=[record.pk, *without]).order_by("-year", "-pk")
    return list(others.values_list("pk", flat=True)[:count]), rows.count()
