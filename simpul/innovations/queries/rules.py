"""What still blocks a submission: one answer for the author's list and the verifier's check."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as part
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.core import clock
from simpul.geography.models import Region
from simpul.innovations.models import FIELDS, Draft, DraftValue, Question
from simpul.innovations.queries.answers import as_date, as_number, is_empty
from simpul.innovations.queries.submitted import WRITTEN_IN, digest_of
from simpul.vocabularies.models import Affair, Goal, Sector, Stage

# The same class of characters as in `writing/words.js`.
_BETWEEN_WORDS = re.compile(r"[\s\ufeff]+")
TITLE_LETTERS = 300
SHORT_LETTERS = {"unit": 300, "form": 60, "video": 1000}
OLDEST_YEAR = 1945


@dataclass(frozen=True)
class Problem:
    """One thing that blocks: the field, the rule it breaks, what is wrong and what to do."""

    field: str
    rule: str
    say: str = part(compare=False)
    fix: str = part(compare=False)
    step: str = part(default="", compare=False)
    label: str = part(default="", compare=False)


@dataclass(frozen=True)
class Case:
    """All that the rules look at; nothing else decides."""

    values: Mapping[str, Any]
    evidence: Collection[str]
    questions: Sequence[Question]
    on: date
    codes: Mapping[str, Collection[str]]
    rivals: Collection[str] = ()
    waits_for_unit: bool = False


def count_words(text: str) -> int:
    """How many words a text has: what stands between spaces and holds a letter or a digit."""
    return sum(1 for word in _BETWEEN_WORDS.split(text) if any(map(_is_sign, word)))


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


# --- Asking ------------------------------------------------------------------------------------


def problems(draft: Draft) -> list[Problem]:
    """What blocks this draft now, in the order of the form, in the language of the reader."""
    return problems_in(case_of(draft))


def problems_of(
    values: Mapping[str, Any],
    evidence: Collection[str],
    questions: Sequence[Question],
    on: date,
    **more: Any,
) -> list[Problem]:
    """The same for answers that lie anywhere: ``evidence`` names the fields that have a file."""
    known = more.pop("codes", None)
    codes = known if known is not None else known_codes()
    return problems_in(Case(values, evidence, questions, on, codes, **more))


def problems_in(case: Case) -> list[Problem]:
    """Every rule over every question, then those about the whole."""
    found = [problem for question in case.questions for problem in _about(question, case)]
    if case.waits_for_unit:
        found.append(
            Problem(
                "",
                "confirmation",
                _("The unit has not confirmed what was written in its name."),
                _("Ask it to confirm by mail, or add its signed statement."),
                label=_("Confirmation of the unit"),
            )
        )
    return found


def case_of(draft: Draft) -> Case:
    """What the rules look at in a draft, read in a fixed number of queries."""
    return Case(
        values={value.field: value.value for value in in_the_form(draft)},
        evidence=set(draft.innovation.evidence.kept().values_list("field", flat=True)),
        questions=questions_on(clock.today()),
        on=clock.today(),
        codes=known_codes(),
        rivals=set(draft.rivals.filter(settled_at=None).values_list("field", flat=True)),
        waits_for_unit=waits_for_unit(draft),
    )


def in_the_form(draft: Draft) -> list[DraftValue]:
    """The answers in the language of the form; what stands beside them in another is not asked."""
    return [row for row in draft.values.all() if row.language in {"", WRITTEN_IN}]


def waits_for_unit(draft: Draft) -> bool:
    """Say whether a bureau wrote for a unit that has not confirmed what stands there now."""
    if not draft.entered_for:
        return False
    said = draft.confirmations.exclude(confirmed_at=None).values_list("digest", flat=True)
    return values_digest(draft) not in set(said)


def values_digest(draft: Draft) -> str:
    """What a draft says, as one number: another answer gives another number."""
    said = {(v.field, v.language): v.value for v in draft.values.all()}
    return digest_of([[*slot, value] for slot, value in sorted(said.items())])


def questions_on(day: date) -> list[Question]:
    """The questions asked on a day, in the order of the form."""
    asked = Question.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day)
    return list(asked.select_related("step").order_by("step__order", "order"))


def known_codes() -> dict[str, set[str]]:
    """The codes that answers may name, by field."""
    return {
        "region": set(Region.objects.values_list("code", flat=True)),
        "sector": set(Sector.objects.values_list("key", flat=True)),
        "affair": set(Affair.objects.values_list("code", flat=True)),
        "goals": {str(number) for number in Goal.objects.values_list("number", flat=True)},
        "life_status": set(Stage.objects.values_list("code", flat=True)),
    }


# --- Rules -------------------------------------------------------------------------------------

Found = Iterator[tuple[str, str, str]]


def _about(question: Question, case: Case) -> Iterator[Problem]:
    value = case.values.get(question.field)
    for rule, say, fix in _broken(question, value, case):
        yield Problem(question.field, rule, say, fix, question.step.key, question.ask)


def _broken(question: Question, value: Any, case: Case) -> Found:
    if question.field in case.rivals:
        yield (
            "two_texts",
            _("Two people wrote this answer, and both texts are kept."),
            _("Compare the two and choose."),
        )
    if is_empty(value):
        if question.required:
            yield "required", _("This is not answered yet."), _("Write an answer.")
    else:
        yield from _RULES[_kind(question)](question, value, case)
    if question.needs_evidence and question.field not in case.evidence:
        yield (
            "evidence",
            _("There is no evidence for this answer."),
            _("Add at least one file that shows it."),
        )


def _kind(question: Question) -> str:
    return FIELDS[question.field].kind


def _text(question: Question, value: Any, case: Case) -> Found:
    text = str(value)
    yield from _length(question, count_words(text))
    limit = TITLE_LETTERS if question.field == "title" else SHORT_LETTERS.get(question.field)
    if limit and len(text) > limit:
        yield (
            "too_many_letters",
            _("It has %(count)d letters, and %(limit)d fit.")
            % {"count": len(text), "limit": limit},
            _("Shorten it."),
        )
    if question.field == "video":
        yield from _address(text)
    if question.choices and text not in {choice[0] for choice in question.choices}:
        yield _unknown(text)


def _length(question: Question, words: int) -> Found:
    over = words - question.max_words if question.max_words else 0
    if over > 0:
        yield (
            "too_long",
            ngettext("It is %(over)d word too long.", "It is %(over)d words too long.", over)
            % {"over": over},
            _("Shorten it to at most %(limit)d words; it has %(count)d.")
            % {"limit": question.max_words, "count": words},
        )
    if words < question.min_words:
        yield (
            "too_short",
            _("It has %(count)d of at least %(limit)d words.")
            % {"count": words, "limit": question.min_words},
            _("Tell a little more."),
        )


def _address(text: str) -> Found:
    try:
        URLValidator(schemes=["http", "https"])(text.strip())
    except ValidationError:
        yield (
            "address",
            _("“%(text)s” is no address of a page.") % {"text": text[:80]},
            _("Write it whole, beginning with https://."),
        )


def _unknown(code: str) -> tuple[str, str, str]:
    return (
        "unknown_code",
        _("“%(code)s” is not in the list.") % {"code": str(code)[:80]},
        _("Choose from the list."),
    )


def _code(question: Question, value: Any, case: Case) -> Found:
    if str(value) not in case.codes.get(question.field, ()):
        yield _unknown(value)


def _list(question: Question, value: Any, case: Case) -> Found:
    for code in value if isinstance(value, list) else [value]:
        if str(code) not in case.codes.get(question.field, ()):
            yield _unknown(code)
            return


def _date(question: Question, value: Any, case: Case) -> Found:
    day = as_date(value)
    if day is None:
        yield "date", date_fault(value), _("Correct the date.")
    elif day > case.on:
        yield (
            "future",
            _("This day has not come yet."),
            _("Write the day people began to use it."),
        )
    elif day.year < OLDEST_YEAR:
        yield (
            "date",
            _("The year cannot be before %(year)d.") % {"year": OLDEST_YEAR},
            _("Correct the year."),
        )
    elif months_between(day, case.on) < question.min_age_months:
        yield (
            "too_young",
            _("It has been in use for less than %(months)d months.")
            % {"months": question.min_age_months},
            _("Go on writing; it can be submitted once it is old enough."),
        )


def date_fault(value: Any) -> str:
    """What is wrong with three boxes that name no day."""
    boxes = value if isinstance(value, Mapping) else {}
    typed = {name: str(boxes.get(name, "")) for name in ("day", "month", "year")}
    if not all(typed.values()):
        return _("Day, month and year are all needed.")
    if not typed["month"].isdecimal() or not 1 <= int(typed["month"]) <= 12:
        return _("The month must be a number from 1 to 12. You wrote %(month)s.") % typed
    if not typed["year"].isdecimal() or len(typed["year"]) != 4:
        return _("The year must have four digits. You wrote %(year)s.") % typed
    return _("There is no day %(day)s in that month.") % typed


def months_between(first: date, last: date) -> int:
    """How many whole months lie between two days."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _rows(question: Question, value: Any, case: Case) -> Found:
    rows = [row for row in value if isinstance(row, Mapping) and not is_empty(row)]
    for number, row in enumerate(rows, start=1):
        yield from _outcome(number, row, case.on)


