"""What work on sources keeps about people: their copy of it; it stays, as acts of an office."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core.personal import PersonalData, Row, rows
from simpul.sources.models import (
    Contradiction,
    LearnedName,
    Mapping,
    Pair,
    Proposal,
    Run,
    Source,
    Vote,
    WorkItem,
)


def _copy(person) -> Iterator[Row]:
    yield from rows("source set up", Source.objects.filter(created_by=person), "key", "created_at")
    started = Run.objects.filter(started_by=person)
    yield from rows("import started", started, "source__key", "state", "started_at")
    confirmed = Run.objects.filter(confirmed_by=person)
    yield from rows("import confirmed", confirmed, "source__key", "state", "imported_at")
    settled = WorkItem.objects.filter(settled_by=person)
    yield from rows("words settled", settled, "source__key", "field", "given", "settled_with")
    learned = LearnedName.objects.filter(by=person)
    yield from rows("words learned", learned, "field", "given", "code", "at")
    taken_back = LearnedName.objects.filter(undone_by=person)
    yield from rows("words taken back", taken_back, "field", "given", "undone_at")
    yield from rows("mapping made", Mapping.objects.filter(by=person), "name", "created_at")
    pairs = Pair.objects.filter(decided_by=person)
    yield from rows("pair decided", pairs, "left__title", "right__title", "state", "decided_at")
    yield from _joint(person)


def _joint(person) -> Iterator[Row]:
    proposed = Proposal.objects.filter(by=person)
    yield from rows("proposal", proposed, "title", "state", "drafted_at", "effective_on")
    votes = Vote.objects.filter(by=person)
    yield from rows("vote", votes, "proposal__title", "agrees", "note", "at")
    decided = Contradiction.objects.filter(decided_by=person)
    yield from rows("contradiction decided", decided, "field", "state", "words", "changed_at")


PERSONAL = PersonalData(
    room="sources",
    label=_("Sources you led: what you set up, imported and decided"),
    copy=_copy,
    relations=(
        "sources.Contradiction.decided_by",
        "sources.LearnedName.by",
        "sources.LearnedName.undone_by",
        "sources.Mapping.by",
        "sources.Pair.decided_by",
        "sources.Proposal.by",
        "sources.Vote.by",
        "sources.Run.confirmed_by",
        "sources.Run.started_by",
        "sources.Source.created_by",
        "sources.WorkItem.settled_by",
    ),
)
