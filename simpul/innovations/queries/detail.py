"""Everything the page of one record reads, in a fixed number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language

from simpul.core import journal, versions
from simpul.core.models import Version
from simpul.hubs.queries import Reason, responsible_hub
from simpul.innovations.models import (
    CORE_FIELDS,
    FIELDS,
    Award,
    Claim,
    Contest,
    ContestState,
    EvidenceGrade,
    ExternalId,
    FieldLock,
    Innovation,
    InnovationText,
    OldAddress,
    State,
)
from simpul.innovations.models.naming import IDENTITY_LENGTH
from simpul.innovations.policies import visible
from simpul.organisations.models import Organisation

# The entries that say why a record was withdrawn.
WITHDRAWING = ("withdraw", "follow_withdrawal")

PARTS = ("owner__region", "region", "province", "sector", "affair", "hub", "life_status")


@dataclass(frozen=True)
class Withdrawn:
    """A record that was public once, and why it is not any more."""

    innovation: Innovation
    reason: str
    on: datetime | None


@dataclass(frozen=True)
class Text:
    """A long text in the reader's language, or in the one it has."""

    field: str
    text: str
    language: str

    @property
    def label(self) -> str:
        return str(FIELDS[self.field].label)


@dataclass(frozen=True)
class InnovationPage:
    """A record with what stands beside it."""

    innovation: Innovation
    texts: dict[str, Text]
    goals: Sequence
    awards: Sequence[Award]
    claims: Sequence[Claim]
    external_ids: Sequence[ExternalId]
    grade: EvidenceGrade | None
    public_version: Version | None
    # What a hub is asked to decide, whoever said it; what authors are still writing is theirs.
    waiting_version: Version | None
    hub_reason: Reason | None
    locks: Sequence[FieldLock] = ()
    # Fields that somebody says are wrong, until a hub answers.
    contested: frozenset[str] = frozenset()

    @cached_property
    def filled(self) -> frozenset[str]:
        """The core fields that hold something."""
        said = {claim.field for claim in self.claims if claim.field in CORE_FIELDS}
        return frozenset(said)

    @property
    def missing(self) -> list[str]:
        """The core fields that hold nothing, in their order."""
        return [name for name in CORE_FIELDS if name not in self.filled]

    @property
    def is_bare(self) -> bool:
        """Say whether nothing tells what the innovation does."""
        return not self.texts

    @property
    def newer_is_checked(self) -> bool:
        """Say whether something else than the public version waits for the hub."""
        return (
            self.public_version is not None
            and self.waiting_version is not None
            and bool(versions.compare(self.public_version.fields, self.waiting_version.fields))
        )

    @property
    def address(self) -> str:
        """The lasting address, with the site."""
        return f"{settings.SITE_URL}{self.innovation.get_absolute_url()}"

    @property
    def sources(self) -> list[ExternalId]:
        """One line for each mention: who names it, under which number, where."""
        return list(self.external_ids)


def record_at(slug: str) -> Innovation | None:
    """The record an address means, or meant once: by its number, else by an address of old."""
    number = slug.rpartition("-")[2]
    rows = Innovation.objects.select_related("canonical")
    found = None
    if len(number) == IDENTITY_LENGTH:
        found = rows.filter(public_id=number.lower()).first()
    if found is None:
        old = OldAddress.objects.filter(slug=slug).values("innovation")
        found = rows.filter(pk__in=old).first()
    return found.canonical if found and not found.is_kept else found


def may_see(innovation: Innovation, user) -> bool:
    """``view_innovation``, asked as lists ask it."""
    return Innovation.objects.filter(visible(user), pk=innovation.pk).exists()


def leads_on(innovation: Innovation, slug: str, user) -> bool:
    """Say whether ``slug`` leads to another address, which tells the name of what stands there."""
    if innovation.slug == slug:
        return False
    return innovation.state == State.WITHDRAWN or may_see(innovation, user)


def withdrawal(innovation: Innovation) -> Withdrawn | None:
    """Why a withdrawn record is gone; None for every other."""
    if innovation.state != State.WITHDRAWN:
        return None
    entry = journal.entries_about(innovation).filter(verb__in=WITHDRAWING).first()
    detail = getattr(entry, "detail", None)
    return Withdrawn(innovation, detail.note if detail else "", entry.at if entry else None)


def innovation_page(slug: str, user) -> InnovationPage | None:
    """The record at ``slug`` with all its page reads; None where ``user`` may not see it."""
    found = record_at(slug)
    if found is None:
        return None
    rows = Innovation.objects.filter(visible(user), pk=found.pk).select_related(*PARTS)
    record = rows.first()
    return page_of(record) if record else None


def page_of(record: Innovation) -> InnovationPage:
    """What stands beside a record that was read with its ``PARTS``."""
    ids = ExternalId.objects.filter(innovation__canonical=record).select_related("authority")
    locks = list(FieldLock.objects.filter(innovation=record, ended_at=None))
    # What a verifier locked counts though its source says it no longer.
    counts = Q(retired_at=None) | Q(pk__in=[lock.claim_id for lock in locks])
    claims = Claim.objects.filter(counts, innovation__canonical=record)
    contests = Contest.objects.filter(innovation=record, state=ContestState.OPEN)
    return InnovationPage(
        innovation=record,
        texts=_texts(record),
        goals=list(record.goals.all()),
        awards=list(record.awards.select_related("programme", "level")),
        claims=list(claims.select_related("authority").order_by("record_key", "pk")),
        external_ids=list(ids),
        grade=EvidenceGrade.objects.filter(grade=record.evidence_grade).first(),
        public_version=versions.public(record) if record.is_verified else None,
        waiting_version=versions.pending(record) if record.is_verified else None,
        hub_reason=_why_this_hub(record),
        locks=locks,
        contested=frozenset(contests.values_list("field", flat=True)),
    )


def _texts(record: Innovation) -> dict[str, Text]:
    reader = get_language() or "id"
    found: dict[str, Text] = {}
    for row in InnovationText.objects.filter(innovation=record):
        if row.field not in found or row.language == reader:
            found[row.field] = Text(row.field, row.text, row.language)
    return found


def _why_this_hub(record: Innovation) -> Reason | None:
    if record.hub is None:
        return None
    return responsible_hub(record.owner or Organisation())[1]
