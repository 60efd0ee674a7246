"""Take back what was listed or claimed, exactly, unless somebody built on it since."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from simpul.core import journal
from simpul.core.models import Version
from simpul.core.models.work import VersionState
from simpul.innovations.models import (
    Claim,
    Contest,
    ExternalId,
    FieldLock,
    Innovation,
    MergeEdge,
    MergeReason,
    State,
)
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.merging import recompute_canonical

# What listing a record writes beside it: gone with it, and nobody's work.
WRITTEN_ALONG = {
    "absorbed_records",
    "awards",
    "claims",
    "edges_in",
    "external_ids",
    "merge_edge",
    "outcomes",
    "texts",
}


@dataclass
class Unlisted:
    """Which records had to stay and why, and which others stood together with those that went."""

    built_on: dict[int, str] = field(default_factory=dict)
    neighbours: list[int] = field(default_factory=list)


@dataclass
class Restored:
    """Which records say again what they said, and which rows had to stay and why."""

    changed: list[int] = field(default_factory=list)
    refused: dict[Hashable, str] = field(default_factory=dict)


# --- Records -----------------------------------------------------------------------------------


@transaction.atomic
def unlist(
    said: Mapping[int, set[int]], ledger: Ledger, *, ours: Collection[str] = (), by=None
) -> Unlisted:
    """Take records out as if they had never been listed.

    ``said`` names the claims each was listed with; a record about which anything else was said,
    decided or added stays. ``ours`` names relations that are no more than traces of the listing.
    """
    done = Unlisted(_built_on(said, {*WRITTEN_ALONG, *ours}))
    gone = sorted(said.keys() - done.built_on.keys())
    if not gone:
        return done
    records = Innovation.objects.filter(pk__in=gone)
    names = list(records.order_by("pk").values_list("public_id", flat=True))
    done.neighbours = _neighbours(gone)
    MergeEdge.objects.filter(Q(absorbed__in=gone) | Q(kept__in=gone)).delete()
    recompute_canonical([*gone, *done.neighbours])
    records.update(canonical=None)
    records.delete()
    journal.record_batch("unlist", Innovation, gone, by=by, details={"public_ids": names})
    projection.reproject(done.neighbours, ledger, also=done.neighbours, by=by)
    return done


def _neighbours(gone: Collection[int]) -> list[int]:
    """The records that stand in one group with these."""
    roots = set(Innovation.objects.filter(pk__in=gone).values_list("canonical_id", flat=True))
    group = Innovation.objects.filter(canonical__in=roots).exclude(pk__in=gone)
    return sorted(group.values_list("pk", flat=True))


def _built_on(said: Mapping[int, set[int]], written_along: Collection[str]) -> dict[int, str]:
    """Why each of these records must stay, where it must."""
    pks = list(said)
    found: dict[int, str] = {}
    listed = Innovation.objects.filter(pk__in=pks, state=State.LISTED, author=None)
    for pk in set(pks) - set(listed.values_list("pk", flat=True)):
        found[pk] = _("Its state changed.")
    for pk, claim in Claim.objects.filter(innovation__in=pks).values_list("innovation_id", "pk"):
        if claim not in said[pk]:
            found.setdefault(pk, _("Something else was said about it."))
    decided = MergeEdge.objects.exclude(reason=MergeReason.MATCHED)
    edges = decided.filter(Q(absorbed__in=pks) | Q(kept__in=pks))
    for pair in edges.values_list("absorbed_id", "kept_id"):
        for pk in set(pair) & said.keys():
            found.setdefault(pk, _("Somebody merged it with another record."))
    for pk, what in _related(pks, written_along):
        found.setdefault(pk, _("It has by now: %(what)s.") % {"what": what})
    return found


def _related(pks: Collection[int], written_along: Collection[str]):
    """Everything of any room that points to these records and was not written with them."""
    for relation in Innovation._meta.related_objects:
        if relation.get_accessor_name() in written_along or relation.related_model is Innovation:
            continue
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": pks})
        for pk in rows.values_list(name, flat=True):
            yield pk, relation.related_model._meta.verbose_name_plural
    kind = ContentType.objects.get_for_model(Innovation)
    for model in apps.get_models():
        for link in model._meta.private_fields:
            if isinstance(link, GenericForeignKey):
                about = {link.ct_field: kind, f"{link.fk_field}__in": pks}
                rows = model._base_manager.filter(**about)
                for pk in rows.values_list(link.fk_field, flat=True):
                    yield pk, model._meta.verbose_name_plural


# --- Claims ------------------------------------------------------------------------------------

# The record, the number at its source, the claims before, and those that came instead.
Exchange = tuple[int, str, set[int], set[int]]


@transaction.atomic
def restore_claims(
    wanted: Mapping[Hashable, Exchange],
    numbers: Mapping[Hashable, Any],
    ledger: Ledger,
    *,
    by=None,
) -> Restored:
    """Let records say again what they said: claims that came go, those they replaced live again.

    ``numbers`` holds the key, authority and address each number had before. A row whose claims
    changed since, or were locked, contested or verified, stays as it is.
    """
    done = Restored(refused=_refused(wanted))
    changed: set[int] = set()
    for token, (pk, _key, before, after) in wanted.items():
        if token in done.refused:
            continue
        Claim.objects.filter(pk__in=after - before).delete()
        Claim.objects.filter(pk__in=before - after).update(retired_at=None)
        number = numbers.get(token)
        if number is not None:
            ExternalId.objects.filter(pk=number[0]).update(authority=number[1], url=number[2])
        changed.add(pk)
    if changed:
        done.changed = sorted(changed)
        journal.record_batch("restore_claims", Innovation, done.changed, by=by)
        projection.reproject(done.changed, ledger, by=by)
    return done


def _refused(wanted: Mapping[Hashable, Exchange]) -> dict[Hashable, str]:
    records = {pk for pk, _key, _before, _after in wanted.values()}
    living = _living(records)
    new = {claim for _pk, _key, before, after in wanted.values() for claim in after - before}
    decided = set(FieldLock.objects.filter(claim__in=new).values_list("claim_id", flat=True))
    contested = set(Contest.objects.filter(claim__in=new).values_list("claim_id", flat=True))
    verified = _in_public_versions(records)
    found: dict[Hashable, str] = {}
    for token, (pk, key, before, after) in wanted.items():
        ours = after - before
        if living[pk, key] != after:
            found[token] = _("What the source says of it changed since.")
        elif ours & decided:
            found[token] = _("A verifier chose what it says.")
        elif ours & contested:
            found[token] = _("What it says is contested.")
        elif ours & verified:
            found[token] = _("The verified version stands on it.")
    return found


def _living(records: Collection[int]) -> dict[tuple[int, str], set[int]]:
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    rows = Claim.objects.filter(innovation__in=records, retired_at=None)
    for pk, record, key in rows.values_list("pk", "innovation_id", "record_key"):
        found[record, key].add(pk)
    return found


def _in_public_versions(records: Collection[int]) -> set[int]:
    """The claims on which public versions of these records, or of those they merged into, stand."""
    roots = Innovation.objects.filter(pk__in=records).values_list("canonical_id", flat=True)
    rows = Version.objects.filter(
        subject_type=ContentType.objects.get_for_model(Innovation),
        subject_id__in={*records, *(root for root in roots if root is not None)},
        state=VersionState.PUBLIC,
    )
    return {
        claim
        for row in rows
        for pairs in row.fields.values()
        for _value, claim in pairs
        if claim is not None
    }
