"""Signatures: by hand on paper, handed in as a scan, or by a provider of electronic ones."""

import hashlib
import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, files, journal, outbox
from simpul.core.kinds import PDF
from simpul.core.models import File
from simpul.core.workflow import StepNotOpen
from simpul.documents.hooks import PROVIDERS, SignatureRefused, SignatureRequest
from simpul.documents.models import Document, Method, SignedCopy, Signer, State
from simpul.documents.queries.reading import content_of, page_count, words_of

from .issuing import take_effect
from .waiting import expect_signatures, settle_signatures

WET_INK = "wet_ink"

NOT_A_PDF = _("A signed copy is handed in as PDF. Scan all pages into one PDF file.")
NOT_SIGNED = _("This is the file without signatures. Print it, let it be signed and scan that.")
KNOWN_ALREADY = _("This very file was handed in before.")
PAGES_MISSING = _("The letter has %(pages)d pages; this scan has %(found)d. Scan all of them.")
OTHER_LETTER = _("The words in this file do not carry the number %(number)s. Is it another letter?")
NOBODY = _("Say whose signatures are on it.")
NOT_YET = _("A signature cannot be of a day to come, or from before the letter was issued.")
NO_FILE = _("The file of this letter is still being made. Try again in a moment.")
CANNOT = _("This way of signing is not offered here.")


# --- By hand -----------------------------------------------------------------------------------


def upload_signed(
    document: Document,
    file: File,
    *,
    by,
    signers: Collection[Signer] | None = None,
    signed_on: date | None = None,
) -> SignedCopy:
    """Hand in a scan that carries the signatures of ``signers``: of all who are still to sign.

    The last signature lets the letter count. Raises ``PermissionDenied``, ``StepNotOpen``, and
    ``ValidationError`` where the file is not what was issued, signed.
    """
    if not by.has_perm("documents.hand_in_copy", document):
        raise PermissionDenied
    named = list(document.signers.filter(signed_at=None) if signers is None else signers)
    day = signed_on or clock.today()
    _refuse_day(document, day)
    _refuse_scan(document, file)
    noon = datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_default_timezone())
    signed = _Signed(file, Method.WET_INK, WET_INK, {}, noon)
    return _add_copy(document, named, signed, base=None, by=by)


@transaction.atomic
def refuse_copy(copy: SignedCopy, *, by, note: str) -> SignedCopy:
    """Say that a scan is not what it should be: its signatures wait again, and it stays on record.

    Raises ``PermissionDenied`` and ``ValidationError`` for a missing note.
    """
    document = copy.document
    if not by.has_perm("documents.refuse_copy", document):
        raise PermissionDenied
    if not note.strip():
        raise ValidationError(_("Say why in a note."), code="note_needed")
    refused = SignedCopy.objects.filter(pk=copy.pk, refused_at=None)
    if not refused.update(refused_at=clock.now(), refused_note=note):
        raise StepNotOpen(f"{copy.pk} was refused before")
    copy.signers.update(signed_at=None, signed_on=None, method="", evidence=None)
    last = document.copies.filter(refused_at=None).order_by("-added_at", "-pk").first()
    Document.objects.filter(pk=document.pk).update(
        signed_file=last.file if last else None, changed_at=clock.now()
    )
    journal.record(document, "refuse_copy", by=by, note=note, details={"copy": copy.pk})
    expect_signatures(document)
    if copy.added_by is not None:
        outbox.tell(
            f"copy-refused-{copy.pk}",
            copy.added_by,
            outbox.Message(
                "letter",
                lambda: str(_("The signed copy was refused: %(letter)s")) % {"letter": document},
                note,
                document.get_absolute_url(),
            ),
        )
    return copy


def _refuse_day(document: Document, day: date) -> None:
    if day > clock.today() or (document.dated is not None and day < document.dated):
        raise ValidationError({"signed_on": NOT_YET})


