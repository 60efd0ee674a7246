import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simpul.innovations.models import FormStep, Question
from simpul.innovations.queries.answers import date_from, number_from, number_shown
from simpul.innovations.queries.rules import (
    count_words,
    months_between,
    problems,
    problems_of,
    questions_on,
)
from simpul.innovations.queries.writing import form_of
from simpul.innovations.services.drafting.saving import clean
from simpul.innovations.services.evidence import add_evidence
from simpul.innovations.services.submission import Blocked, submit
from tests.innovations.writing_world import answers, world

pytestmark = pytest.mark.django_db

TEXTS = json.loads((Path(__file__).parent / "words.json").read_text())
CODES = {
    "region": {"73"},
    "sector": {"kesehatan"},
    "affair": {"1.02"},
    "goals": {"3"},
    "life_status": {"running"},
}
TODAY = date(2026, 11, 22)


def asked(field, **rules):
    step = FormStep(key="story", order=1, label_id="", label_en="")
    return Question(field=field, step=step, order=1, valid_from=TODAY, **rules)


def broken(field, value, *, evidence=(), **rules):
    question = asked(field, **rules)
    found = problems_of({field: value}, evidence, [question], TODAY, codes=CODES)
    return [problem.rule for problem in found]


@pytest.mark.parametrize(("text", "count"), [(row["text"], row["count"]) for row in TEXTS])
def test_words_are_counted_by_one_rule(text, count):
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("field", "value", "rules", "expected"),
    [
        ("summary", "", {"required": True}, ["required"]),
        ("summary", " \n", {"required": True}, ["required"]),
        ("summary", "", {}, []),
        ("summary", "satu dua tiga", {"max_words": 2}, ["too_long"]),
        ("summary", "satu", {"min_words": 2, "max_words": 5}, ["too_short"]),
        ("sector", "tidak-ada", {}, ["unknown_code"]),
        ("goals", [3, 99], {}, ["unknown_code"]),
        ("started_on", {"day": "4", "month": "13", "year": "2025"}, {}, ["date"]),
        ("started_on", "2027-01-01", {}, ["future"]),
        ("started_on", "2026-06-01", {"min_age_months": 12}, ["too_young"]),
        ("started_on", "2025-11-22", {"min_age_months": 12}, []),
        ("video", "bukan alamat", {}, ["address"]),
        ("outcomes", [], {"required": True}, ["required"]),
        ("outcomes", [], {"needs_evidence": True}, ["evidence"]),
        (
            "contact",
            {"name": "", "email": "a@", "phone": ""},
            {},
            ["contact_name", "contact_email"],
        ),
    ],
)
def test_each_rule(field, value, rules, expected):
    assert broken(field, value, **rules) == expected


def test_figures_are_numbers_with_days_in_order():
    row = {"indicator": "Kartu", "baseline": "18", "baseline_on": "2023-01-01"}
    row |= {"latest": "banyak", "latest_on": "2022-01-01"}

    assert broken("outcomes", [row]) == ["row_1_latest", "row_1_order"]


@given(st.dates(), st.integers(0, 300))
def test_months_are_whole(first, months):
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year > 9998:
        return
    last = date(year, month + 1, min(first.day, 28))
    assert months_between(first.replace(day=min(first.day, 28)), last) == months


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("18,5", "18.5"), ("1.250", "1250"), ("1.250,5", "1250.5"), ("18.5", "18.5"),
     ("74 %", "74"), ("banyak", "banyak"), ("", "")],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written_here(typed, kept):
    assert number_from(typed) == kept
    assert number_from(number_shown(kept)) == kept


def test_a_date_that_is_none_keeps_its_boxes():
    boxes = {"day": "31", "month": "2", "year": "2024"}

    assert date_from({"day": "4", "month": "3", "year": "2024"}) == "2024-03-04"
    assert date_from(boxes) == boxes


def test_a_whole_form_is_blocked_by_nothing_but_its_evidence():
    here = world(**answers())
    assert [(p.field, p.rule) for p in problems(here.draft)] == [("outcomes", "evidence")]

    add_evidence(here.draft, "data.pdf", BytesIO(b"%PDF-1.7 x"), field="outcomes", by=here.author)
    assert problems(here.draft) == []


def test_every_line_says_what_is_wrong_and_what_to_do():
    here = world()

    for problem in problems(here.draft):
        assert problem.say
        assert problem.fix
        assert problem.label
        assert problem.step


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.text(max_size=40),
        "problem": st.sampled_from(["", "kata " * 300, "cukup " * 30]),
        "started_on": st.one_of(
            st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(str),
            st.just({"day": "31", "month": "2", "year": "x"}),
        ),
        "goals": st.lists(st.sampled_from([3, 99, "x"]), max_size=3),
        "sector": st.sampled_from(["", "kesehatan", "lain"]),
        "outcomes": st.lists(
            st.fixed_dictionaries(
                {"indicator": st.text(max_size=5), "latest": st.text(max_size=3)}
            ),
            max_size=3,
        ),
        "contact": st.sampled_from(["", {"name": "Sari", "email": "x", "phone": ""}]),
    },
)


class OneRuleSet(TestCase):
    """What the author's page lists, what the rules say and what refuses a submission are one."""

    databases = "__all__"

    @classmethod
    def setUpTestData(cls):
        cls.here = world()

    @given(VALUES)
    def test_author_and_verifier_read_one_list(self, values):
        draft = self.here.draft
        draft.values.exclude(field="title").delete()
        draft.values.bulk_create(
            draft.values.model(
                draft=draft, field=name, value=clean(value), by=draft.author, at=draft.opened_at
            )
            for name, value in values.items()
        )

        shown = {(p.field, p.rule) for p in form_of(draft).problems}
        checked = {(p.field, p.rule) for p in problems(draft)}
        with pytest.raises(Blocked) as refused:
            submit(draft, by=draft.author)

        assert shown == checked == {(p.field, p.rule) for p in refused.value.problems}


def test_the_form_asks_each_question_once():
    world()
    fields = [question.field for question in questions_on(TODAY)]

    assert len(fields) == len(set(fields))
    assert 25 <= len(fields) <= 30
