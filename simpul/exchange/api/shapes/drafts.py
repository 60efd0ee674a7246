"""The shapes of what institutions write: answers on their way in, drafts on their way out."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from simpul.exchange.api.names import OnDay
from simpul.exchange.api.shapes.common import Term

FORBID = ConfigDict(extra="forbid")

Words = Annotated[str, Field(max_length=20_000)]
Short = Annotated[str, Field(max_length=1_000)]
Number = Annotated[
    str, Field(pattern=r"^-?[0-9]{1,16}(\.[0-9]{1,4})?$|^$", description="Such as `74.5`.")
]
Day = Annotated[OnDay | None, Field(description="Such as `2023-12-31`.")]


# --- In ----------------------------------------------------------------------------------------


class OutcomeIn(BaseModel):
    """A result in figures, before and after."""

    model_config = FORBID

    indicator: Short
    unit: Short = ""
    baseline: Number = ""
    baseline_on: Day = None
    latest: Number = ""
    latest_on: Day = None
    method: Short = ""
    comparison: Short = ""


class ContactIn(BaseModel):
    """Who can be asked; shown to nobody unless `public` says so."""

    model_config = FORBID

    name: Short
    position: Short = ""
    email: Short = ""
    phone: Short = ""
    # Whether people are shown is never guessed from a number or a word.
    public: StrictBool = False


class Values(BaseModel):
    """Answers by field, as the form asks them; what is not named stays as it is."""

    model_config = FORBID

    title: Short | None = None
    unit: Short | None = None
    started_on: Day = None
    region: Short | None = None
    sector: Short | None = None
    affair: Short | None = None
    goals: Annotated[list[Annotated[int, Field(ge=1, le=17)]], Field(max_length=17)] | None = None
    form: Short | None = None
    summary: Words | None = None
    problem: Words | None = None
    objectives: Words | None = None
    novelty: Words | None = None
    how_it_works: Words | None = None
    impact: Words | None = None
    outcomes: Annotated[list[OutcomeIn], Field(max_length=30)] | None = None
    resources: Words | None = None
    sustainability: Words | None = None
    replication: Words | None = None
    lessons: Words | None = None
    failures: Words | None = None
    benefit: Words | None = None
    eligible: Words | None = None
    place: Words | None = None
    hours: Words | None = None
    cost: Words | None = None
    access: Words | None = None
    life_status: Short | None = None
    video: Short | None = None
    contact: ContactIn | None = None


class NamedValues(Values):
    """The first answers about something new: at least what it is called."""

    title: str = Field(max_length=1_000, pattern=r"[^\s\x00-\x1f\x7f]")


class Begun(BaseModel):
    """For whom a draft is begun."""

    model_config = FORBID

    organisation: str | None = Field(
        None, max_length=60, description="The unit that writes; without one the institution itself."
    )
    entered_for: str = Field(
        "", max_length=300, description="The unit in whose name a bureau writes; it confirms later."
    )


class NewDraft(Begun):
    """A draft about something new."""

    values: NamedValues


class DraftAbout(Begun):
    """A draft about a record of the institution."""

    innovation: str = Field(pattern=r"^[0-9a-z]{10}$", description="The record it is about.")
    values: Values = Values()


Revision = Annotated[int, Field(ge=0, le=2**31 - 1)]


class AnswersIn(BaseModel):
    """Answers to keep, each with the revision it was written on."""

    model_config = FORBID

    values: Values
    base: dict[str, Revision] = Field(
        {}, description="The revision of each answer that was read; 0 where none stood there."
    )


class ChoiceIn(BaseModel):
    """The text that is to stand where two stood."""

    model_config = FORBID

    value: Any
    base: Revision = Field(description="The revision of the text that stands there.")


class NoteIn(BaseModel):
    """A word to whoever takes it up next."""

    model_config = FORBID

    note: str = Field("", max_length=2_000)


class UploadIn(BaseModel):
    """A file that will come in pieces."""

    model_config = FORBID

    name: str = Field(min_length=1, max_length=200)
    size: int = Field(ge=1, le=2**40)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class EvidenceIn(BaseModel):
    """What a file shows."""

    model_config = FORBID

    field: str = Field(max_length=30, description="The answer it shows.")
    title: str = Field("", max_length=200)
    kind: str = Field(
        "", pattern=r"^(document|data|photo|evaluation|legal|statement)?$", description="Its kind."
    )
    public: StrictBool = Field(
        default=False, description="Anybody may open it once it is verified."
    )


class StatusIn(BaseModel):
    """In which state an innovation is."""

    model_config = FORBID

    status: str = Field(max_length=20, description="A code of /vocabularies/stages.")
    as_of: OnDay | None = Field(
        None, description="The day as of which it is known; today if empty."
    )
    reason: str = Field("", max_length=2_000, description="Needed where it does not run.")


# --- Out ---------------------------------------------------------------------------------------


class DraftLine(BaseModel):
    """A draft as the list tells it."""

    id: int
    href: str
    innovation: str
    title: str
    kind: str
    state: Term
    organisation: str | None
    entered_for: str
    hub: str | None
    opened_at: datetime
    touched_at: datetime
    submitted_at: datetime | None
    due_at: datetime | None
    decided_at: datetime | None


class Drafts(BaseModel):
    """Some drafts, the newest first."""

    drafts: list[DraftLine]
    next: str | None


class Answer(BaseModel):
    """An answer as it stands; `revision` is what to write on."""

    field: str
    language: str
    value: Any
    revision: int
    saved_at: datetime


class SecondText(BaseModel):
    """A text that waits beside another for somebody to choose."""

    id: int
    field: str
    language: str
    value: Any
    at: datetime


class Evidence(BaseModel):
    """A file as its owner sees it."""

    id: int
    field: str
    kind: str
    title: str
    is_public: bool
    media_type: str
    bytes: int
    sha256: str
    added_at: datetime


class OpenStep(BaseModel):
    """Something that may be done now."""

    name: str
    href: str


class Draft(DraftLine):
    """One draft whole."""

    answers: list[Answer]
    second_texts: list[SecondText]
    evidence: list[Evidence]
    steps: list[OpenStep]


class Block(BaseModel):
    """One thing that blocks a submission."""

    field: str
    rule: str
    label: str
    say: str
    fix: str
    step: str


class Blocks(BaseModel):
    """Everything that blocks, in the order of the form; nothing when it can be submitted."""

    blocks: list[Block]


class Saved(BaseModel):
    """What was kept, with the revision each answer has now."""

    saved: dict[str, int]


class Upload(BaseModel):
    """How far a file has come."""

    token: str
    received: int
    piece_bytes: int


class StatusSaid(BaseModel):
    """What was said about the life of a record."""

    innovation: str
    status: str
    as_of: date
    reason: str
    said_at: datetime


class Me(BaseModel):
    """What a key is."""

    name: str
    scopes: list[str]
    organisation: str | None
    made_at: datetime
    expires_at: datetime
