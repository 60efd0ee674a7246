"""A hub decides what becomes of the words of sources that wait beside a verified version."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import duties, journal
from simpul.core import versions as kernel
from simpul.innovations.models import Innovation
from simpul.innovations.services import projection, versions
from simpul.innovations.services.ledger import Ledger

DECIDE_IT = _("Decide what is shown of this record")
DECIDED_ALREADY = _("Nothing waits any more: somebody decided, or the sources changed their word.")
CHANGED = _("The sources changed their word since you opened the page. Look again.")
CHOOSE = _("Choose at least one field, or leave everything as it is.")


@transaction.atomic
def take_in(
    record: Innovation, keys: Collection[str], *, by, revision: int, note: str = ""
) -> Innovation:
    """Take these fields of what waits into the verified version; the others stay as verified.

    ``revision`` is that of the version ``by`` looked at. What is not taken waits no second time.
    """
    waiting = _opened(record, by, revision)
    if not keys:
        raise ValidationError(CHOOSE, code="choose")
    public = kernel.public(record)
    said = dict(public.fields) if public is not None else {}
    for key in keys:
        if key in waiting.fields:
            said[key] = waiting.fields[key]
        else:
            said.pop(key, None)
    kernel.set_aside(waiting, by=by)
    kernel.put(record, said, by=by)
    journal.record(record, "take_in", by=by, note=note, details={"fields": sorted(keys)})
    return _shown(record, by)


@transaction.atomic
def leave(record: Innovation, *, by, revision: int, note: str = "") -> Innovation:
    """Keep the verified version as it is; the claims stay beside it for everybody to read."""
    kernel.set_aside(_opened(record, by, revision), by=by)
    journal.record(record, "leave", by=by, note=note)
    return _shown(record, by)


def _opened(record: Innovation, by, revision: int):
    if not by.has_perm("innovations.correct_innovation", record):
        raise PermissionDenied(DECIDE_IT)
    waiting = versions.waits_for_hub(record)
    if waiting is None:
        raise ValidationError(DECIDED_ALREADY, code="decided")
    if waiting.revision != revision:
        raise ValidationError(CHANGED, code="stale")
    return waiting


def _shown(record: Innovation, by) -> Innovation:
    duties.settle(versions.WAITING, record, by=by)
    projection.reproject([record.pk], Ledger(), also=[record.pk], by=by)
    record.refresh_from_db()
    return record