def _refuse_scan(document: Document, file: File) -> None:
    if file.media_type != PDF:
        raise ValidationError({"file": NOT_A_PDF})
    if file.sha256 == document.sha256:
        raise ValidationError({"file": NOT_SIGNED})
    if document.copies.filter(file__sha256=file.sha256, refused_at=None).exists():
        raise ValidationError({"file": KNOWN_ALREADY})
    if document.pdf is None:
        raise ValidationError(NO_FILE, code="no_file")
    try:
        scan = content_of(file)
        pages, found = page_count(content_of(document.pdf)), page_count(scan)
        words = "".join(words_of(scan))
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    if found < pages:
        raise ValidationError(
            {"file": ValidationError(PAGES_MISSING, params={"pages": pages, "found": found})}
        )
    if words and "".join(document.number.split()) not in words:
        other = ValidationError(OTHER_LETTER, params={"number": document.number})
        raise ValidationError({"file": other})


# --- Electronically ----------------------------------------------------------------------------


def sign(document: Document, signer: Signer, *, by, provider: str, secret: str = "") -> SignedCopy:
    """Let a provider sign for the person who asks; the file it gives back is the signed one.

    Raises ``PermissionDenied``, ``StepNotOpen`` where somebody signed at the same moment, and
    ``ValidationError`` with the provider's own words where it refuses.
    """
    if not by.has_perm("documents.sign_signer", signer):
        raise PermissionDenied
    chosen = PROVIDERS.get(provider)
    if chosen is None:
        raise ValidationError(CANNOT, code="provider")
    base = document.signed_file or document.pdf
    if base is None:
        raise ValidationError(NO_FILE, code="no_file")
    pdf = content_of(base)
    try:
        answer = chosen.sign(_request(document, signer, pdf, secret))
    except SignatureRefused as refused:
        raise ValidationError(str(refused), code="refused") from refused
    name = f"{document.number.replace('/', '-')}.pdf"
    file = files.keep(name, io.BytesIO(answer.pdf), by=by)
    evidence = {
        **answer.evidence,
        "demo": chosen.is_demo,
        "signed_sha256": hashlib.sha256(pdf).hexdigest(),
    }
    signed = _Signed(file, Method.ELECTRONIC, provider, evidence, answer.signed_at)
    return _add_copy(document, [signer], signed, base=document.signed_file, by=by)


def _request(document: Document, signer: Signer, pdf: bytes, secret: str) -> SignatureRequest:
    return SignatureRequest(
        pdf=pdf,
        number=document.number,
        title=document.title,
        language=document.language,
        signer_name=signer.name,
        signer_office=signer.office,
        signer_email=(signer.person.email or "") if signer.person else "",
        secret=secret,
        reason=document.title,
        place=document.frozen["head"]["place"] if document.frozen else "",
    )


# --- Recording ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Signed:
    file: File
    method: str
    provider: str
    evidence: dict[str, Any]
    at: datetime


@transaction.atomic
def _add_copy(
    document: Document, signers: list[Signer], signed: _Signed, *, base: File | None, by
) -> SignedCopy:
    held = Document.objects.select_for_update().get(pk=document.pk)
    built_on = signed.method == Method.ELECTRONIC
    if held.state != State.NUMBERED or (built_on and held.signed_file_id != (base and base.pk)):
        raise StepNotOpen(f"{document.pk} was signed or ended by somebody else")
    waiting = held.signers.filter(pk__in=[signer.pk for signer in signers], signed_at=None)
    if not waiting:
        raise ValidationError({"signers": NOBODY})
    copy = SignedCopy.objects.create(
        document=held,
        file=signed.file,
        method=signed.method,
        provider=signed.provider,
        evidence=signed.evidence,
        added_by=by,
        added_at=clock.now(),
    )
    waiting.update(
        signed_on=timezone.localdate(signed.at, timezone.get_default_timezone()),
        signed_at=clock.now(),
        method=signed.method,
        evidence=copy,
    )
    Document.objects.filter(pk=held.pk).update(signed_file=signed.file, changed_at=clock.now())
    journal.record(
        held, "sign", by=by, details={"sha256": signed.file.sha256, "method": signed.method}
    )
    settle_signatures(held, by=by)
    document.refresh_from_db()
    if not document.signers.filter(signed_at=None).exists():
        take_effect(document)
    return copy
