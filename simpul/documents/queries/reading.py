"""What a PDF holds: how many pages, and which words. Never trusted, only compared."""

import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from simpul.core import files
from simpul.core.models import File

UNREADABLE = _("This PDF cannot be read: it is damaged or locked by a password.")

# More is not read: no letter of ours is longer, and reading is work.
MOST_PAGES = 60
BROKEN = (PyPdfError, ValueError, KeyError, IndexError, RecursionError, TypeError, AttributeError)


def content_of(file: File) -> bytes:
    """What is kept, whole."""
    with files.open_file(file) as content:
        return content.read()


def page_count(pdf: bytes) -> int:
    """How many pages it has; ``ValidationError`` where it cannot be read."""
    return len(_reader(pdf).pages)


def words_of(pdf: bytes) -> list[str]:
    """The words it carries in their order; a scan carries none."""
    try:
        pages = _reader(pdf).pages[:MOST_PAGES]
        return [word for page in pages for word in (page.extract_text() or "").split()]
    except BROKEN as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error


def _reader(pdf: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(pdf))
        if reader.is_encrypted:
            raise ValidationError(UNREADABLE, code="unreadable")
        len(reader.pages)
    except BROKEN as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
    return reader
