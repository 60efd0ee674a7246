"""Files with bytes changed, lost or added: read or refused in words, never a fault of ours."""

import contextlib
import io
import tracemalloc
import zipfile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from simpul.core import exports, files, kinds, sheets

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")
SIDES = (40, 30)
MEGABYTE = 1024 * 1024


def picture(form, **how):
    """A picture taken with the camera held upright, turned a quarter."""
    told = Image.Exif()
    told[ExifTags.Base.Orientation] = 6
    told[ExifTags.Base.Make] = "Kamera"
    content = io.BytesIO()
    Image.new("RGB", SIDES, (9, 80, 200)).save(content, form, exif=told.tobytes(), **how)
    return content.getvalue()


def package(packing, parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", packing) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


OPEN_TEXT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>" * 50}
PACKINGS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
SENT = [
    picture("JPEG"),
    picture("PNG"),
    picture("WEBP"),
    *(package(packing, OPEN_TEXT) for packing in PACKINGS),
]
ROWS = [["Akta", 2020], ["Bidan", 2021]]
with exports.xlsx_file(["judul", "tahun"], ROWS) as sheet, zipfile.ZipFile(sheet) as archive:
    SHEET_PARTS = {name: archive.read(name) for name in archive.namelist()}
SHEETS = [
    b"judul;tahun\nAkta;2020\n\"Bidan\";2021\n",
    *(package(packing, SHEET_PARTS) for packing in PACKINGS),
]  # fmt: skip

damages = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=4), st.integers(0, 4)),
    min_size=1,
    max_size=6,
)


def damaged(content, damages):
    """``content`` with some bytes at each place replaced by others."""
    for place, put, lost in damages:
        at = int(place * len(content))
        content = content[:at] + put + content[at + lost :]
    return content


@settings(derandomize=True, max_examples=300)
@given(st.sampled_from(SENT), damages)
def test_a_damaged_file_is_told_or_refused(content, damages):
    sent = io.BytesIO(damaged(content, damages))
    with contextlib.suppress(ValidationError):
        if kinds.kind_of(sent) in kinds.IMAGES.values():
            kinds.without_metadata(sent, io.BytesIO())


@settings(derandomize=True, max_examples=300)
@given(st.sampled_from(SHEETS), damages)
def test_a_damaged_sheet_is_read_or_refused(content, damages):
    with contextlib.suppress(ValidationError):
        sheets.lines(damaged(content, damages))


@pytest.mark.parametrize(
    "told",
    [b"Exif\x00\x00MM\x00*\xff\xff\xff\xff", b"Exif\x00\x00damaged", b"Exif\x00\x00"],
)
def test_damaged_notes_of_a_camera_cost_no_picture(told):
    content, clean = io.BytesIO(), io.BytesIO()
    Image.new("RGB", SIDES).save(content, "JPEG", exif=told)

    kinds.without_metadata(content, clean)

    with Image.open(clean) as kept:
        assert kept.size == SIDES


def test_a_picture_is_turned_though_another_note_is_damaged():
    told = Image.Exif()
    told[ExifTags.Base.Orientation] = 6
    told[ExifTags.Base.XResolution] = 72
    notes = bytearray(told.tobytes())
    notes[-4:] = b"\xff" * 4
    content, clean = io.BytesIO(), io.BytesIO()
    Image.new("RGB", SIDES).save(content, "JPEG", exif=bytes(notes))

    kinds.without_metadata(content, clean)

    with Image.open(clean) as kept:
        assert kept.size == SIDES[::-1]


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_as_it_was_seen(form, turn):
    upright = Image.new("RGB", SIDES)
    upright.paste((255, 255, 255), (0, 0, 20, 15))
    held = upright if turn == 1 else upright.transpose(BACK[turn])
    told = Image.Exif()
    told[ExifTags.Base.Orientation] = turn
    content, clean = io.BytesIO(), io.BytesIO()
    held.save(content, form, exif=told.tobytes())

    kinds.without_metadata(content, clean)

    with Image.open(clean) as kept:
        corners = [kept.convert("L").getpixel(at) > 128 for at in ((2, 2), (37, 2), (2, 27))]
        assert (kept.size, corners) == (SIDES, [True, False, False])
        assert not kept.getexif()


# What turns an upright picture into how each camera held it.
BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def test_the_word_for_its_kind_may_be_as_long_as_it_likes():
    sent = io.BytesIO(package(zipfile.ZIP_DEFLATED, {"mimetype": b"\0" * (64 * MEGABYTE)}))
    tracemalloc.start()
    try:
        with pytest.raises(ValidationError):
            kinds.kind_of(sent)
        assert tracemalloc.get_traced_memory()[1] < 16 * MEGABYTE
    finally:
        tracemalloc.stop()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["!!!", "??.??", "...", "", "/", "（）", "a\0b", "\u202efdp.exe"])
def test_any_name_of_a_sender_is_a_name(name):
    file = files.begin(name, size=1, sha256="0" * 64)

    assert file.name
    assert not set(file.name) & set("/\\\0\u202e")
