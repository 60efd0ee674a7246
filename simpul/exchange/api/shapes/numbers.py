"""The shapes of lists, competitions, figures and statements."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from simpul.exchange.api.shapes.common import Owner, Term


class VocabularyLine(BaseModel):
    """A list as the list of lists tells it."""

    key: str
    label: str
    href: str


class Vocabularies(BaseModel):
    """Every list."""

    vocabularies: list[VocabularyLine]


class VocabularyTerm(BaseModel):
    """A word of a list with both labels and what else it says."""

    code: str
    label_id: str
    label_en: str
    source: str
    more: dict[str, Any]


class Vocabulary(VocabularyLine):
    """A list with every word of it."""

    terms: list[VocabularyTerm]


class EditionLine(BaseModel):
    """A year of a competition."""

    year: int
    held: bool
    href: str


class Competition(BaseModel):
    """A competition with its editions."""

    slug: str
    href: str
    url: str
    programme: str
    name: str
    short_name: str
    organiser: str
    kind: Term
    region: str | None
    editions: list[EditionLine]


class Competitions(BaseModel):
    """Every competition."""

    competitions: list[Competition]


class Tier(BaseModel):
    """How many an edition gave an award to."""

    level: Term | None
    category: str
    size: int
    includes: list[str]
    source: str


class RegionAward(BaseModel):
    """An award given to a region."""

    category: str
    rank: int | None
    wording: str
    institution: Owner
    region: Term
    source: str


class ProvinceCount(BaseModel):
    """How many innovations of an edition are known in a province."""

    province: str
    known: int


class Edition(BaseModel):
    """One year of a competition, as far as it is known."""

    competition: str
    year: int
    href: str
    url: str
    held: bool
    legal_basis: str
    note: str
    source: str
    tiers: list[Tier]
    region_awards: list[RegionAward]
    innovations_by_province: list[ProvinceCount]


class Figure(BaseModel):
    """A figure: its name and how it is counted."""

    key: str
    href: str
    url: str
    name: str
    definition: str
    unit: str


class Figures(BaseModel):
    """Every figure."""

    figures: list[Figure]


class FigureRead(Figure):
    """A figure with what it says now."""

    value: int | float | str | None
    as_of: datetime


class Statement(BaseModel):
    """One value of a figure as one source states it."""

    code: str
    figure: str
    label: str
    topic: str
    value: str
    number: int | None
    as_of: date
    since: date | None
    precision: str
    qualifier: str
    meaning: str
    source: str


class Statements(BaseModel):
    """What sources stated; where they disagree, each stands."""

    statements: list[Statement]
