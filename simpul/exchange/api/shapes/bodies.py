"""The shapes of institutions, hubs and regions."""

import datetime as dt

from pydantic import BaseModel

from simpul.exchange.api.shapes.common import Owner, Term


class Institution(BaseModel):
    """An institution as lists tell it."""

    code: str
    href: str
    url: str
    name: str
    short_name: str
    acronym: str
    kind: Term
    level: Term
    region: Term | None
    parent: str | None
    status: Term
    valid_from: int | None
    valid_to: int | None


class Institutions(BaseModel):
    """Some institutions."""

    institutions: list[Institution]
    next: str | None


class Name(BaseModel):
    """One way of naming a body."""

    name: str
    kind: str
    until: dt.date | None


class InstitutionWhole(Institution):
    """One institution with its names and its lineage."""

    source: str
    note: str
    names: list[Name]
    predecessors: list[Owner]
    successors: list[Owner]
    innovations: str


class Hub(BaseModel):
    """A hub with how far it is known to have come."""

    code: str
    href: str
    url: str
    name: str
    level: Term
    organisation: Owner
    region: Term | None
    areas: list[str]
    website: str
    status: Term
    status_since: dt.date | None


class Hubs(BaseModel):
    """Every hub."""

    hubs: list[Hub]


class Milestone(BaseModel):
    """Something that happened to a hub."""

    kind: Term
    date: dt.date
    precision: str
    document: str
    note: str
    source: str


class HubWhole(Hub):
    """One hub with what happened to it."""

    decree: str
    wave: str
    note: str
    source: str
    milestones: list[Milestone]
    innovations: str


class Region(BaseModel):
    """A region as lists tell it."""

    code: str
    href: str
    url: str
    name: str
    name_en: str
    short_name: str
    kind: Term
    province: str | None
    capital: str
    lat: float
    lng: float


class Regions(BaseModel):
    """Some regions."""

    regions: list[Region]
    next: str | None


class RegionWhole(Region):
    """One region with its figures and what lies in it."""

    area_km2: str | None
    area_source: str
    population: int | None
    population_source: str
    source: str
    aliases: list[str]
    children: list[str]
    innovations: str
