"""A letter as a Word file, from the same words as its PDF."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from simpul.documents.models import Layout

Letter = dict[str, Any]

FONT = "Times New Roman"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
LANGUAGES = {"id": "id-ID", "en": "en-GB"}


def word_file(letter: Letter) -> bytes:
    """Write the letter as DOCX."""
    file = docx.Document()
    _set_up(file, letter)
    _head(file, letter["head"])
    _opening(file, letter)
    for part in letter["body"]:
        if part["label"]:
            _paragraph(file, part["label"], bold=True, after=2)
        PARTS[part["is"]](file, part)
    _foot(file, letter)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _set_up(file: WordFile, letter: Letter) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)
    if letter["layout"] == Layout.CERTIFICATE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11.5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES[letter["language"]])
    normal.element.get_or_add_rPr().append(language)
    title = file.styles["Title"]
    title.font.name, title.font.size, title.font.color.rgb = FONT, Pt(13), None
    file.core_properties.title = letter["title"]
    file.core_properties.subject = letter["number"]
    file.core_properties.language = LANGUAGES[letter["language"]]
    file.core_properties.author = letter["head"]["name"]
    footer = section.footer.paragraphs[0]
    footer.text = letter["check"]["words"]
    footer.runs[0].font.size = Pt(8)


def _head(file: WordFile, head: dict[str, Any]) -> None:
    lines: list[tuple[str, float, bool]] = [(head["above"], 12, True), (head["name"], 15, True)]
    lines += [(head["address"], 9.5, False), (head["contact"], 9.5, False)]
    shown = [line for line in lines if line[0]]
    for text, size, bold in shown:
        last = _paragraph(file, text, bold=bold, align=CENTRE, after=0, size=size)
    _rule_under(last)
    _paragraph(file, "")


def _opening(file: WordFile, letter: Letter) -> None:
    """The title of a letter; one to somebody begins with its number and its subject instead."""
    if letter["meta"]:
        _paragraph(file, letter["dated"], align=WD_ALIGN_PARAGRAPH.RIGHT)
        _grid(file, letter["meta"], (3, 13))
        return
    for place, line in enumerate(letter["heading"]):
        _paragraph(file, line, bold=True, align=CENTRE, after=0, style="" if place else "Title")
    _paragraph(file, "")


def _rule_under(paragraph) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    values = {"w:val": "thinThickSmallGap", "w:sz": "18", "w:space": "4", "w:color": "auto"}
    for name, value in values.items():
        line.set(qn(name), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _paragraph(
    file, text: str, *, bold=False, align=None, after=6.0, size=0.0, style="", indent=0.0
):
    paragraph = file.add_paragraph(style=style or None)
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    if indent:
        paragraph.paragraph_format.left_indent = Cm(indent)
    return paragraph


# --- Parts -------------------------------------------------------------------------------------


def _paragraphs(file: WordFile, part: dict[str, Any]) -> None:
    for text in part["items"]:
        _paragraph(file, text, align=WD_ALIGN_PARAGRAPH.JUSTIFY)


def _addressee(file: WordFile, part: dict[str, Any]) -> None:
    for text in part["items"]:
        _paragraph(file, text, after=0)
    _paragraph(file, "")


def _facts(file: WordFile, part: dict[str, Any]) -> None:
    _grid(file, [[label, value] for label, value in part["rows"]], (5, 11))


def _marked(file: WordFile, part: dict[str, Any]) -> None:
    for item in part["items"]:
        _item(file, item)
    _paragraph(file, "", after=0)


def _item(file: WordFile, item: dict[str, str]) -> None:
    text = f"{item['mark']}\t{item['text']}" if item["mark"] else item["text"]
    paragraph = _paragraph(file, text, after=3, indent=1.2 if item["mark"] else 0)
    if item["mark"]:
        paragraph.paragraph_format.first_line_indent = Cm(-0.9)


def _decisions(file: WordFile, part: dict[str, Any]) -> None:
    _grid(file, [[item["mark"], item["text"]] for item in part["items"]], (4, 12))


def _articles(file: WordFile, part: dict[str, Any]) -> None:
    for article in part["items"]:
        _paragraph(file, article["mark"], bold=True, align=CENTRE, after=0)
        _paragraph(file, article["title"], bold=True, align=CENTRE, after=4)
        for item in article["items"]:
            _item(file, item)


def _parties(file: WordFile, part: dict[str, Any]) -> None:
    rows = []
    for row in part["rows"]:
        people = "\n".join(f"{one['name']}, {one['office']}" for one in row["people"])
        rows.append([row["role"] or people, "\n".join(filter(None, [row["name"], people]))])
    _grid(file, rows, (4.5, 11.5))


def _table(file: WordFile, part: dict[str, Any]) -> None:
    table = file.add_table(rows=1, cols=len(part["header"]), style="Table Grid")
    _fill(table.rows[0].cells, part["header"], bold=True)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in part["rows"]:
        _fill(table.add_row().cells, row)
    _paragraph(file, "")


def _grid(file: WordFile, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    table = file.add_table(rows=0, cols=len(widths))
    for row in rows:
        cells = table.add_row().cells
        _fill(cells, row)
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Cm(width)
    _paragraph(file, "", after=0)


def _fill(cells, texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=False):
        cell.text = text
        for run in cell.paragraphs[0].runs:
            run.bold = bold or None


PARTS: dict[str, Callable[[WordFile, dict[str, Any]], None]] = {
    "paragraphs": _paragraphs,
    "addressee": _addressee,
    "facts": _facts,
    "items": _marked,
    "grounds": _marked,
    "decisions": _decisions,
    "articles": _articles,
    "parties": _parties,
    "table": _table,
}


def _foot(file: WordFile, letter: Letter) -> None:
    if letter["validity"]:
        _paragraph(file, letter["validity"])
    if not letter["meta"]:
        _paragraph(file, letter["dated"], align=WD_ALIGN_PARAGRAPH.RIGHT)
    signers = letter["signers"]
    if signers:
        columns = [
            "\n".join(filter(None, [one["role"], one["party"], one["office"]]))
            + "\n\n\n\n"
            + one["name"]
            for one in signers
        ]
        for start in range(0, len(columns), 2):
            pair = columns[start : start + 2]
            _grid(file, [pair], [8] * len(pair))
    if letter["copies"]:
        _paragraph(file, letter["copies_label"], bold=True, after=0)
        for place_in_list, text in enumerate(letter["copies"], start=1):
            _paragraph(file, f"{place_in_list}. {text}", after=0)
