import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from simpul.core import clock, files, hooks, kinds
from simpul.core.files import PieceMissing
from simpul.core.models import Entry, File
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 1000
GPS = 0x8825


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def begin(content=PDF, name="Surat.pdf", **terms):
    terms = {"size": len(content), "sha256": sha256(content), **terms}
    return files.begin(name, **terms)


def picture(kind="JPEG", size=(40, 20), mode="RGB", **metadata):
    file = io.BytesIO()
    Image.new(mode, size, "red").save(file, format=kind, **metadata)
    return file.getvalue()


def package(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(**more):
    return package(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


def stored(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@settings(max_examples=30)
@given(sizes=st.lists(st.integers(1, 400), min_size=1, max_size=8), repeats=st.integers(0, 2))
def test_pieces_of_any_size_and_repeated_make_the_same_file(sizes, repeats):
    content = (b"%PDF-" + bytes(range(256)) * 13)[: max(sum(sizes), 5)]
    file, offset = begin(content), 0
    for size in [*sizes, len(content)]:
        piece = content[offset : offset + size]
        for _ in range(repeats + 1):
            offset_now = files.put_piece(file, offset, piece) if piece else offset
        offset = offset_now

    kept = files.finish(file)

    with files.open_file(kept) as opened:
        assert opened.read() == content
    assert (kept.state, kept.media_type, kept.sha256) == ("ready", kinds.PDF, sha256(content))


def test_a_finished_file_leaves_no_pieces_and_an_entry(own_storage):
    person = UserFactory()
    file = begin(by=person)
    files.put_piece(file, 0, PDF)

    assert files.finish(file) == files.finish(file)
    assert stored(own_storage) == [file.token]
    assert [(entry.verb, entry.actor) for entry in Entry.objects.all()] == [
        ("receive", f"user:{person.pk}")
    ]


def test_a_piece_too_early_says_where_to_go_on():
    file = begin()
    files.put_piece(file, 0, PDF[:100])

    with pytest.raises(PieceMissing) as refused:
        files.put_piece(file, 200, PDF[200:])
    assert refused.value.received == 100
    with pytest.raises(PieceMissing):
        files.finish(file)


def test_what_is_more_than_declared_is_refused():
    file = begin(size=len(PDF) - 1)

    with pytest.raises(ValidationError):
        files.put_piece(file, 0, PDF)


def test_a_file_that_arrived_otherwise_is_refused_and_forgotten(own_storage):
    file = begin(sha256="0" * 64)
    files.put_piece(file, 0, PDF)

    with pytest.raises(ValidationError) as refused:
        files.finish(file)

    assert refused.value.code == "declared"
    assert (File.objects.count(), stored(own_storage)) == (0, [])


@pytest.mark.parametrize("size", [0, -1, 51 * 1024 * 1024])
def test_sizes_that_are_not_kept(size):
    with pytest.raises(ValidationError):
        begin(size=size)


KEPT = {
    "application/pdf": PDF,
    "image/jpeg": picture(),
    "image/png": picture("PNG", mode="RGBA"),
    "image/webp": picture("WEBP"),
    f"{kinds.OFFICE}wordprocessingml.document": office(),
    "application/vnd.oasis.opendocument.text": package(
        mimetype="application/vnd.oasis.opendocument.text"
    ),
}


@pytest.mark.parametrize("media_type", KEPT)
def test_kinds_are_told_by_content_not_by_name(media_type):
    kept = files.keep("whatever.exe", io.BytesIO(KEPT[media_type]))

    assert kept.media_type == media_type


REFUSED = {
    "kind": [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>1</script>",
        b"MZ\x90\x00 program",
        b"plain text",
        package(**{"a.txt": "an archive"}),
        package(mimetype="application/epub+zip"),
    ],
    "macro": [office(**{"word/vbaProject.bin": "macro"})],
    "damaged": [b"PK\x03\x04 no archive", picture()[:200], b"\x89PNG\r\n\x1a\n no picture"],
}


@pytest.mark.parametrize(
    ("code", "content"), [(code, one) for code, several in REFUSED.items() for one in several]
)
def test_what_is_not_kept_leaves_nothing_behind(own_storage, code, content):
    with pytest.raises(ValidationError) as refused:
        files.keep("a.pdf", io.BytesIO(content))

    assert refused.value.code == code
    assert (File.objects.count(), stored(own_storage)) == (0, [])


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(kinds, "UNPACKED_BYTES", 1000)
    monkeypatch.setattr(kinds, "IMAGE_PIXELS", 700)

    for content in (office(**{"word/big.xml": "0" * 1001}), picture()):
        with pytest.raises(ValidationError) as refused:
            files.keep("a", io.BytesIO(content))
        assert refused.value.code == "too_big_inside"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_tells_no_place_no_camera_and_stands_upright(kind):
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Camera of Siti", 6
    exif.get_ifd(GPS)[2] = (7.0, 15.0, 0.0)
    content = picture(kind, exif=exif)
    assert b"Camera of Siti" in content

    kept = files.keep("foto.jpg", io.BytesIO(content))

    with files.open_file(kept) as opened:
        clean = opened.read()
    with Image.open(io.BytesIO(clean)) as image:
        assert (dict(image.getexif()), image.size) == ({}, (20, 40))
    assert b"Camera of Siti" not in clean
    assert (kept.sha256, kept.declared) == (sha256(clean), sha256(content))


def test_a_large_picture_is_made_smaller(monkeypatch):
    monkeypatch.setattr(kinds, "IMAGE_SIDE", 10)

    kept = files.keep("foto.png", io.BytesIO(picture("PNG")))

    with files.open_file(kept) as opened, Image.open(opened) as image:
        assert image.size == (10, 5)


def test_a_scanner_may_refuse():
    hooks.SCANNERS.append(lambda content: "Virus" if b"x" in content.read() else "")
    try:
        with pytest.raises(ValidationError, match="Virus"):
            files.keep("a.pdf", io.BytesIO(PDF))
    finally:
        hooks.SCANNERS.pop()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Dokumen\\SK Bupati.pdf", "SK_Bupati.pdf"),
        ("..", "-"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_shown(sent, shown):
    assert begin(name=sent).name == shown


def test_unfinished_files_go_after_a_week(own_storage):
    now = datetime(2026, 2, 12, tzinfo=UTC)
    with clock.frozen(now):
        old = begin()
        files.put_piece(old, 0, PDF[:10])
    with clock.frozen(now + timedelta(days=6)):
        young = begin()
    with clock.frozen(now + timedelta(days=7, seconds=1)):
        assert files.discard_unfinished() == 1

    assert (list(File.objects.all()), stored(own_storage)) == ([young], [])


def test_verify_files_names_what_is_missing_or_altered(capsys):
    sound, altered, missing = (files.keep("a.pdf", io.BytesIO(PDF)) for _ in range(3))
    call_command("verify_files")
    default_storage.delete(missing.path)
    with default_storage.open(altered.path, "wb") as opened:
        opened.write(b"other")

    with pytest.raises(SystemExit):
        call_command("verify_files", json=True)

    words, answer = capsys.readouterr().out.splitlines()
    assert words == "Every kept file is intact."
    assert json.loads(answer)["damaged"] == [
        {"file": altered.token, "name": "a.pdf", "wrong": "altered"},
        {"file": missing.token, "name": "a.pdf", "wrong": "missing"},
    ]
    assert sound.state == "ready"
