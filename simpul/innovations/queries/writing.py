"""What the pages of those who write show: the form with its answers, how far it is, what blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from simpul.core import clock, versions
from simpul.innovations.models import (
    FIELDS,
    Claim,
    Draft,
    DraftRival,
    DraftState,
    DraftValue,
    Evidence,
    FormStep,
    Innovation,
    Question,
)
from simpul.innovations.policies import visible_drafts
from simpul.innovations.queries.answers import (
    OUTCOME_DATES,
    OUTCOME_NUMBERS,
    OUTCOME_PARTS,
    as_date,
    boxes_of,
    is_empty,
    number_shown,
)
from simpul.innovations.queries.choices import Groups, choices_for
from simpul.innovations.queries.precedence import ladder, ranked
from simpul.innovations.queries.rules import (
    Case,
    Problem,
    case_of,
    count_words,
    problems_in,
    questions_on,
)
from simpul.innovations.queries.submitted import WRITTEN_IN, digest_of, private_answers, slot_of
from simpul.innovations.queries.two_texts import said

# For how long a file taken away stands there to be brought back.
UNDO_WITHIN = timedelta(days=1)
# What is wrong only because nobody has come to it yet.
NOT_YET = frozenset({"required", "evidence", "confirmation", "too_young"})


def language_of(name: str) -> str:
    """The language under which an answer is kept."""
    spoken = name == "title" or FIELDS[name].kind == "text"
    return WRITTEN_IN if spoken else ""


def drafts_for(user) -> QuerySet[Draft]:
    """Every draft ``user`` may see."""
    return Draft.objects.filter(visible_drafts(user))


def draft_page(pk: int, user) -> Draft | None:
    """The draft with what all its pages read; None where ``user`` may not see it."""
    rows = drafts_for(user).select_related(
        "innovation__owner", "innovation__canonical", "organisation", "author", "hub", "verifier"
    )
    return rows.filter(pk=pk).first()


def fingerprint(value: Any) -> str:
    """What an answer was when a page was made, so that an untouched one is told from a new one."""
    return digest_of(value)[:16]


# --- What a record says already ----------------------------------------------------------------


def prefilled(record: Innovation) -> dict[str, Any]:
    """The answers a record gives today: its public version, else what its sources say first."""
    public = versions.public(record) if record.is_verified else None
    if public is not None:
        said = {slot_of(key): rows[0][0] for key, rows in public.fields.items() if rows}
    else:
        claims = Claim.objects.filter(innovation__canonical=record, retired_at=None)
        said = {slot: rows[0].value for slot, rows in ranked(claims, ladder()).items()}
    asked = {question.field for question in questions_on(clock.today())}
    # What is private stays with the draft it was written in. Whether it still runs is asked anew.
    last = record.drafts.filter(state=DraftState.ACCEPTED).order_by("-decided_at").first()
    found: dict[str, Any] = private_answers(last) if last else {}
    for (name, language), value in said.items():
        if name in asked and (name not in found or language == WRITTEN_IN):
            found[name] = value
    return found


# --- The form ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One question on the page, with its answer and what is wrong with it."""

    question: Question
    value: Any
    revision: int = 0
    was: str = ""
    saved: str = ""
    problems: Sequence[Problem] = ()
    rival: DraftRival | None = None
    evidence: Sequence[Evidence] = ()
    choices: Groups = ()
    faults: Sequence[str] = ()
    # How many rows of figures the page shows at least.
    wanted: int = 1

    @property
    def field(self) -> str:
        return self.question.field

    @property
    def kind(self) -> str:
        return FIELDS[self.field].kind

    @property
    def id(self) -> str:
        return f"f-{self.field}"

    @property
    def words(self) -> int:
        return count_words(self.value) if isinstance(self.value, str) else 0

    @property
    def over(self) -> int:
        limit = self.question.max_words
        return max(self.words - limit, 0) if limit else 0

    @property
    def is_wrong(self) -> bool:
        return bool(self.shows or self.faults)

    @property
    def boxes(self) -> dict[str, str]:
        """The three boxes of a date."""
        return boxes_of(self.value)

    @property
    def chosen(self) -> list[str]:
        """The codes chosen, as text."""
        codes = self.value if isinstance(self.value, list) else [self.value]
        return [str(code) for code in codes]

    @property
    def strange(self) -> bool:
        """Whether the answer is none of the choices; it is shown all the same."""
        known = {choice.value for _group, choices in self.choices for choice in choices}
        return bool(self.chosen[0]) and self.chosen[0] not in known

    @property
    def contact(self) -> Mapping[str, Any]:
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The figures, and empty rows up to the number wanted."""
        said = [row for row in self.value or () if isinstance(row, Mapping)]
        return [outcome_boxes(row) for row in [*said, *[{}] * (self.wanted - len(said))]]

    @property
    def shows(self) -> list[Problem]:
        """What stands between hint and box; that two texts wait is said by a panel of its own."""
        return [problem for problem in self.problems if problem.rule != "two_texts"]


@dataclass(frozen=True)
class StepLine:
    """One step in the list beside the form."""

    step: FormStep
    number: int
    asked: int
    answered: int
    missing: int
    faults: int

    @property
    def is_done(self) -> bool:
        return not self.missing and not self.faults

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.faults:
            return _("%(count)d to mend") % {"count": self.faults}
        if self.is_done:
            return _("Complete")
        if not self.answered:
            return _("Not begun")
        return _("%(answered)d of %(asked)d answers") % {
            "answered": self.answered,
            "asked": self.asked,
        }


@dataclass(frozen=True)
class Form:
    """A draft as the form shows it: every step, every answer, everything that blocks."""

    draft: Draft
    questions: Sequence[Question]
    kept: Mapping[str, DraftValue]
    problems: Sequence[Problem]
    rivals: Mapping[str, DraftRival]
    evidence: Mapping[str, list[Evidence]]
    zone: str = "Asia/Jakarta"
    typed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def steps(self) -> list[StepLine]:
        found: dict[int, FormStep] = {q.step_id: q.step for q in self.questions}
        return [self._line(step, number) for number, step in enumerate(found.values(), start=1)]

    def _line(self, step: FormStep, number: int) -> StepLine:
        asked = [question for question in self.questions if question.step_id == step.pk]
        answered = [q for q in asked if q.field in self.kept and not is_empty(self.value(q.field))]
        wrong = [problem for problem in self.problems if problem.step == step.key]
        return StepLine(
            step=step,
            number=number,
            asked=len(asked),
            answered=len(answered),
            missing=sum(problem.rule in NOT_YET for problem in wrong),
            faults=sum(problem.rule not in NOT_YET for problem in wrong),
        )

    def value(self, name: str) -> Any:
        return self.kept[name].value if name in self.kept else ""

    @property
    def title(self) -> str:
        return str(self.value("title") or self.draft.innovation.title)

    def items(
        self,
        key: str,
        *,
        checked: bool,
        wanted: int = 1,
        faults: Mapping[str, Sequence[str]] | None = None,
    ) -> list[Item]:
        """The questions of a step; ``checked`` shows what is wrong with each."""
        asked = [question for question in self.questions if question.step.key == key]
        return [
            replace(
                self._item(question, checked=checked),
                choices=choices_for(question),
                faults=(faults or {}).get(question.field, ()),
                wanted=wanted,
            )
            for question in asked
        ]

    def _item(self, question: Question, *, checked: bool) -> Item:
        name, kept = question.field, self.kept.get(question.field)
        value = kept.value if kept else ""
        wrong = [problem for problem in self.problems if problem.field == name]
        return Item(
            question=question,
            value=self.typed.get(name, value),
            revision=kept.revision if kept else 0,
            was=fingerprint(value),
            saved=saved_at(kept.at, self.zone) if kept else "",
            problems=wrong if checked else [p for p in wrong if p.rule not in NOT_YET],
            rival=self.rivals.get(name),
            evidence=self.evidence.get(name, ()),
        )

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Every question that has an answer, with the answer in words."""
        said = [(q.ask, in_words(q, self.value(q.field))) for q in self.questions]
        return [(ask, text) for ask, text in said if text]

    @property
    def required(self) -> int:
        return sum(question.required for question in self.questions)

    @property
    def answered(self) -> int:
        missing = {problem.field for problem in self.problems if problem.rule == "required"}
        return self.required - len(missing)


