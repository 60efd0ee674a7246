"""What taking part keeps about people: their copy of it, and what is forgotten when they leave."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core.models import Appeal, Message, Report
from simpul.core.personal import PersonalData, Row, rows
from simpul.forum.models import Follow, Kept, Opinion, Shelf


def _copy(person) -> Iterator[Row]:
    said = Message.objects.filter(author=person)
    yield from rows(
        "message said", said, "subject_type__model", "subject_id", "topic", "body", "visibility",
        "state", "said_at", "edited_at",
    )  # fmt: skip
    reported = Report.objects.filter(by=person)
    yield from rows(
        "report", reported, "subject_type__model", "subject_id", "reason", "details", "state", "at"
    )
    appealed = Appeal.objects.filter(by=person)
    yield from rows("appeal", appealed, "words", "state", "answer", "at", "answered_at")
    given = Opinion.objects.filter(person=person)
    yield from rows("opinion", given, "innovation__slug", "is_useful", "reason", "given_at")
    kept = Kept.objects.filter(shelf__person=person)
    yield from rows("kept record", kept, "shelf__name", "innovation__slug", "kept_at")
    yield from rows("list", Shelf.objects.filter(person=person), "name", "about", "is_shared")
    followed = Follow.objects.filter(person=person)
    yield from rows(
        "followed", followed, "innovation__slug", "organisation__slug", "hub__slug", "question",
        "begun_at",
    )  # fmt: skip


def _erase(person) -> None:
    """Lists, follows and reasons go; votes and public words stay, under nobody's name."""
    Shelf.objects.filter(person=person).delete()
    Follow.objects.filter(person=person).delete()
    Opinion.objects.filter(person=person).update(person=None, reason="")
    Report.objects.filter(by=person, state="decided").update(by=None, details="")


RULE = PersonalData(
    room="forum",
    label=_("Questions, answers, lists, what you follow and what you reported"),
    copy=_copy,
    erase=_erase,
    relations=(
        "core.Appeal.answered_by", "core.Appeal.by", "core.Decision.by", "core.Message.author",
        "core.MessageEdit.by", "core.Report.by", "forum.Follow.person", "forum.Opinion.person",
        "forum.Shelf.person",
    ),
)  # fmt: skip
