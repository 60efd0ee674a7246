"""What a PDF holds: how many pages, and which words. Never trusted, only compared."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from simpul.core import files
from simpul.core.models import File

UNREADABLE = _("This PDF cannot be read: it is damaged or locked by a password.")

READER = Path(__file__).with_name("apart.py")
# By the clock; the reader itself counts the seconds it works.
LONGEST_SECONDS = 30


def content_of(file: File) -> bytes:
    """What is kept, whole."""
    with files.open_file(file) as content:
        return content.read()


def page_count(pdf: bytes) -> int:
    """How many pages it has; ``ValidationError`` where it cannot be read."""
    return _read(pdf, "pages")["pages"]


def words_of(pdf: bytes) -> list[str]:
    """The words it carries in their order; a scan carries none."""
    return _read(pdf, "words")["words"]


def _read(pdf: bytes, what: str) -> dict[str, Any]:
    """Let a process that may be ended at any time read it: a small file can hold endless work."""
    command = [sys.executable, "-I", str(READER), what]
    try:
        read = subprocess.run(  # noqa: S603 - nothing of the sender stands in the command
            command, input=pdf, capture_output=True, timeout=LONGEST_SECONDS, check=True
        )
        return json.loads(read.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