def _outcome(number: int, row: Mapping[str, Any], on: date) -> Found:
    place = {"number": number}
    for name, asked in _ASKED.items():
        if is_empty(row.get(name)):
            yield (
                f"row_{number}_{name}",
                _("Result %(number)d: %(asked)s is missing.") % {**place, "asked": asked()},
                _("Fill it in, or remove the row."),
            )
    for name in ("baseline", "latest"):
        typed = row.get(name)
        if not is_empty(typed) and as_number(typed) is None:
            yield (
                f"row_{number}_{name}",
                _("Result %(number)d: “%(typed)s” is no number.")
                % {**place, "typed": str(typed)[:40]},
                _("Write digits only, and the unit in its own box."),
            )
    yield from _outcome_dates(number, row, on)


_ASKED = {
    "indicator": lambda: _("what was measured"),
    "baseline": lambda: _("the figure before"),
    "baseline_on": lambda: _("the day it was measured before"),
    "latest": lambda: _("the latest figure"),
    "latest_on": lambda: _("the day it was measured last"),
}


def _outcome_dates(number: int, row: Mapping[str, Any], on: date) -> Found:
    days = {name: as_date(row.get(name)) for name in ("baseline_on", "latest_on")}
    for name, day in days.items():
        typed = row.get(name)
        if not is_empty(typed) and day is None:
            say = _("Result %(number)d: %(fault)s")
            fault = {"number": number, "fault": date_fault(typed)}
            yield f"row_{number}_{name}", say % fault, _("Correct the date.")
        elif day and day > on:
            say = _("Result %(number)d: this day has not come yet.")
            yield f"row_{number}_{name}", say % {"number": number}, _("Correct the date.")
    before, after = days["baseline_on"], days["latest_on"]
    if before and after and after < before:
        say = _("Result %(number)d: the latest figure is older than the one before.")
        yield f"row_{number}_order", say % {"number": number}, _("Exchange the two dates.")


def _contact(question: Question, value: Any, case: Case) -> Found:
    contact = value if isinstance(value, Mapping) else {}
    if is_empty(contact.get("name")):
        yield "contact_name", _("The contact has no name."), _("Write a name or an office.")
    email = str(contact.get("email") or "").strip()
    if not email and is_empty(contact.get("phone")):
        yield (
            "contact_way",
            _("The contact has neither e-mail nor telephone."),
            _("Write at least one of them."),
        )
    if email:
        try:
            validate_email(email)
        except ValidationError:
            yield (
                "contact_email",
                _("“%(email)s” is no e-mail address.") % {"email": email[:80]},
                _("Write it as name@office.go.id."),
            )


def _anything(question: Question, value: Any, case: Case) -> Iterable:
    return ()


_RULES: dict[str, Any] = {
    "text": _text,
    "short": _text,
    "code": _code,
    "list": _list,
    "date": _date,
    "rows": _rows,
    "private": _contact,
    "number": _anything,
    "many": _anything,
}
