"""What lessons of failure keep about people: who wrote them, until that is forgotten."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core.personal import PersonalData, Row, rows
from simpul.replication.models import Lesson


def _copy(person) -> Iterator[Row]:
    written = Lesson.objects.filter(by=person)
    yield from rows("lesson of failure", written, "code", "title", "written_at", "state")


def _erase(person) -> None:
    Lesson.objects.filter(by=person).update(by=None)


PERSONAL = PersonalData(
    room="replication.lessons",
    label=_("Lessons of failure you wrote"),
    copy=_copy,
    erase=_erase,
    relations=("replication.Lesson.by",),
)
