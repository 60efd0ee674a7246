"""Set a source up, change it, pause it and let it go on."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.models import Authority
from simpul.sources.models import Source
from simpul.sources.policies import stewarded_by
from simpul.sources.services.running.scheduling import next_time

SET_UP = _("Set a source up")
CHANGE = _("Change this source")
WHY = _("Say why it is paused.")
CHANGEABLE = {
    "name",
    "adapter",
    "address",
    "options",
    "schedule",
    "is_whole",
    "goes_alone",
    "deletion_limit",
}


@transaction.atomic
def set_up(key: str, *, authority: Authority, by, **values: Any) -> Source:
    """Let an authority deliver records through a new source."""
    if by is not None and not stewarded_by(by).filter(pk=authority.pk).exists():
        raise PermissionDenied(SET_UP)
    source = Source(
        key=key, authority=authority, created_by=by, created_at=clock.now(), **_only(values)
    )
    source.due_at = next_time(source, after=clock.now())
    source.full_clean()
    source.save(force_insert=True)
    journal.record(source, "set_up", by=by, details={"key": key})
    return source


@transaction.atomic
def change(source: Source, *, by, **values: Any) -> Source:
    """Read a source from elsewhere, otherwise or at other times."""
    _ask(source, by)
    before = {name: getattr(source, name) for name in _only(values)}
    for name, value in _only(values).items():
        setattr(source, name, value)
    if "schedule" in values and values["schedule"] != before["schedule"]:
        source.due_at = next_time(source, after=clock.now())
    source.full_clean()
    source.save()
    changed = sorted(name for name, value in before.items() if getattr(source, name) != value)
    journal.record(source, "change", by=by, details={"fields": changed})
    return source


@transaction.atomic
def pause(source: Source, *, by, why: str) -> Source:
    """Ask a source no more until somebody lets it go on."""
    _ask(source, by)
    if not why.strip():
        raise ValidationError(WHY, code="note_needed")
    source.is_active, source.paused_why, source.due_at = False, why.strip()[:300], None
    source.save(update_fields=["is_active", "paused_why", "due_at"])
    journal.record(source, "pause", by=by, note=why)
    return source


@transaction.atomic
def resume(source: Source, *, by) -> Source:
    """Let a paused source be asked again."""
    _ask(source, by)
    source.is_active, source.paused_why = True, ""
    source.due_at = next_time(source, after=clock.now())
    source.save(update_fields=["is_active", "paused_why", "due_at"])
    journal.record(source, "resume", by=by)
    return source


def _ask(source: Source, by) -> None:
    if not by.has_perm("sources.change_source", source):
        raise PermissionDenied(CHANGE)


def _only(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in CHANGEABLE}
