"""Files: received in pieces by any node, checked, and kept through the storage of the settings.

No file work happens inside a transaction, and no name of a sender becomes a path.
"""

import hashlib
import secrets
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import IO

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import ContentFile
from django.core.files.base import File as StoredFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, kinds
from simpul.core.hooks import SCANNERS
from simpul.core.models import File
from simpul.core.models.files import FileState

PIECE_BYTES = 256 * 1024
UNFINISHED_FOR = timedelta(days=7)

EMPTY = _("This file is empty.")
TOO_BIG = _("This file is larger than %(limit)s MB.")
PIECE_TOO_BIG = _("A piece holds at most %(limit)s kB.")
NOT_AS_DECLARED = _("The file did not arrive as it was sent. Send it again.")


class PieceMissing(Exception):
    """A piece came before the one that goes before it; ``received`` says where to go on."""

    def __init__(self, received: int) -> None:
        super().__init__(f"Go on at {received}.")
        self.received = received


# --- Receiving ---------------------------------------------------------------------------------


def begin(name: str, *, size: int, sha256: str, by=None) -> File:
    """Make room for a file whose pieces will follow."""
    _refuse_size(size)
    return File.objects.create(
        token=secrets.token_hex(16),
        name=_shown_name(name),
        size=size,
        declared=sha256.lower(),
        owner=by,
        begun_at=clock.now(),
    )


def put_piece(file: File, offset: int, content: bytes) -> int:
    """Keep the bytes that start at ``offset``; answers how many the file has now.

    A piece that is there already is not kept again, so a sender may repeat what it is unsure of.
    """
    file.refresh_from_db()
    end = offset + len(content)
    if offset < file.received or file.state != FileState.RECEIVING:
        return file.received
    if offset > file.received:
        raise PieceMissing(file.received)
    if len(content) > PIECE_BYTES:
        raise ValidationError(PIECE_TOO_BIG, code="piece", params={"limit": PIECE_BYTES // 1024})
    if not content or end > file.size:
        raise ValidationError(NOT_AS_DECLARED, code="declared")
    path = file.piece_path(offset)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))
    File.objects.filter(pk=file.pk, received=offset).update(received=end)
    file.refresh_from_db(fields=["received"])
    return file.received


def finish(file: File) -> File:
    """Check the whole file and keep it; one that is refused is forgotten (``ValidationError``)."""
    file.refresh_from_db()
    if file.state == FileState.READY:
        return file
    if file.received < file.size:
        raise PieceMissing(file.received)
    with tempfile.TemporaryFile() as whole:
        for piece in _pieces(file):
            whole.write(piece)
        try:
            return _accept(file, whole)
        except ValidationError:
            discard(file)
            raise


def keep(name: str, content: IO[bytes], *, by=None, kind: str = "") -> File:
    """Keep a file that came whole, as from a form without scripts.

    With ``kind`` it is kept as that media type, byte for byte, whatever is in it: data that is only
    ever read, or a file that was checked where it came from.
    """
    with tempfile.TemporaryFile() as whole:
        digest, size = hashlib.sha256(), 0
        while piece := content.read(PIECE_BYTES):
            size += len(piece)
            _refuse_size(size)
            digest.update(piece)
            whole.write(piece)
        file = begin(name, size=size, sha256=digest.hexdigest(), by=by)
        try:
            return _accept(file, whole, kind)
        except ValidationError:
            discard(file)
            raise


def discard(file: File) -> None:
    """Forget a file that never became ready, and its pieces."""
    if File.objects.filter(pk=file.pk, state=FileState.RECEIVING).delete()[0]:
        _delete_pieces(file)


def discard_unfinished() -> int:
    """Forget files whose sender has not come back for a week; answers how many."""
    old = File.objects.filter(state=FileState.RECEIVING, begun_at__lt=clock.now() - UNFINISHED_FOR)
    forgotten = list(old)
    for file in forgotten:
        discard(file)
    return len(forgotten)


# --- Reading -----------------------------------------------------------------------------------


def open_file(file: File) -> IO[bytes]:
    """What is kept, open for reading; whoever calls has asked the permission."""
    return default_storage.open(file.path, "rb")


def damaged() -> Iterator[tuple[File, str]]:
    """Every kept file that is not what it was when it was received, with what is wrong."""
    for file in File.objects.filter(state=FileState.READY).iterator(chunk_size=500):
        try:
            with open_file(file) as content:
                intact = _sum(content) == file.sha256
        except OSError:
            yield file, "missing"
        else:
            if not intact:
                yield file, "altered"


# --- Checking ----------------------------------------------------------------------------------


def _accept(file: File, whole: IO[bytes], kind: str = "") -> File:
    if _sum(whole) != file.declared:
        raise ValidationError(NOT_AS_DECLARED, code="declared")
    file.media_type = kind or kinds.kind_of(whole)
    for scan in SCANNERS:
        whole.seek(0)
        if refusal := scan(whole):
            raise ValidationError(refusal, code="scan")
    if not kind and file.media_type in kinds.IMAGES.values():
        with tempfile.TemporaryFile() as clean:
            kinds.without_metadata(whole, clean)
            return _store(file, clean)
    return _store(file, whole)


def _store(file: File, content: IO[bytes]) -> File:
    file.sha256, file.size = _sum(content), content.seek(0, 2)
    content.seek(0)
    default_storage.delete(file.path)
    default_storage.save(file.path, StoredFile(content))
    with transaction.atomic():
        ready = File.objects.filter(pk=file.pk, state=FileState.RECEIVING).update(
            state=FileState.READY,
            ready_at=clock.now(),
            media_type=file.media_type,
            sha256=file.sha256,
            size=file.size,
            received=file.size,
        )
        if ready:
            journal.record(file, "receive", by=file.owner, details={"sha256": file.sha256})
    _delete_pieces(file)
    file.refresh_from_db()
    return file


def _sum(content: IO[bytes]) -> str:
    content.seek(0)
    return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]


def _pieces(file: File) -> Iterator[bytes]:
    offset = 0
    while offset < file.received:
        with default_storage.open(file.piece_path(offset), "rb") as stored:
            piece = stored.read()
        yield piece
        offset += len(piece)


def _delete_pieces(file: File) -> None:
    folder = f"pieces/{file.token}"
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def _refuse_size(size: int) -> None:
    if size <= 0:
        raise ValidationError(EMPTY, code="empty")
    if size > settings.FILE_MAX_BYTES:
        limit = settings.FILE_MAX_BYTES // (1024 * 1024)
        raise ValidationError(TOO_BIG, code="too_big", params={"limit": limit})


def _shown_name(name: str) -> str:
    """The sender's name for the file, without folders or anything a file system might obey."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "").strip(". ")
    try:
        return get_valid_filename(last)[-200:]
    except SuspiciousFileOperation:  # nothing is left of it
        return "-"
