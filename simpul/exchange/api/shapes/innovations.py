"""The shapes of innovations: rows, one record whole, versions, changes."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from simpul.exchange.api.shapes.common import Owner, Term


class AwardLine(BaseModel):
    """What a programme gave or noted, as a list names it."""

    programme: str
    year: int | None
    level: Term | None
    wording: str


class InnovationRow(BaseModel):
    """An innovation as the list shows it."""

    id: str = Field(description="The permanent number; it never changes and is never given twice.")
    href: str
    url: str = Field(description="The page for people.")
    title: str
    acronym: str
    long_title: str
    summary: str
    summary_language: str
    owner: Owner | None
    unit: str
    region: Term | None
    province: Term | None
    sector: Term | None
    year: int | None
    state: str = Field(description="`verified` by a hub, or `listed` by a source and not verified.")
    life_status: Term | None
    life_as_of: date | None
    evidence_grade: int
    awards: list[AwardLine]
    synthetic: bool
    kilometres: float | None
    created_at: datetime
    changed_at: datetime


class Choice(BaseModel):
    """A value of a facet and how many rows it would show."""

    code: str
    label: str
    count: int | None
    chosen: bool


class Facet(BaseModel):
    """A facet of the list with its most frequent choices."""

    name: str
    label: str
    total: int
    choices: list[Choice]


class LeftOut(BaseModel):
    """Something asked that was left out, as the page says it."""

    name: str
    value: str
    message: str


class Innovations(BaseModel):
    """Some rows of the list."""

    total: int
    sort: str
    corrected: str = Field(description="What was searched instead of words nothing is called.")
    also_searched: list[str]
    innovations: list[InnovationRow]
    facets: list[Facet]
    problems: list[LeftOut]
    next: str | None = Field(description="The address of the rows that follow.")


class Text(BaseModel):
    """A long text in one of its languages."""

    field: str
    label: str
    language: str
    translated_from: str
    text: str


class Outcome(BaseModel):
    """A result before and after."""

    indicator: str
    unit: str
    baseline: str | None
    baseline_on: date | None
    latest: str | None
    latest_on: date | None
    method: str
    comparison: str
    evidence_grade: int


class Award(AwardLine):
    """What a programme gave or noted, with where it stands."""

    programme_key: str
    url: str


class EvidenceFile(BaseModel):
    """A file that anybody may open on the page."""

    title: str
    kind: str
    field: str
    media_type: str
    bytes: int
    sha256: str


class ExternalId(BaseModel):
    """The number under which a source keeps it."""

    scheme: str
    value: str
    url: str
    source: str


class Source(BaseModel):
    """Who says something, where, and under what terms."""

    key: str
    name: str
    record: str
    url: str
    licence: str


class Claim(BaseModel):
    """What a source says of one field."""

    field: str
    value: Any
    wording: str
    language: str
    asserted_on: date | None
    source: Source


class ResponsibleHub(BaseModel):
    """The hub that answers for a record, and why."""

    code: str
    name: str
    href: str
    reason: str


class Related(BaseModel):
    """Another record that this one stands in a relation to."""

    kind: Term
    state: Term
    id: str
    title: str
    href: str
    is_subject: bool = Field(description="Whether this record is the one the relation speaks of.")


class Innovation(BaseModel):
    """One innovation with everything readers see, and who says so."""

    id: str
    href: str
    url: str
    title: str
    acronym: str
    long_title: str
    state: str
    synthetic: bool
    created_at: datetime
    changed_at: datetime
    published_at: datetime | None
    owner: Owner | None
    unit: str
    region: Term | None
    province: Term | None
    sector: Term | None
    affair: Term | None
    goals: list[Term]
    form: str
    year: int | None
    hub: ResponsibleHub | None
    life_status: Term | None
    life_as_of: date | None
    life_due_on: date | None
    evidence_grade: int
    completeness: int
    texts: list[Text]
    outcomes: list[Outcome]
    awards: list[Award]
    evidence: list[EvidenceFile]
    external_ids: list[ExternalId]
    claims: list[Claim]
    relations: list[Related]
    contested: list[str]
    locked: list[str]
    version: int | None


class Version(BaseModel):
    """A version as readers could see it."""

    number: int
    published_at: datetime
    checked_by: str
    written_for: str
    changed: list[str]
    is_shown: bool


class History(BaseModel):
    """The public versions of a record, newest first."""

    id: str
    versions: list[Version]


class Change(BaseModel):
    """A record that changed, as it is now; one that left says where to."""

    seq: int
    id: str
    state: str = Field(description="`listed`, `verified`, `withdrawn` or `merged`.")
    into: str = Field(description="The record it was merged into.")
    innovation: InnovationRow | None


class Changes(BaseModel):
    """Some changes in their order."""

    changes: list[Change]
    next: str = Field(description="Where to go on, now or later.")
    more: bool = Field(description="Whether more waits there already.")
