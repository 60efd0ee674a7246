"""What work on sources keeps about people: their copy of it; it stays, as acts of an office."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core.personal import PersonalData, Row, rows
from simpul.sources.models import Run, Source, WorkItem


def _copy(person) -> Iterator[Row]:
    yield from rows("source set up", Source.objects.filter(created_by=person), "key", "created_at")
    started = Run.objects.filter(started_by=person)
    yield from rows("import started", started, "source__key", "state", "started_at")
    confirmed = Run.objects.filter(confirmed_by=person)
    yield from rows("import confirmed", confirmed, "source__key", "state", "imported_at")
    settled = WorkItem.objects.filter(settled_by=person)
    yield from rows("words settled", settled, "source__key", "field", "given", "settled_with")


PERSONAL = PersonalData(
    room="sources",
    label=_("Sources you led: what you set up, imported and decided"),
    copy=_copy,
    relations=(
        "sources.Run.confirmed_by",
        "sources.Run.started_by",
        "sources.Source.created_by",
        "sources.WorkItem.settled_by",
    ),
)
