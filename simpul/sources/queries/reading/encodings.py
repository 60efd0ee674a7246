"""In which encoding a text was written, and how that is known."""

import codecs
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a reader may choose on screen, with the name office programs use.
OFFERED = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16 (Unicode)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252 (ANSI)",
}
SAMPLE = 4096
# From this share of zero bytes on every second place, a text is UTF-16 without a mark.
ZEROS = 0.4


@dataclass(frozen=True)
class Encoding:
    """The encoding taken, by Python's name, and the reason."""

    name: str
    why: str | Promise

    @property
    def label(self) -> str:
        return OFFERED.get(self.name, self.name)


def encoding_of(content: bytes) -> Encoding:
    """How ``content`` was written: by its mark, by its zero bytes, as UTF-8, else Windows."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return Encoding(name, _("The file begins with the mark of this encoding."))
    if wide := _wide(content[:SAMPLE]):
        return Encoding(wide, _("Every second byte is zero, as in Unicode text of Windows."))
    try:
        codecs.decode(content, "utf-8")
    except UnicodeDecodeError:
        return Encoding(
            "cp1252", _("It is not UTF-8; office programs on Windows write this encoding.")
        )
    return Encoding("utf-8", _("Every byte is valid UTF-8."))


def _wide(sample: bytes) -> str:
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > ZEROS > even:
        return "utf-16-le"
    return "utf-16-be" if even > ZEROS > odd else ""


def decoded(content: bytes, encoding: str) -> str:
    """The text; bytes that the encoding does not know become a mark that a reader reports."""
    return content.decode(encoding, errors="replace").removeprefix("\ufeff")
