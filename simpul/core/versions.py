"""Versions: what an object says now, what it is about to say, and what it said before.

Readers see the public version while the next one is written and checked. One version at most is
open; a public, past or frozen one never changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Max

from simpul.core import clock, journal
from simpul.core.models import Version
from simpul.core.models.work import OPEN_VERSIONS, VersionState


class VersionClosed(Exception):
    """The version is public, past or frozen, and says what it says for ever."""


class StaleRevision(Exception):
    """Somebody else changed the version since it was read; nothing was written."""


@dataclass(frozen=True)
class Difference:
    """One field of two versions that do not say the same."""

    field: str
    before: Any
    after: Any


# --- Reading -----------------------------------------------------------------------------------


def of(subject: models.Model) -> models.QuerySet[Version]:
    """All versions of ``subject``, newest first."""
    kind = ContentType.objects.get_for_model(subject)
    return Version.objects.filter(subject_type=kind, subject_id=subject.pk).order_by("-number")


def public(subject: models.Model) -> Version | None:
    """The version readers see."""
    return of(subject).filter(state=VersionState.PUBLIC).first()


def opened(subject: models.Model) -> Version | None:
    """The version that is being written or checked."""
    return of(subject).filter(state__in=OPEN_VERSIONS).first()


def pending(subject: models.Model) -> Version | None:
    """The version that waits for a decision."""
    return of(subject).filter(state=VersionState.PENDING).first()


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The fields in which two maps differ, by name; a missing field says ``None``."""
    fields = sorted({*before, *after})
    changes = (Difference(field, before.get(field), after.get(field)) for field in fields)
    return [change for change in changes if change.before != change.after]


# --- Writing -----------------------------------------------------------------------------------


@transaction.atomic
def draft(subject: models.Model, fields: Mapping[str, Any] | None = None, *, by) -> Version:
    """Open a version from the public one, or extend the one that is open."""
    version = opened(subject)
    if version is None:
        base = public(subject)
        version = _insert(subject, {**(base.fields if base else {}), **(fields or {})}, by, base)
    elif fields:
        change(version, fields)
    return version


def change(version: Version, fields: Mapping[str, Any], *, drop: Iterable[str] = ()) -> Version:
    """Let an open version say ``fields`` and no longer ``drop``.

    Raises ``StaleRevision`` when another change came between, ``VersionClosed`` when too late.
    """
    dropped = set(drop)
    kept = {field: value for field, value in version.fields.items() if field not in dropped}
    said = {**kept, **fields}
    same_revision = Version.objects.filter(pk=version.pk, revision=version.revision)
    if not same_revision.filter(state__in=OPEN_VERSIONS).update(
        fields=said, revision=F("revision") + 1
    ):
        is_open = Version.objects.filter(pk=version.pk, state__in=OPEN_VERSIONS).exists()
        raise (StaleRevision if is_open else VersionClosed)(str(version))
    version.fields, version.revision = said, version.revision + 1
    return version


def offer(version: Version, *, by) -> Version:
    """Hand a draft to whoever checks it."""
    return _move(version, [VersionState.DRAFT], VersionState.PENDING, "offer", by)


def give_back(version: Version, *, by) -> Version:
    """Hand a pending version back to its authors."""
    return _move(version, [VersionState.PENDING], VersionState.DRAFT, "give_back", by)


@transaction.atomic
def take_over(version: Version, *, by) -> Version:
    """Let ``by`` go on with an open version that nobody wrote."""
    open_still = Version.objects.filter(pk=version.pk, state__in=OPEN_VERSIONS, author=None)
    if not open_still.update(author=by):
        raise VersionClosed(str(version))
    version.author = by
    journal.record(version, "take_over", by=by, details={"number": version.number})
    return version


def set_aside(version: Version, *, by) -> Version:
    """Close an open version for ever without readers having seen it."""
    return _move(version, OPEN_VERSIONS, VersionState.FROZEN, "set_aside", by)


@transaction.atomic
def publish(version: Version, *, by) -> Version:
    """Show the version to readers; what they saw before is past."""
    _close(version.subject_type_id, version.subject_id)
    return _move(version, OPEN_VERSIONS, VersionState.PUBLIC, "publish", by)


@transaction.atomic
def put(subject: models.Model, fields: Mapping[str, Any], *, by) -> Version:
    """Show a new version to readers at once, beside the one that is open, which stays so."""
    base = public(subject)
    _close(ContentType.objects.get_for_model(subject).pk, subject.pk)
    version = _insert(subject, fields, by, base, state=VersionState.PUBLIC)
    journal.record(version, "publish", by=by, details={"number": version.number})
    return version


def _close(kind: int, pk: int) -> None:
    shown = Version.objects.filter(subject_type_id=kind, subject_id=pk, state=VersionState.PUBLIC)
    shown.update(state=VersionState.PAST, closed_at=clock.now())


@transaction.atomic
def freeze(version: Version, *, by) -> Version:
    """A version that says this for ever: itself when closed, else a copy of what it says now."""
    version.refresh_from_db()
    if version.state not in OPEN_VERSIONS:
        return version
    subject = version.subject
    copy = _insert(subject, version.fields, by, version, state=VersionState.FROZEN)
    journal.record(copy, "freeze", by=by)
    return copy


def _insert(subject, fields, by, base, *, state=VersionState.DRAFT) -> Version:
    last = of(subject).aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        subject=subject,
        number=last + 1,
        state=state,
        fields=fields,
        base=base,
        author=by,
        begun_at=clock.now(),
    )


@transaction.atomic
def _move(version: Version, sources: Iterable[str], target: str, verb: str, by) -> Version:
    moved = Version.objects.filter(
        pk=version.pk, state__in=list(sources), revision=version.revision
    ).update(state=target)
    if not moved:
        stale = Version.objects.filter(pk=version.pk, state__in=list(sources)).exists()
        raise (StaleRevision if stale else VersionClosed)(str(version))
    version.state = target
    journal.record(version, verb, by=by, details={"number": version.number})
    return version
