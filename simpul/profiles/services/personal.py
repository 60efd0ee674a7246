"""What preparing records keeps about people: copied for them, their names let go."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core.personal import PersonalData, Row, rows
from simpul.profiles.models import Answer, Intake


def _copy(person) -> Iterator[Row]:
    written = Answer.objects.filter(by=person)
    yield from rows(
        "answer for a form", written, "innovation__title", "field__form__key", "field__key",
        "value", "at",
    )  # fmt: skip
    came = Intake.objects.filter(by=person)
    yield from rows("form brought in", came, "draft__innovation__title", "form__key", "at")


def _erase(person) -> None:
    """What was written for an institution stays its own, under nobody's name."""
    Answer.objects.filter(by=person).update(by=None)
    Intake.objects.filter(by=person).update(by=None)


RULE = PersonalData(
    room="profiles",
    label=_("What you wrote for forms of others"),
    copy=_copy,
    erase=_erase,
    relations=("profiles.Answer.by", "profiles.Intake.by"),
)
