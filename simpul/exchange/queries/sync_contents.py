"""What we say about records: their public state as claims, numbers and files, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from simpul.core.models import Version
from simpul.exchange.queries.sync.canonical import canonical
from simpul.exchange.queries.sync.messages import EVENT_BYTES
from simpul.exchange.queries.sync_records import SCHEME
from simpul.innovations.models import (
    FIELDS,
    LIVING_FIELDS,
    Authority,
    AuthorityKind,
    Claim,
    Evidence,
    ExternalId,
    FieldLock,
    Innovation,
)
from simpul.innovations.queries.precedence import Ladder, ranked

# Room for what stands around the body of an event.
BODY_BYTES = EVENT_BYTES - 2048


class Contents:
    """What is public about some records and said here, ready to be told."""

    def __init__(
        self, records: Sequence[Innovation], table: Ladder, frozen: Mapping[int, Version]
    ) -> None:
        self._table, self._frozen = table, frozen
        self._records = {record.pk: record for record in records}
        self._locked = set(
            FieldLock.objects.filter(innovation__in=self._records, ended_at=None).values_list(
                "claim", flat=True
            )
        )
        self._claims = self._grouped(self._all_claims())
        ids = ExternalId.objects.filter(innovation__in=self._records).exclude(scheme=SCHEME)
        self._ids = self._grouped(
            ids.exclude(authority__kind=AuthorityKind.PEER).select_related("authority")
        )
        self._files = self._grouped(
            Evidence.objects.public()
            .filter(innovation__in=[pk for pk, one in self._records.items() if one.is_verified])
            .select_related("file")
        )

    def _all_claims(self) -> Iterable[Claim]:
        """Living claims, and those a hub's public version or lock stands on."""
        frozen = {
            claim
            for version in self._frozen.values()
            for said in version.fields.values()
            for _value, claim in said
        }
        living = Claim.objects.filter(innovation__in=self._records, retired_at=None)
        kept = Claim.objects.filter(
            innovation__in=self._records, pk__in=frozen | self._locked
        ).exclude(retired_at=None)
        for rows in (living, kept):
            yield from rows.exclude(authority__kind=AuthorityKind.PEER).select_related("authority")

    def _grouped(self, rows: Iterable[Any]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in rows:
            found[row.innovation_id].append(row)
        return found

    def has_claims(self, pk: int) -> bool:
        """Whether anybody but another installation says something about the record here."""
        return bool(self._claims[pk])

    def body(self, pk: int) -> dict[str, Any]:
        """What is told about one record."""
        record = self._records[pk]
        with translation.override(settings.LANGUAGE_CODE):
            address = f"{settings.SITE_URL}{record.get_absolute_url()}"
        body = {
            "title": record.title,
            "standing": "verified" if record.is_verified else "listed",
            "verified_at": record.published_at.date().isoformat()
            if record.is_verified and record.published_at
            else "",
            "address": address,
            "synthetic": record.synthetic,
            "claims": self._told(record),
            "ids": sorted((_id(row) for row in self._ids[pk]), key=canonical),
            "files": sorted((_file(row) for row in self._files[pk]), key=canonical),
        }
        return fitted(body)

    def _told(self, record: Innovation) -> list[dict[str, Any]]:
        claims = [claim for claim in self._claims[record.pk] if _is_open(claim)]
        shown = self._shown(record, claims)
        living = [claim for claim in claims if claim.retired_at is None or claim.pk in shown]
        told = [_claim(claim, shown=claim.pk in shown) for claim in living]
        return sorted(told, key=canonical)

    def _shown(self, record: Innovation, claims: Sequence[Claim]) -> set[int]:
        """The claims whose values readers see here."""
        version = self._frozen.get(record.pk)
        first = {
            claim.pk
            for (name, _language), said in ranked(claims, self._table, self._locked).items()
            for claim in (said if FIELDS[name].kind == "many" else said[:1])
            if version is None or name in LIVING_FIELDS
        }
        if version is None:
            return first
        kept = {claim for said in version.fields.values() for _value, claim in said}
        return first | kept


def _is_open(claim: Claim) -> bool:
    return claim.field in FIELDS and FIELDS[claim.field].kind != "private"


def _claim(claim: Claim, *, shown: bool) -> dict[str, Any]:
    return {
        "field": claim.field,
        "language": claim.language,
        "value": claim.value,
        "wording": claim.wording,
        "asserted_on": claim.asserted_on.isoformat() if claim.asserted_on else "",
        "url": claim.evidence_url,
        "number": claim.record_key,
        "authority": _authority(claim.authority),
        "shown": shown,
    }


def _authority(authority: Authority) -> dict[str, str]:
    return {
        "key": authority.key,
        "name": authority.name,
        "name_en": authority.name_en,
        "kind": authority.kind,
        "url": authority.url,
        "licence": authority.licence,
    }


def _id(row: ExternalId) -> dict[str, Any]:
    return {
        "scheme": row.scheme,
        "value": row.value,
        "url": row.url,
        "authority": row.authority.key,
    }


def _file(row: Evidence) -> dict[str, Any]:
    return {
        "sha256": row.file.sha256,
        "size": row.file.size,
        "type": row.file.media_type,
        "name": row.file.name,
        "title": row.title,
        "field": row.field,
        "kind": row.kind,
    }


def fitted(body: dict[str, Any]) -> dict[str, Any]:
    """``body`` within the limit of one event: first what is not shown goes, then long texts."""
    if len(canonical(body)) <= BODY_BYTES:
        return body
    claims = [claim for claim in body["claims"] if claim["shown"]]
    body = {**body, "claims": claims, "abridged": True}
    while len(canonical(body)) > BODY_BYTES and claims:
        longest = max(claims, key=lambda claim: len(canonical(claim)))
        claims.remove(longest)
    return body
