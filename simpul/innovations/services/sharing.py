"""Saying that others may learn from it, and giving them papers to begin from."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core.models import File
from simpul.innovations.models import Artefact, ArtefactKind, Innovation, Willingness

SHARE = _("Share what it takes to repeat this innovation")
NO_LICENCE = _("Say under which licence others may use it.")
NOWHERE = _("Add a file, or for software its address.")
NO_TITLE = _("Say what it is.")
NOT_AN_ADDRESS = _("Write a whole address, beginning with https://.")
TOO_SHORT = _("It cannot end before it begins.")


@transaction.atomic
def state_willingness(
    innovation: Innovation,
    *,
    by,
    stated_on: date,
    conditions: str = "",
    per_quarter: int | None = None,
    valid_to: date | None = None,
) -> Willingness:
    """Say that others may learn from it; takes the place of what was said before."""
    _ask(by, innovation)
    if valid_to is not None and valid_to < stated_on:
        raise ValidationError({"valid_to": TOO_SHORT}, code="too_short")
    _end(innovation)
    said = Willingness.objects.create(
        innovation=innovation,
        stated_on=stated_on,
        valid_to=valid_to,
        conditions=conditions.strip(),
        per_quarter=per_quarter,
        by=by,
        said_at=clock.now(),
    )
    journal.record(innovation, "state_willingness", by=by, details={"per_quarter": per_quarter})
    return said


@transaction.atomic
def end_willingness(innovation: Innovation, *, by, note: str = "") -> None:
    """Say that others may not come for now."""
    _ask(by, innovation)
    if _end(innovation):
        journal.record(innovation, "end_willingness", by=by, note=note)


@transaction.atomic
def add_artefact(
    innovation: Innovation,
    *,
    kind: str,
    title: str,
    licence: str,
    by,
    file: File | None = None,
    url: str = "",
    version: str = "",
    is_public: bool = False,
) -> Artefact:
    """Give something reusable along, under a licence."""
    _ask(by, innovation)
    if not title.strip():
        raise ValidationError({"title": NO_TITLE}, code="no_title")
    if not licence.strip():
        raise ValidationError({"licence": NO_LICENCE}, code="no_licence")
    if file is None and not url.strip():
        raise ValidationError({"file": NOWHERE}, code="nowhere")
    if url.strip():
        _check_address(url.strip())
    made = Artefact.objects.create(
        innovation=innovation,
        kind=ArtefactKind(kind),
        title=title.strip()[:200],
        licence=licence.strip()[:200],
        file=file,
        url=url.strip(),
        version=version.strip()[:60],
        is_public=is_public,
        added_by=by,
        added_at=clock.now(),
    )
    journal.record(innovation, "add_artefact", by=by, details={"title": made.title})
    return made


@transaction.atomic
def remove_artefact(artefact: Artefact, *, by) -> None:
    """Take something back; those who took it keep what they have."""
    _ask(by, artefact.innovation)
    artefact.removed_at = clock.now()
    artefact.save(update_fields=["removed_at"])
    details = {"title": artefact.title}
    journal.record(artefact.innovation, "remove_artefact", by=by, details=details)


def _end(innovation: Innovation) -> int:
    counting = Willingness.objects.filter(
        innovation__canonical=innovation.canonical_id, ended_at=None
    )
    return counting.update(ended_at=clock.now())


def _check_address(url: str) -> None:
    try:
        URLValidator(schemes=["https", "http"])(url)
    except ValidationError as error:
        raise ValidationError({"url": NOT_AN_ADDRESS}, code="address") from error


def _ask(by, innovation: Innovation) -> None:
    if not by.has_perm("innovations.share_innovation", innovation):
        raise PermissionDenied(SHARE)
