"""For how long a word about a record's life holds: from a list, or as a hub decides."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from simpul.core import clock, journal
from simpul.core.loading import Fields, LoadReport, Row, take_over
from simpul.hubs.models import Hub
from simpul.innovations.models import Innovation, ShelfLife
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger

FEWEST, MOST = 1, 60
NOT_YOURS = gettext_lazy("Only the coordinator of a hub sets its shelf life.")
MONTHS = gettext_lazy("A shelf life is %(fewest)s to %(most)s months.")
BATCH = 500


@transaction.atomic
def load_shelf_lives(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the shelf lives equal to these rows; those a hub set since stay as they are."""
    hubs = dict(Hub.objects.values_list("code", "pk"))
    named: set[int | None] = set()

    def read(row: Row) -> Fields:
        fields = _fields(row, hubs)
        named.add(fields["hub_id"])
        return fields

    report = take_over(ShelfLife, rows, key=("hub_id", "valid_from"), read=read, by=by)
    if report.created or report.changed:
        _measure_again(named, by=by)
    return report


def _fields(row: Row, hubs: Mapping[str, int]) -> Fields:
    return {
        "hub_id": hubs[row["hub"]] if row["hub"] else None,
        "months": int(row["months"]),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "source": row["source"],
    }


@transaction.atomic
def set_shelf_life(hub: Hub, months: int, *, by) -> ShelfLife:
    """Let words about the life of this hub's records hold for so many months from today on."""
    if not by.has_perm("innovations.add_campaign", hub):
        raise PermissionDenied(NOT_YOURS)
    if not FEWEST <= months <= MOST:
        raise ValidationError(MONTHS, code="months", params={"fewest": FEWEST, "most": MOST})
    today = clock.today()
    earlier = ShelfLife.objects.filter(hub=hub, valid_to=None, valid_from__lt=today)
    earlier.update(valid_to=today - timedelta(days=1))
    row, _created = ShelfLife.objects.update_or_create(
        hub=hub, valid_from=today, defaults={"months": months, "valid_to": None}
    )
    journal.record(row, "set", by=by, details={"hub": hub.code, "months": months})
    _measure_again({hub.pk}, by=by)
    return row


def set_for_all(months: int, *, source: str, by=None) -> ShelfLife:
    """Let words about life hold for so many months from today on where a hub says nothing else.

    Whoever calls has decided it, and measures the records anew.
    """
    row, _created = ShelfLife.objects.update_or_create(
        hub=None,
        valid_from=clock.today(),
        defaults={"months": months, "valid_to": None, "source": source[:300]},
    )
    journal.record(row, "set", by=by, details={"months": months})
    return row


def _measure_again(hubs: set[int | None], *, by) -> None:
    """Compute anew from when on the words about the records of these hubs are due."""
    said = Innovation.objects.exclude(life_as_of=None).order_by("pk")
    if None not in hubs:
        said = said.filter(hub__in=hubs)
    ledger, pks = Ledger(), list(said.values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        projection.reproject(pks[start : start + BATCH], ledger, by=by)
