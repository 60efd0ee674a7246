"""The files of a letter: made from its frozen words, never inside a transaction."""

import io
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.db import transaction

from simpul.core import clock, files, journal
from simpul.core.models import File
from simpul.documents.models import Document
from simpul.ui import qr

from .word import word_file

LETTER = Path(__file__).parents[1] / "letters" / "letter.typ"


def make_files(pk: int) -> Document:
    """Make the PDF and the Word file of a numbered letter, once; doing it again changes nothing."""
    document = Document.objects.get(pk=pk)
    if document.frozen is None or (document.pdf_id and document.docx_id):
        return document
    name = document.number.replace("/", "-")
    made = {
        "pdf": files.keep(f"{name}.pdf", io.BytesIO(pdf_of(document.frozen))),
        "docx": files.keep(f"{name}.docx", io.BytesIO(word_file(document.frozen))),
    }
    with transaction.atomic():
        mine = Document.objects.filter(pk=pk, pdf=None).update(**made, sha256=made["pdf"].sha256)
        if mine:
            journal.record(document, "made", details={"sha256": made["pdf"].sha256})
    document.refresh_from_db()
    return document


def pdf_of(letter: dict[str, Any]) -> bytes:
    """Set a letter on its pages, as PDF/UA-1.

    Typst gets the words as data only, finds no file but its own and reaches no network.
    """
    drawn = {**letter, "qr": str(qr.svg(letter["check"]["url"], label=letter["check"]["code"]))}
    if logo := letter["head"]["logo"]:
        drawn["logo"] = list(_bytes_of(logo))
    return typeset(_source(), {"letter": json.dumps(drawn)})


def typeset(source: bytes, words: dict[str, str]) -> bytes:
    """Set pages from a source of ours and words that are data; only the fonts of typst itself."""
    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(root=empty, ignore_system_fonts=True, sys_inputs=words)
        pdf = compiler.compile(
            source, format="pdf", pdf_standards="ua-1", timestamp=int(clock.now().timestamp())
        )
    if not isinstance(pdf, bytes):
        raise TypeError("One PDF is made at a time.")
    return pdf


@cache
def _source() -> bytes:
    return LETTER.read_bytes()


def _bytes_of(pk: int) -> bytes:
    with files.open_file(File.objects.get(pk=pk)) as content:
        return content.read()
