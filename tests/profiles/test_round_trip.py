"""Out and in again: whatever a form holds comes back the same, by every kind of file."""

import json
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simpul.core import exports, sheets
from simpul.innovations.queries.rules import count_words
from simpul.profiles.models import Form, Kind
from simpul.profiles.queries import measuring, tables
from simpul.profiles.queries.converting import CODED, FILED
from simpul.profiles.queries.days import day_in
from simpul.profiles.queries.figures import apart, joined, lines_of, rows_in
from simpul.profiles.queries.filling import filled
from simpul.profiles.queries.forms import asked
from simpul.profiles.queries.reading import tidy
from simpul.profiles.queries.saying import Body, Said
from simpul.profiles.queries.unpacked import unpacked

LETTERS = st.characters(
    codec="utf-8",
    categories=("L", "N", "P", "S", "Zs"),
    include_characters="\n",
    exclude_characters="'",
)  # fmt: skip
TEXT = st.text(LETTERS, max_size=60).map(tidy)
LINE = TEXT.map(lambda text: " ".join(text.split()))
WORDS = st.lists(st.sampled_from(["kapal", "pulau", "layanan", "cepat"]), min_size=1, max_size=8)
PLAIN = WORDS.map(" ".join)
DAYS = st.dates(date(1950, 1, 1), date(2026, 1, 1)).map(date.isoformat)
NUMBERS = st.decimals(0, 99999, places=1).map(str)
FORMS = ("opsi-case", "kipp-2023", "iga-2023", "iga-2026")


@pytest.fixture(scope="package")
def known(_forms_once, django_db_blocker):
    """Every form ready to be filled; nothing below asks the database."""
    with django_db_blocker.unblock():
        return {key: asked(Form.objects.get(key=key)) for key in FORMS}


def an_answer(field, sought):
    codes = [choice.code for choice in sought.choices(field)]
    if field.kind == Kind.CHOICES:
        chosen = st.lists(st.sampled_from(codes), unique=True, max_size=4)
        return chosen.map(lambda some: sorted(some, key=codes.index) or "")
    if field.kind in CODED:
        return st.sampled_from(["", *codes])
    return {
        Kind.TEXT: TEXT,
        Kind.DATE: DAYS,
        Kind.YEAR: st.integers(1950, 2026).map(str),
    }.get(field.kind, LINE)


@st.composite
def answers(draw, sought):
    said = {f.key: draw(an_answer(f, sought)) for f in sought.fields if f.kind not in FILED}
    return {key: value for key, value in said.items() if value not in ("", [])}


def again(came, sought, owner=None):
    return filled(sought, Said(values=came.values, owner=owner, answers=came.answers)).values


@pytest.mark.parametrize("key", FORMS)
def test_a_form_that_came_in_goes_out_the_same(known, key):
    sought = known[key]

    @settings(max_examples=40)
    @given(answers(sought))
    def holds(said):
        came = unpacked(said, sought)
        assert again(came, sought) == said
        assert (came.faults, came.notes) == ([], [])

    holds()


def by_workbook(package):
    file = exports.xlsx_file(tables.header(package), tables.rows(package))
    return tables.found_in(sheets.lines(file.read()), package.asked, 2).given


def by_row(package):
    file = exports.xlsx_file(tables.flat_header(package), [tables.flat_row(package)])
    return tables.found_in(sheets.lines(file.read()), package.asked, 2).given


def by_csv(package):
    content = b"".join(exports.csv_stream(tables.header(package), tables.rows(package)))
    return tables.found_in(sheets.lines(content), package.asked, 2).given


def by_json(package):
    return json.loads(json.dumps(tables.plain(package)))["values"]


@pytest.mark.parametrize("key", ["opsi-case", "iga-2026"])
@pytest.mark.parametrize("by", [by_workbook, by_row, by_csv, by_json])
def test_our_own_file_brings_back_what_went_out(known, by, key):
    sought = known[key]

    @settings(max_examples=8)
    @given(answers(sought).filter(lambda said: len(said) > 1))
    def holds(said):
        package = filled(sought, Said(values={}, answers=said))
        came = unpacked(by(package), sought)
        assert again(came, sought) == package.values == said

    holds()


RECORD = st.fixed_dictionaries(
    {("title", "id"): PLAIN},
    optional={
        **{
            (name, "id"): PLAIN
            for name in ("summary", "problem", "objectives", "novelty", "how_it_works", "impact",
                         "replication", "resources", "sustainability", "benefit")
        },
        ("unit", ""): PLAIN,
        ("started_on", ""): DAYS,
        ("video", ""): st.just("https://contoh.go.id/video"),
        ("life_status", ""): st.sampled_from(["idea", "trial", "running"]),
        ("affair", ""): st.sampled_from(["1.01", "1.02", "2.16"]),
        ("goals", ""): st.lists(st.integers(1, 17), min_size=1, unique=True).map(sorted),
    },
)  # fmt: skip


@settings(max_examples=60)
@given(said=RECORD)
@pytest.mark.parametrize("key", ["kipp-2023", "iga-2026"])
def test_what_a_form_carries_of_a_record_comes_back_whole(known, key, said):
    sought, owner = known[key], Body("Pemerintah Kabupaten Uji", "regency")
    package = filled(sought, Said(values=said, owner=owner))
    came = unpacked(package.values, sought, owner=owner)

    carried = {mapping.record for field in sought.fields for mapping in field.mappings.all()}
    expected = {slot: value for slot, value in said.items() if slot[0] in carried}
    assert (came.values, came.answers) == (expected, {})


ROW = st.fixed_dictionaries(
    {
        "indicator": PLAIN, "unit": st.just("hari") | st.just(""), "baseline": NUMBERS,
        "baseline_on": DAYS, "latest": NUMBERS, "latest_on": DAYS,
        "method": PLAIN | st.just(""), "comparison": PLAIN | st.just(""),
    }
)  # fmt: skip


@given(st.lists(ROW, min_size=1, max_size=3), st.sampled_from(["id", "en"]))
@settings(max_examples=40)
def test_figures_told_in_lines_are_figures_again(rows, language):
    assert rows_in(lines_of(rows, language), language) == rows


@given(st.lists(PLAIN | st.just(""), min_size=3, max_size=3).filter(any))
def test_texts_joined_under_lead_words_come_apart_again(texts):
    leads = ["", "Tujuan", "Cara kerja"]
    assert apart(joined(list(zip(leads, texts, strict=True))), leads) == texts


@given(text=TEXT, least=st.integers(0, 12), more=st.integers(0, 12))
@settings(max_examples=80)
def test_a_text_is_too_long_or_short_exactly_when_its_count_says_so(known, text, least, more):
    assume(text)
    field = next(f for f in known["kipp-2023"].fields if f.key == "ringkasan")
    for counts, count in (("words", count_words(text)), ("characters", len(text))):
        field.counts, field.least, field.most = counts, least, least + more
        rules = {trouble.rule for trouble in measuring.troubles(field, text)}
        assert (measuring.TOO_LONG in rules) == (count > least + more)
        assert (measuring.TOO_SHORT in rules) == (count < least)
        assert measuring.length(field, text) == count


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17/08/2020", date(2020, 8, 17)),
        ("27 Juli 2015", date(2015, 7, 27)),
        ("14 March 2023", date(2023, 3, 14)),
        ("2020-08-17T00:00:00", date(2020, 8, 17)),
        ("44060", date(2020, 8, 17)),
        ("Januari 2022", None),
        ("2021", None),
        ("31-02-2020", None),
        ("kemarin", None),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert day_in(text) == day
