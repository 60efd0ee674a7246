"""The kinds of file that are kept, told by what is in them and never by their names."""

import lzma
import struct
import zipfile
import zlib
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image
from PIL.Image import Transpose

PDF = "application/pdf"
IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
}
OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_MAIN_PARTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}presentationml.presentation",
}

# What an office file may unpack to; above it, it is a bomb.
UNPACKED_BYTES = 512 * 1024 * 1024
UNPACKED_PARTS = 10_000
MACROS = ("vbaproject.bin", "basic/script-lc.xml")

# An image above these is refused, or made smaller.
IMAGE_PIXELS = 60_000_000
IMAGE_SIDE = 4096
JPEG_QUALITY = 90

# How a camera that was held askew says so, and what sets its picture upright (EXIF 2.32, 4.6.4).
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}

# What readers of archives and of pictures raise where their bytes are damaged.
UNPACKING_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
PICTURE_FAULTS = (
    *UNPACKING_FAULTS,
    ArithmeticError,
    MemoryError,
    SyntaxError,
    TypeError,
    Image.DecompressionBombError,
)

NOT_KEPT = _("This kind of file is not kept. Send a PDF, an image or an office document.")
MACRO_INSIDE = _("This document holds a macro. Save it without macros and send it again.")
TOO_BIG_INSIDE = _("This file unpacks to more than is accepted.")
DAMAGED = _("This file is damaged. Open it, save it anew and send it again.")


def kind_of(file: IO[bytes]) -> str:
    """The media type of what is in ``file``; ``ValidationError`` for one that is not kept."""
    file.seek(0)
    start = file.read(16)
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_package(file)
    if start.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or start[8:12] == b"WEBP":
        return _kind_of_image(file)
    raise ValidationError(NOT_KEPT, code="kind")


def without_metadata(file: IO[bytes], into: IO[bytes]) -> None:
    """Write the picture alone into ``into``: no place, no camera, no name, no second frame."""
    with _image(file) as image:
        kind = image.format
        upright = _upright(image)
    mode = "RGBA" if "A" in upright.mode or "transparency" in upright.info else "RGB"
    clean = upright.convert("RGB" if kind == "JPEG" else mode)
    clean.info.clear()
    clean.thumbnail((IMAGE_SIDE, IMAGE_SIDE))
    clean.save(into, format=kind, quality=JPEG_QUALITY)
    into.seek(0)


def _upright(image: Image.Image) -> Image.Image:
    """The picture as it was seen; damaged notes of the camera are as good as none."""
    try:
        turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except PICTURE_FAULTS:
        turn = None
    return image if turn is None else image.transpose(turn)


def _kind_of_image(file: IO[bytes]) -> str:
    with _image(file) as image:
        return IMAGES[image.format or ""]


def _image(file: IO[bytes]) -> Image.Image:
    file.seek(0)
    try:
        image = Image.open(file, formats=list(IMAGES))
        if image.width * image.height > IMAGE_PIXELS:
            raise ValidationError(TOO_BIG_INSIDE, code="too_big_inside")
        image.load()
    except PICTURE_FAULTS as error:
        raise ValidationError(DAMAGED, code="damaged") from error
    return image


def _kind_of_package(file: IO[bytes]) -> str:
    """The kind of a zipped office document; every other archive is refused."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if len(parts) > UNPACKED_PARTS or sum(p.file_size for p in parts) > UNPACKED_BYTES:
                raise ValidationError(TOO_BIG_INSIDE, code="too_big_inside")
            names = {part.filename.lower() for part in parts}
            if any(name.endswith(MACROS) for name in names):
                raise ValidationError(MACRO_INSIDE, code="macro")
            declared = _declared_kind(package, names)
    except UNPACKING_FAULTS as error:
        raise ValidationError(DAMAGED, code="damaged") from error
    if not declared:
        raise ValidationError(NOT_KEPT, code="kind")
    return declared


def _declared_kind(package: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        with package.open("mimetype") as declared:
            kind = declared.read(100).decode("ascii", "replace").strip()
        return kind if kind in OPEN_DOCUMENTS else ""
    if "[content_types].xml" in names:
        return next((kind for part, kind in OFFICE_MAIN_PARTS.items() if part in names), "")
    return ""
