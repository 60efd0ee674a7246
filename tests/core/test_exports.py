import csv
import io
import zipfile
from datetime import date
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.core import exports

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=30)
CELLS = st.one_of(TEXT, st.integers(-(10**9), 10**9), st.none(), st.booleans(), st.dates())
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=8)
STARTS = st.sampled_from(exports.FORMULA_STARTS)


def read_csv(pieces):
    return list(csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))


def read_sheets(file):
    """The cells of every sheet as a spreadsheet program would hold them, formulas included."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(file) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        for name in names:
            root = ElementTree.fromstring(book.read(name))
            yield [
                ["".join(cell.itertext()) for cell in row.iter(f"{space}c")]
                for row in root.iter(f"{space}row")
            ]
            assert root.find(f".//{space}f") is None


@given(rows=ROWS)
def test_csv_holds_the_rows_one_to_one(rows):
    read = read_csv(exports.csv_stream(["a", "b"], rows))

    assert read == [["a", "b"], *([str(exports.neutral(cell)) for cell in row] for row in rows)]


@given(start=STARTS, rest=TEXT)
def test_no_csv_cell_starts_a_formula(start, rest):
    assert exports.neutral(start + rest) == f"'{start}{rest}"


@given(space=st.text(" \n\t\u3000"), start=st.sampled_from("=+-@＝＋－＠"), rest=TEXT)
def test_space_before_a_formula_hides_it_from_nobody(space, start, rest):
    assert exports.neutral(space + start + rest) == f"'{space}{start}{rest}"


@given(number=st.integers())
def test_a_negative_number_stays_a_number(number):
    assert exports.neutral(number) == number


def test_csv_is_streamed():
    taken = []

    def rows():
        for number in range(10_000):
            taken.append(number)
            yield [number]

    stream = exports.csv_stream(["n"], rows())
    next(stream), next(stream)

    assert len(taken) == exports.CHUNK_ROWS


@settings(max_examples=30, deadline=None)
@given(start=STARTS, rest=st.text(st.characters(categories=["L", "N"]), max_size=10))
def test_xlsx_holds_no_formula(start, rest):
    with exports.xlsx_file(["a"], [[start + rest]]) as file:
        [sheet] = read_sheets(file)

    assert sheet[1][0].strip("\t\r") == (start + rest).strip("\t\r") or "_x" in sheet[1][0]


def test_xlsx_holds_the_rows_one_to_one():
    rows = [["Puskesmas", 12, date(2026, 2, 12)], ["Desa", -1.5, None]]

    with exports.xlsx_file(["name", "count", "day"], rows) as file:
        [sheet] = read_sheets(file)

    assert sheet == [
        ["name", "count", "day"],
        ["Puskesmas", "12", "2026-02-12"],
        ["Desa", "-1.5", ""],
    ]


def test_xlsx_goes_on_to_the_next_sheet(monkeypatch):
    monkeypatch.setattr(exports, "SHEET_ROWS", 3)

    with exports.xlsx_file(["n"], [[number] for number in range(3)]) as file:
        sheets = list(read_sheets(file))

    assert sheets == [[["n"], ["0"], ["1"]], [["n"], ["2"]]]
