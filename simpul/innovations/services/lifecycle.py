"""Verify, correct, withdraw, list again: the decisions of a hub about one record."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core import versions as kernel
from simpul.innovations.models import (
    FIELDS,
    LIVING_FIELDS,
    Authority,
    AuthorityKind,
    Claim,
    Innovation,
    OldAddress,
    address_for,
)
from simpul.innovations.queries.precedence import Slot, ranked
from simpul.innovations.services import projection, telling, versions
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.workflow import RECORD

CORRECT = _("Correct")
NOT_A_FIELD = _("A record has no field “%(field)s”.")
MERGED = _("This record is merged into another. Decide about that one.")


@transaction.atomic
def publish(innovation: Innovation, *, by, note: str = "") -> Innovation:
    """Accept a record and freeze what it says as its public version.

    Raises ``PermissionDenied``, ``StepNotOpen``, or ``ValidationError`` for a merged record.
    """
    _check_kept(innovation)
    RECORD.take("publish", innovation, by=by, note=note, published_at=clock.now())
    ledger = Ledger()
    said = _said(innovation, ledger)
    versions.make_public(innovation, versions.freeze(said), by=by)
    telling.tell_of_record("publish", innovation, by=by, note=note)
    return _shown(innovation, ledger, by)


@transaction.atomic
def correct(
    innovation: Innovation, values: Mapping[Slot, Any], *, by, note: str = ""
) -> Innovation:
    """Let the responsible hub say what these fields hold, keyed by field and language.

    A verified record gets a new public version with them; a listed one shows them at once, since
    the word of a hub stands first. What sources say stays, beside it.
    """
    _check_kept(innovation)
    if not by.has_perm("innovations.correct_innovation", innovation):
        raise PermissionDenied(CORRECT)
    ledger = Ledger()
    claims = _claim_by_hub(innovation, values, ledger)
    journal.record(
        innovation, "correct", by=by, note=note, details={"fields": sorted(k[0] for k in values)}
    )
    if innovation.is_verified:
        public = kernel.public(innovation)
        said = {
            f"{claim.field}|{claim.language}": [[claim.value, claim.pk]]
            for claim in claims
            if claim.field not in LIVING_FIELDS
        }
        versions.make_public(innovation, (public.fields if public else {}) | said, by=by)
    return _shown(innovation, ledger, by)


@transaction.atomic
def withdraw(innovation: Innovation, *, by, note: str) -> Innovation:
    """Take a record out of the public catalogue; its address tells why, and its owner is told."""
    _check_kept(innovation)
    RECORD.take("withdraw", innovation, by=by, note=note)
    telling.tell_of_record("withdraw", innovation, by=by, note=note)
    return innovation


@transaction.atomic
def relist(innovation: Innovation, *, by, note: str) -> Innovation:
    """Put a withdrawn record back, as its sources list it; a hub may then verify it again."""
    RECORD.take("relist", innovation, by=by, note=note)
    telling.tell_of_record("relist", innovation, by=by, note=note)
    return _shown(innovation, Ledger(), by)


@transaction.atomic
def readdress(innovation: Innovation, words: str, *, by) -> Innovation:
    """Put other words into a record's address; the number that closes it stays."""
    if not by.has_perm("innovations.correct_innovation", innovation):
        raise PermissionDenied(CORRECT)
    innovation.slug = address_for(words, innovation.public_id)
    innovation.save(update_fields=["slug"])
    journal.record(innovation, "readdress", by=by)
    return innovation


@transaction.atomic
def remember_address(innovation: Innovation, slug: str, *, by=None) -> OldAddress:
    """Let an address of another time or site lead to the record for ever."""
    address, _created = OldAddress.objects.update_or_create(
        slug=slug, defaults={"innovation": innovation, "ended_at": clock.now()}
    )
    journal.record(innovation, "remember_address", by=by, details={"address": slug})
    return address


def _check_kept(innovation: Innovation) -> None:
    if not innovation.is_kept:
        raise ValidationError(MERGED, code="merged")


def _said(innovation: Innovation, ledger: Ledger) -> dict[Slot, list[projection.Kept]]:
    said = projection.claims_about([innovation])[innovation.pk]
    return ranked(said, ledger.table, projection.locks_among([innovation])[innovation.pk])


def _shown(innovation: Innovation, ledger: Ledger, by) -> Innovation:
    projection.reproject([innovation.pk], ledger, by=by)
    innovation.refresh_from_db()
    return innovation


def _claim_by_hub(
    innovation: Innovation, values: Mapping[Slot, Any], ledger: Ledger
) -> list[Claim]:
    """Write the hub's word on each field, in the place of what it said before."""
    authority = _hub_authority(innovation)
    ledger.table.authorities = {**ledger.table.authorities, authority.pk: authority}
    now = clock.now()
    claims = [
        Claim(
            innovation=innovation,
            authority=authority,
            record_key=innovation.public_id,
            field=name,
            value=value,
            language=language,
            asserted_on=clock.today(),
            recorded_at=now,
        )
        for (name, language), value in values.items()
    ]
    for claim in claims:
        if claim.field not in FIELDS:
            raise ValidationError(NOT_A_FIELD, code="no_field", params={"field": claim.field})
        Claim.objects.filter(
            innovation=innovation,
            authority=authority,
            field=claim.field,
            language=claim.language,
            retired_at=None,
        ).update(retired_at=now)
    return Claim.objects.bulk_create(claims)


def _hub_authority(innovation: Innovation) -> Authority:
    hub = innovation.hub
    key, name = (f"hub-{hub.code}", hub.name) if hub else ("hub", str(_("Editors of this hub")))
    authority, _created = Authority.objects.get_or_create(
        key=key, defaults={"name": name, "kind": AuthorityKind.HUB}
    )
    return authority
