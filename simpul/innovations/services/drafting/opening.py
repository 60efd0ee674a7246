"""Beginning to write: something new, about a listed record, or a change to a verified one."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.hubs.queries import responsible_hub
from simpul.innovations.models import (
    Draft,
    DraftKind,
    DraftValue,
    Innovation,
    State,
    address_for,
    new_identity,
    split_title,
)
from simpul.innovations.queries.writing import language_of, prefilled
from simpul.innovations.services.drafting.saving import TITLE_LETTERS, clean
from simpul.organisations.models import Organisation
from simpul.organisations.policies import administers, works_for

BEGIN = _("Record an innovation for this institution")
REVISE = _("Write about this record")
UNIT_LETTERS = 300
TITLE_NEEDED = _("An innovation needs a name. It may change later.")


class AlreadyOpen(Exception):
    """Somebody is writing about the record already; ``draft`` is what they write."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(str(draft))
        self.draft = draft


def open_draft(
    *,
    kind: str,
    innovation: Innovation | None = None,
    organisation: Organisation | None = None,
    by,
    entered_for: str = "",
    values: Mapping[str, Any] | None = None,
) -> Draft:
    """Begin to write. ``values`` fill the form first, over what the record says already.

    Raises ``PermissionDenied``, ``AlreadyOpen``, or ``ValidationError`` for one without a name.
    """
    if kind == DraftKind.NEW:
        return _begin(organisation, by, entered_for, values or {})
    if innovation is None or not _may_revise(innovation, organisation, by):
        raise PermissionDenied(REVISE)
    return _revise(innovation, organisation, by, entered_for, values or {})


def _may_revise(innovation: Innovation, organisation: Organisation | None, by) -> bool:
    if by.has_perm("innovations.take_ownerless_innovation", innovation):
        return organisation is not None and administers(by, organisation)
    return by.has_perm("innovations.revise_innovation", innovation)


def kind_for(innovation: Innovation) -> str:
    """What writing about it is: taking over what is listed, or changing what is verified."""
    return DraftKind.CHANGE if innovation.is_verified else DraftKind.CLAIM


@transaction.atomic
def _begin(organisation, by, entered_for: str, values: Mapping[str, Any]) -> Draft:
    if organisation is None or not (works_for(by, organisation) or administers(by, organisation)):
        raise PermissionDenied(BEGIN)
    title = str(clean(values.get("title", ""))).strip()
    if not title:
        raise ValidationError(TITLE_NEEDED, code="title")
    record = _record(title[:TITLE_LETTERS], organisation, by)
    given = {"unit": entered_for or _unit_of(organisation), "region": _region_of(organisation)}
    return _open(
        record,
        {**{name: value for name, value in given.items() if value}, **values, "title": title},
        by=by,
        kind=DraftKind.NEW,
        organisation=organisation,
        entered_for=entered_for.strip()[:UNIT_LETTERS],
    )


def _revise(innovation, organisation, by, entered_for: str, values: Mapping[str, Any]) -> Draft:
    waiting = innovation.drafts.open().first()
    if waiting is not None:
        raise AlreadyOpen(waiting)
    body = organisation or innovation.owner
    said = prefilled(innovation)
    try:
        with transaction.atomic():
            return _open(
                innovation,
                {**said, **values},
                by=by,
                kind=kind_for(innovation),
                organisation=body,
                entered_for=entered_for.strip()[:UNIT_LETTERS],
            )
    except IntegrityError as error:
        # Two began at once; the first has it.
        raise AlreadyOpen(innovation.drafts.open().get()) from error


def _record(title: str, organisation: Organisation, by) -> Innovation:
    """A record nobody sees yet, so that what is written about it has a place."""
    number, now = new_identity(), clock.now()
    acronym, long_title = split_title(title)
    hub, _reason = responsible_hub(organisation)
    record = Innovation.objects.create(
        public_id=number,
        slug=address_for(acronym or title, number),
        title=title,
        acronym=acronym,
        long_title=long_title,
        state=State.DRAFT,
        author=by,
        owner=organisation.institution,
        hub=hub,
        created_at=now,
        changed_at=now,
    )
    Innovation.objects.filter(pk=record.pk).update(canonical=record)
    record.canonical = record
    return record


def _open(record: Innovation, values: Mapping[str, Any], *, by, **what: Any) -> Draft:
    now = clock.now()
    draft = Draft.objects.create(
        innovation=record,
        author=by,
        hub=record.hub,
        **what,
        opened_at=now,
        touched_at=now,
    )
    DraftValue.objects.bulk_create(
        DraftValue(
            draft=draft,
            field=name,
            language=language_of(name),
            value=clean(value),
            by=by,
            at=now,
        )
        for name, value in values.items()
    )
    journal.record(draft, "open", by=by, details={"kind": draft.kind})
    return draft


def _unit_of(organisation: Organisation) -> str:
    return organisation.name if organisation.is_unit else ""


def _region_of(organisation: Organisation) -> str:
    region = organisation.region or organisation.institution.region
    return region.code if region else ""
