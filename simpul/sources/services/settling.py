"""Say what the words of a source mean from now on, and take it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.sources.models import LearnedName, WorkItem
from simpul.sources.queries.items import named_codes, offered
from simpul.sources.queries.resolving import learned_key
from simpul.sources.workflow import ITEMS, ItemState

NOT_KNOWN = _("Nothing has the code “%(code)s”. Choose from the list.")
NOT_SETTLED = _("Nobody can settle this by a code: correct it in the source.")
TAKE_BACK = _("Take back what words mean")


@transaction.atomic
def settle(item: WorkItem, code: str, *, by) -> LearnedName:
    """Let the words of ``item`` mean ``code`` from now on; an empty one: they mean nothing.

    Every open item of the authority's sources with the same words is settled with it. Raises
    ``PermissionDenied``, and ``ValidationError`` for a code that does not exist.
    """
    _check(item, code)
    same = _same(item)
    for each in same:
        ITEMS.take("settle", each, by=by, settled_with=code, settled_by=by, settled_at=clock.now())
    learned = _learn(item, code, by=by)
    item.refresh_from_db()
    return learned


def _check(item: WorkItem, code: str) -> None:
    if offered(item.field) is None:
        raise ValidationError(NOT_SETTLED, code="not_settled")
    if code and not _exists(item.field, code):
        raise ValidationError(NOT_KNOWN, code="not_known", params={"code": code})


def _exists(field: str, code: str) -> bool:
    parts = code.split(";") if field == "goals" else [code]
    return set(parts) <= named_codes(field, parts).keys()


def _same(item: WorkItem) -> list[WorkItem]:
    """The open items with the same words, of every source of the authority."""
    key = learned_key(item.given)
    open_ones = WorkItem.objects.filter(
        source__authority=item.source.authority, field=item.field, state=ItemState.OPEN
    )
    others = [each for each in open_ones if learned_key(each.given) == key and each.pk != item.pk]
    return [item, *others]


def _learn(item: WorkItem, code: str, *, by) -> LearnedName:
    key = learned_key(item.given)
    living = LearnedName.objects.filter(
        authority=item.source.authority, field=item.field, key=key, undone_at=None
    )
    living.update(undone_at=clock.now(), undone_by=by)
    learned = LearnedName.objects.create(
        authority=item.source.authority,
        field=item.field,
        given=item.given,
        key=key,
        code=code,
        by=by,
        at=clock.now(),
    )
    journal.record(learned, "learn", by=by, details={"given": item.given, "code": code})
    return learned


@transaction.atomic
def leave(item: WorkItem, *, by) -> WorkItem:
    """Leave the words as they are: they stay unclear, and nobody is asked again."""
    return ITEMS.take("drop", item, by=by, settled_by=by, settled_at=clock.now())


@transaction.atomic
def reopen(item: WorkItem, *, by) -> WorkItem:
    """Ask again; what was learned from it is taken back, exactly."""
    taken = ITEMS.take("reopen", item, by=by, settled_with="", settled_by=None, settled_at=None)
    key = learned_key(item.given)
    for learned in LearnedName.objects.filter(
        authority=item.source.authority, field=item.field, key=key, undone_at=None
    ):
        _forget(learned, by=by)
    return taken


@transaction.atomic
def take_back(learned: LearnedName, *, by) -> None:
    """Let words mean nothing in particular again, and ask anew where they were asked about."""
    sources = learned.authority.streams.all()
    if not any(by.has_perm("sources.start_run", source) for source in sources):
        raise PermissionDenied(TAKE_BACK)
    _forget(learned, by=by)
    settled = WorkItem.objects.filter(
        source__in=sources, field=learned.field, state=ItemState.SETTLED
    )
    for item in settled:
        if learned_key(item.given) == learned.key:
            ITEMS.take("reopen", item, by=by, settled_with="", settled_by=None, settled_at=None)


def _forget(learned: LearnedName, *, by) -> None:
    learned.undone_at, learned.undone_by = clock.now(), by
    learned.save(update_fields=["undone_at", "undone_by"])
    journal.record(learned, "forget", by=by)
