"""Keeping what is typed: a row per field and nothing else, so that it can be done all the time.

Two people who write one field never overwrite each other. Whoever writes from an older revision
gets a second text beside the first, and a person chooses.
"""

import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.models import (
    FIELDS,
    Draft,
    DraftRival,
    DraftValue,
    Innovation,
    State,
    address_for,
    split_title,
)
from simpul.innovations.queries.answers import is_empty

CHANGE = _("Write this draft")
NOT_A_FIELD = _("The form has no field “%(field)s”.")
TITLE_LETTERS = 300


@dataclass(frozen=True)
class Answer:
    """One answer as it was sent: from which revision it was written on."""

    field: str
    value: Any
    language: str = ""
    base: int = 0


@dataclass(frozen=True)
class Saved:
    """The answer stands in the draft, as this revision."""

    revision: int
    value: Any


@dataclass(frozen=True)
class Rivalled:
    """Somebody else had written; the answer is kept beside theirs."""

    rival: DraftRival
    kept: DraftValue


@dataclass(frozen=True)
class Pen:
    """Who writes, on which open page, and how often that page has saved."""

    by: Any
    page: str = ""
    turn: int = 0

    def wrote(self, row: DraftValue | DraftRival) -> bool:
        """Say whether this page wrote the row."""
        return bool(self.page) and row.page == self.page

    def is_overtaken_by(self, row: DraftValue | DraftRival) -> bool:
        """Say whether a later text of the same page came first."""
        return self.wrote(row) and 0 < self.turn <= row.turn


class Overtaken(Exception):
    """Another text came while two were being compared; nothing was chosen."""


def save_value(
    draft: Draft,
    field: str,
    value: Any,
    *,
    language: str = "",
    base: int,
    by,
    page: str = "",
    turn: int = 0,
) -> Saved | Rivalled:
    """Keep one answer, whatever it is, or keep it beside what somebody else wrote meanwhile."""
    answer = Answer(field, value, language, base)
    return save_answers(draft, [answer], by=by, page=page, turn=turn)[0]


@transaction.atomic
def save_answers(
    draft: Draft, answers: Iterable[Answer], *, by, page: str = "", turn: int = 0
) -> list[Saved | Rivalled]:
    """Keep several answers; ``page`` is the open page they come from, ``turn`` its count.

    Raises ``PermissionDenied`` when ``by`` may not write, or nobody may any more.
    """
    _check(draft, by)
    pen = Pen(by, page[:16], turn)
    return [_keep(draft, answer, pen) for answer in answers]


def note_writing(draft: Draft, *, by) -> None:
    """Remember that somebody worked on the draft, and call a record not yet public as it says."""
    Draft.objects.filter(pk=draft.pk).update(touched_at=clock.now())
    record = draft.innovation
    title = draft.values.filter(field="title").values_list("value", flat=True).first()
    title = str(title or "").strip()[:TITLE_LETTERS]
    if record.state != State.DRAFT or not title or title == record.title:
        return
    acronym, long_title = split_title(title)
    Innovation.objects.filter(pk=record.pk, state=State.DRAFT).update(
        title=title,
        acronym=acronym,
        long_title=long_title,
        slug=address_for(acronym or title, record.public_id),
    )
    record.refresh_from_db(fields=["title", "acronym", "long_title", "slug"])


@transaction.atomic
def settle_rival(rival: DraftRival, *, value: Any, base: int, by) -> Saved:
    """Let the draft say ``value`` where two texts stood; both stay readable.

    Raises ``Overtaken`` when what stands there is no longer revision ``base``.
    """
    draft = rival.draft
    _check(draft, by)
    value, now = clean(value), clock.now()
    kept = _row(draft, rival.field, rival.language)
    if kept is None or kept.revision != base:
        raise Overtaken
    if kept.value != value:
        # The text that gives way is kept as the other one is.
        DraftRival.objects.create(
            draft=draft,
            field=rival.field,
            language=rival.language,
            value=kept.value,
            by=kept.by,
            at=kept.at,
            settled_at=now,
        )
        if not _overwrite(kept, value, Pen(by)):
            raise Overtaken
    DraftRival.objects.filter(pk=rival.pk).update(settled_at=now)
    journal.record(draft, "choose_text", by=by, details={"field": rival.field})
    return Saved(kept.revision, value)


