"""Evidence: files that show what a record says; private unless their owner says otherwise."""

import tempfile
from typing import IO

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image

from simpul.core import clock, files, journal, kinds
from simpul.core.models import File
from simpul.core.models.files import FileState
from simpul.innovations.models import FIELDS, Draft, Evidence, EvidenceKind

ADD = _("Add evidence")
TOO_BIG = _("This file is larger than %(limit)s MB. Make it smaller, or split it.")
NOT_A_FIELD = _("The form has no such question.")
TITLE_LETTERS = 200
PREVIEW_SIDE = 1200
PREVIEW_QUALITY = 80


def begin_upload(draft: Draft, *, name: str, size: int, sha256: str, by) -> File:
    """Make room for a file, or go on with the same file of the same sender."""
    _check(draft, by)
    _check_size(size)
    begun = File.objects.filter(
        owner=by, declared=sha256.lower(), size=size, state=FileState.RECEIVING
    )
    return begun.first() or files.begin(name, size=size, sha256=sha256, by=by)


def put_piece(draft: Draft, token: str, offset: int, content: bytes, *, by) -> int:
    """Keep one piece of a file that ``by`` sends; answers how far it has come."""
    _check(draft, by)
    return files.put_piece(_file(token, by), offset, content)


def finish_upload(
    draft: Draft, token: str, *, field: str, by, title: str = "", kind: str = "", public=False
) -> Evidence:
    """Check a file that came in pieces, and add it to the draft."""
    _check(draft, by)
    file = files.finish(_file(token, by))
    return _add(draft, file, field=field, by=by, title=title, kind=kind, public=public)


def add_evidence(
    draft: Draft,
    name: str,
    content: IO[bytes],
    *,
    field: str,
    by,
    title: str = "",
    kind: str = "",
    public: bool = False,
) -> Evidence:
    """Add a file that came whole. Raises ``ValidationError`` with what is wrong with it."""
    _check(draft, by)
    _check_size(content.seek(0, 2))
    content.seek(0)
    file = files.keep(name, content, by=by)
    return _add(draft, file, field=field, by=by, title=title, kind=kind, public=public)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by) -> Evidence:
    """Take a file away from the record; ``restore_evidence`` brings it back."""
    _check_about(evidence, by)
    if Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(removed_at=clock.now()):
        journal.record(evidence, "remove", by=by)
    evidence.refresh_from_db()
    return evidence


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by) -> Evidence:
    """Bring a removed file back."""
    _check_about(evidence, by)
    if Evidence.objects.filter(pk=evidence.pk).exclude(removed_at=None).update(removed_at=None):
        journal.record(evidence, "restore", by=by)
    evidence.refresh_from_db()
    return evidence


@transaction.atomic
def show_evidence(evidence: Evidence, *, to_everybody: bool, by) -> Evidence:
    """Say whether anybody may open the file once the record is verified."""
    _check_about(evidence, by)
    Evidence.objects.filter(pk=evidence.pk).update(is_public=to_everybody)
    journal.record(evidence, "show" if to_everybody else "hide", by=by)
    evidence.refresh_from_db()
    return evidence


def open_evidence(evidence: Evidence, *, by, preview: bool = False) -> tuple[File, IO[bytes]]:
    """A file for whoever may read it; who opened a private one is remembered."""
    if not by.has_perm("innovations.view_evidence", evidence):
        raise PermissionDenied(ADD)
    file = evidence.preview if preview and evidence.preview else evidence.file
    if not preview and not evidence.is_public:
        journal.record(evidence, "open_file", by=by, details={"sha256": file.sha256})
    return file, files.open_file(file)


# --- Inside ------------------------------------------------------------------------------------


def _add(draft: Draft, file: File, *, field: str, by, title: str, kind: str, public: bool):
    if field not in FIELDS:
        raise ValidationError(NOT_A_FIELD, code="no_field")
    preview = _preview_of(file, by)
    with transaction.atomic():
        evidence, created = Evidence.objects.get_or_create(
            innovation=draft.innovation,
            file=file,
            defaults={
                "draft": draft,
                "preview": preview,
                "field": field,
                "kind": kind or _kind_of(file),
                "title": (title.strip() or file.name)[:TITLE_LETTERS],
                "is_public": public,
                "added_by": by,
                "added_at": clock.now(),
            },
        )
        if created:
            journal.record(evidence, "add", by=by, details={"sha256": file.sha256})
    return evidence


def _kind_of(file: File) -> str:
    return EvidenceKind.PHOTO if _is_image(file) else EvidenceKind.DOCUMENT


def _is_image(file: File) -> bool:
    return file.media_type in kinds.IMAGES.values()


def _preview_of(file: File, by) -> File | None:
    """A small copy of a picture for pages; the picture itself holds no metadata any more."""
    if not _is_image(file):
        return None
    with files.open_file(file) as content, tempfile.TemporaryFile() as small:
        with Image.open(content) as image:
            shown = image.convert("RGB")
        shown.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        shown.save(small, format="JPEG", quality=PREVIEW_QUALITY)
        small.seek(0)
        return files.keep(f"preview-{file.token[:8]}.jpg", ContentFile(small.read()), by=by)


def _file(token: str, by) -> File:
    file = File.objects.filter(token=token, owner=by).first()
    if file is None:
        raise ValidationError(_("This upload is not known any more. Begin it again."), code="gone")
    return file


def _check(draft: Draft, by) -> None:
    if not by.has_perm("innovations.change_draft", draft):
        raise PermissionDenied(ADD)


def _check_about(evidence: Evidence, by) -> None:
    if not by.has_perm("innovations.change_evidence", evidence):
        raise PermissionDenied(ADD)


def _check_size(size: int) -> None:
    if size > settings.EVIDENCE_MAX_BYTES:
        limit = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
        raise ValidationError(TOO_BIG, code="too_big", params={"limit": limit})
