"""A draft as a checker reads it: every answer, what changed, what was found, what still blocks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from simpul.core import threads, versions
from simpul.core.models import Message, Version
from simpul.core.models.work import VersionState
from simpul.innovations.models import (
    CHECKED,
    FIELDS,
    OPEN_DRAFTS,
    Check,
    Draft,
    DraftState,
    Evidence,
    FieldLock,
    State,
    Verdict,
)
from simpul.innovations.queries import rules
from simpul.innovations.queries.precedence import Slot
from simpul.innovations.queries.submitted import (
    WRITTEN_IN,
    answers_of,
    digest_of,
    first_values,
    frozen_of,
    private_answers,
    shown_of,
)

# Under which questions, answers and other messages about a draft stand.
TOPIC = "verification"
EVIDENCE = "evidence:"
# Nobody can write any more, and nothing is decided: what the draft says is what was handed in.
STILL = (*CHECKED, DraftState.AWAITING_SIGN_OFF)


@dataclass(frozen=True)
class Question:
    """What a checker asked about one answer, and what the authors said."""

    check: Check
    message: Message
    replies: Sequence[Message] = ()

    @property
    def is_open(self) -> bool:
        """Nobody answered yet."""
        return not self.replies


@dataclass(frozen=True)
class Item:
    """One answer, or one piece of evidence, and all that was found about it."""

    key: str
    label: str
    value: Any
    # What readers see now, and what the last round said.
    shown: Any = None
    before: Any = None
    language: str = ""
    # False for what readers see just so already, checked by a hub.
    to_check: bool = True
    changed: bool = True
    check: Check | None = None
    stale: Check | None = None
    questions: Sequence[Question] = ()
    lock: FieldLock | None = None
    evidence: Evidence | None = None

    @property
    def anchor(self) -> str:
        """Where it stands on its tab."""
        return f"i-{self.key}".replace(":", "-").replace("|", "-")

    @property
    def tab(self) -> str:
        """The tab on which it is surely shown."""
        return "evidence" if self.evidence is not None else "all"

    @property
    def is_done(self) -> bool:
        return not self.to_check or (self.check is not None and self.check.verdict == Verdict.FITS)

    @property
    def is_private(self) -> bool:
        return self.key in FIELDS and FIELDS[self.key].kind == "private"

    @property
    def digest(self) -> str:
        return digest_of(self.value)

    @property
    def open_question(self) -> Question | None:
        """The last question, while it waits for its answer and the verdict still asks."""
        last = self.questions[-1] if self.questions else None
        asks = self.check is not None and self.check.verdict == Verdict.ASK
        return last if last and asks and last.check == self.check and last.is_open else None

    @property
    def unsent(self) -> Check | None:
        """A question that was written and not sent yet."""
        check = self.check
        asks = check is not None and check.verdict == Verdict.ASK and check.question_id is None
        return check if asks else None


@dataclass(frozen=True)
class Case:
    """Everything a checker decides on."""

    draft: Draft
    items: Sequence[Item]
    evidence: Sequence[Item]
    messages: Sequence[Message]
    round: int
    problems: Sequence[rules.Problem] = field(default_factory=list)

    @property
    def all_items(self) -> list[Item]:
        return [*self.items, *self.evidence]

    @cached_property
    def changed(self) -> list[Item]:
        """What differs: from the last round where there was one, else from what readers see."""
        return [item for item in self.items if item.changed]

    @cached_property
    def unchecked(self) -> list[Item]:
        return [item for item in self.all_items if item.to_check and item.check is None]

    @cached_property
    def undone(self) -> list[Item]:
        """Everything that still stands against a decision, in the order of the page."""
        return [item for item in self.all_items if not item.is_done]

    @cached_property
    def asking(self) -> list[Item]:
        return [item for item in self.all_items if item.open_question is not None]

    @cached_property
    def unsent(self) -> list[Item]:
        return [item for item in self.all_items if item.unsent is not None]

    @cached_property
    def answered(self) -> list[Item]:
        """Questions that were answered and not judged again."""
        return [
            item
            for item in self.all_items
            if _says(item, Verdict.ASK) and item.unsent is None and item.open_question is None
        ]

    @cached_property
    def unfit(self) -> list[Item]:
        return [item for item in self.all_items if _says(item, Verdict.UNFIT)]

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.all_items if item.to_check)

    @property
    def total(self) -> int:
        return sum(item.to_check for item in self.all_items)

    @property
    def is_ready(self) -> bool:
        """Nothing stands against saying that it is verified."""
        return not self.problems and self.done == self.total


def case_of(draft: Draft) -> Case:
    """The case of a draft that was submitted, in a fixed number of questions."""
    checks = _checks(draft)
    messages = list(threads.of(draft, topic=TOPIC))
    questions = _questions(draft, messages)
    rounds = rounds_of(draft)
    return Case(
        draft=draft,
        items=_items(draft, checks, questions, rounds),
        evidence=_evidence(draft, checks, questions),
        messages=messages,
        round=len(rounds) + 1,
        problems=rules.problems(draft) if draft.state in CHECKED else [],
    )


def rounds_of(draft: Draft) -> list[Version]:
    """What earlier rounds said, oldest first."""
    if draft.version is None:
        return []
    return list(
        versions.of(draft.innovation)
        .filter(state=VersionState.FROZEN, base=draft.version)
        .order_by("number")
    )


def _items(draft, checks, questions, rounds: Sequence[Version]) -> list[Item]:
    shown = first_values(shown_of(draft.innovation))
    now = first_values(_said(draft, rounds))
    before = first_values(rounds[-1].fields) if rounds else shown
    locks = {
        (lock.field, lock.language): lock
        for lock in draft.innovation.locks.filter(ended_at=None).select_related("claim__authority")
    }
    trusted = draft.innovation.state == State.PUBLISHED
    slots = answers_of(draft) if draft.state in STILL else now
    items = []
    for slot in sorted(slots, key=_in_order):
        value, seen, last = now.get(slot), shown.get(slot), before.get(slot)
        if value is None and seen is None and last is None:
            continue
        key = _key(slot)
        item = Item(
            key=key,
            label=str(FIELDS[slot[0]].label),
            value=value,
            shown=seen,
            before=last,
            language=slot[1],
            to_check=not (trusted and value == seen),
            changed=value != last,
            questions=questions.get(key, ()),
            lock=locks.get(slot),
        )
        items.append(_found(item, checks))
    private = _private(draft, checks, questions) if draft.state in STILL else []
    return [*items, *private]


def _said(draft: Draft, rounds: Sequence[Version]) -> Mapping[str, list[list[Any]]]:
    """What was submitted; never what its authors are writing now."""
    if draft.state in STILL:
        return frozen_of(draft)
    if draft.state in OPEN_DRAFTS:
        return rounds[-1].fields if rounds else {}
    return draft.version.fields if draft.version else {}


def _key(slot: Slot) -> str:
    return slot[0] if slot[1] in {"", WRITTEN_IN} else "|".join(slot)


def _private(draft: Draft, checks, questions) -> list[Item]:
    return [
        _found(
            Item(
                key=name,
                label=str(FIELDS[name].label),
                value=value,
                questions=questions.get(name, ()),
                changed=False,
            ),
            checks,
        )
        for name, value in private_answers(draft).items()
    ]


def _evidence(draft: Draft, checks, questions) -> list[Item]:
    rows = draft.innovation.evidence.kept().select_related("file").order_by("pk")
    found = []
    for row in rows:
        key = f"{EVIDENCE}{row.pk}"
        item = Item(
            key=key,
            label=row.title,
            value=[row.file.sha256, row.title, row.field, row.is_public],
            to_check=row.accepted_at is None,
            questions=questions.get(key, ()),
            evidence=row,
        )
        found.append(_found(item, checks))
    return found


def _found(item: Item, checks: Mapping[str, Check]) -> Item:
    """``item`` with the last verdict about it; one about another answer is stale."""
    last = checks.get(item.key)
    if last is None:
        return item
    name = "check" if last.digest == item.digest else "stale"
    return Item(**{**item.__dict__, name: last})


def _checks(draft: Draft) -> dict[str, Check]:
    rows = Check.objects.filter(draft=draft).select_related("by").order_by("pk")
    return {row.field: row for row in rows}


def _questions(draft: Draft, messages: Sequence[Message]) -> dict[str, list[Question]]:
    replies: dict[int, list[Message]] = defaultdict(list)
    by_key = {message.pk: message for message in messages}
    for message in messages:
        if message.reply_to_id is not None and message.is_shown:
            replies[message.reply_to_id].append(message)
    found: dict[str, list[Question]] = defaultdict(list)
    asked = Check.objects.filter(draft=draft, question__isnull=False).order_by("pk")
    for check in asked:
        asked_in = by_key.get(check.question_id or 0)
        if asked_in is not None:
            found[check.field].append(Question(check, asked_in, replies[asked_in.pk]))
    return found


def _says(item: Item, verdict: str) -> bool:
    return item.check is not None and item.check.verdict == verdict


def _in_order(slot: Slot) -> tuple[int, str]:
    return list(FIELDS).index(slot[0]), slot[1]