def in_words(question: Question, value: Any) -> str:
    """An answer as somebody reads it: labels for codes, lines for rows."""
    if is_empty(value):
        return ""
    labels = {c.value: c.label for _group, group in choices_for(question) for c in group}
    if labels:
        codes = value if isinstance(value, list) else [value]
        return "\n".join(labels.get(str(code), str(code)) for code in codes)
    day = as_date(value)
    return formats.date_format(day, "j F Y") if day else said(value)


def outcome_boxes(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row of figures as its boxes show it."""
    shown: dict[str, Any] = {name: row.get(name, "") for name in OUTCOME_PARTS}
    for name in OUTCOME_NUMBERS:
        shown[name] = number_shown(row.get(name))
    for name in OUTCOME_DATES:
        shown[name] = boxes_of(row.get(name))
    return shown


def form_of(draft: Draft, *, user=None, typed: Mapping[str, Any] | None = None) -> Form:
    """The whole form of a draft in a fixed number of queries."""
    case: Case = case_of(draft)
    evidence: dict[str, list[Evidence]] = {}
    lately = Q(removed_at__gt=clock.now() - UNDO_WITHIN, draft=draft)
    files = draft.innovation.evidence.filter(Q(removed_at=None) | lately)
    for row in files.select_related("file", "preview"):
        evidence.setdefault(row.field, []).append(row)
    rivals = draft.rivals.filter(settled_at=None).select_related("by")
    return Form(
        draft=draft,
        questions=case.questions,
        kept={
            value.field: value
            for value in draft.values.select_related("by")
            if value.language in {"", WRITTEN_IN}
        },
        problems=problems_in(case),
        rivals={rival.field: rival for rival in rivals},
        evidence=evidence,
        zone=getattr(user, "zone", "") or "Asia/Jakarta",
        typed=typed or {},
    )


def saved_at(at: datetime, zone: str) -> str:
    """14.32 WITA, and the day where it is not today."""
    here, today = at.astimezone(ZoneInfo(zone)), clock.now().astimezone(ZoneInfo(zone)).date()
    hour = f"{formats.date_format(here, 'H.i')} {here:%Z}"
    return hour if here.date() == today else f"{formats.date_format(here, 'j F Y')}, {hour}"