def clean(value: Any) -> Any:
    """The value in the one form that is kept: no NUL, one kind of line end, one base form."""
    if isinstance(value, str):
        text = value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", text)
    if isinstance(value, Mapping):
        return {str(name): clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [clean(part) for part in value]
    return value


def _check(draft: Draft, by) -> None:
    # Asked again of the row itself, so that nothing is written behind a submission.
    rows = Draft.objects.select_for_update().filter(pk=draft.pk)
    draft.state = rows.values_list("state", flat=True).get()
    if not by.has_perm("innovations.change_draft", draft):
        raise PermissionDenied(CHANGE)


def _row(draft: Draft, field: str, language: str) -> DraftValue | None:
    rows = DraftValue.objects.select_for_update().filter(draft=draft)
    return rows.filter(field=field, language=language).first()


def _keep(draft: Draft, answer: Answer, pen: Pen) -> Saved | Rivalled:
    if answer.field not in FIELDS:
        raise ValidationError(NOT_A_FIELD, code="no_field", params={"field": answer.field})
    value = clean(answer.value)
    kept = _row(draft, answer.field, answer.language)
    if kept is None:
        if is_empty(value):
            return Saved(0, value)
        kept, is_first = _begin(draft, answer, value, pen)
        if is_first:
            return Saved(kept.revision, value)
    if kept.value == value or pen.is_overtaken_by(kept):
        return Saved(kept.revision, kept.value)
    if (pen.wrote(kept) or answer.base == kept.revision) and _overwrite(kept, value, pen):
        return Saved(kept.revision, value)
    return Rivalled(_beside(draft, answer, value, pen), kept)


def _begin(draft: Draft, answer: Answer, value: Any, pen: Pen) -> tuple[DraftValue, bool]:
    """The first answer to a question, and whether it is ours."""
    return DraftValue.objects.get_or_create(
        draft=draft,
        field=answer.field,
        language=answer.language,
        defaults={
            "value": value,
            "by": pen.by,
            "at": clock.now(),
            "page": pen.page,
            "turn": pen.turn,
        },
    )


def _overwrite(kept: DraftValue, value: Any, pen: Pen) -> bool:
    same = DraftValue.objects.filter(pk=kept.pk, revision=kept.revision)
    written = same.update(
        value=value,
        revision=kept.revision + 1,
        by=pen.by,
        at=clock.now(),
        page=pen.page,
        turn=pen.turn,
    )
    if written:
        kept.revision += 1
    else:
        kept.refresh_from_db()
    return bool(written)


def _beside(draft: Draft, answer: Answer, value: Any, pen: Pen) -> DraftRival:
    """The second text: the one this page has kept already grows, another is added."""
    spot = {"draft": draft, "field": answer.field, "language": answer.language}
    waiting = list(DraftRival.objects.filter(**spot, settled_at=None, by=pen.by))
    same = (rival for rival in waiting if pen.wrote(rival) or rival.value == value)
    rival = next(same, None)
    if rival is None:
        return DraftRival.objects.create(
            **spot, value=value, by=pen.by, at=clock.now(), page=pen.page, turn=pen.turn
        )
    if rival.value != value and not pen.is_overtaken_by(rival):
        rival.value, rival.at, rival.turn = value, clock.now(), pen.turn
        rival.save(update_fields=["value", "at", "turn"])
    return rival


def new_page() -> str:
    """A name for a page that is being opened, by which its texts are known again."""
    return secrets.token_hex(8)
