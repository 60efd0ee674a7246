"""Shapes that others are made of, the way in, and problems."""

from pydantic import BaseModel


class Term(BaseModel):
    """A word of a list: its code and its label in the language asked for."""

    code: str
    label: str


class Owner(BaseModel):
    """An institution as other things name it."""

    code: str
    name: str
    short_name: str
    href: str | None = None


class Resource(BaseModel):
    """Where something begins."""

    name: str
    href: str
    about: str


class Start(BaseModel):
    """Where everything begins."""

    name: str
    version: str
    description: str
    documentation: str
    openapi: str
    seq: int
    resources: list[Resource]


class Fault(BaseModel):
    """One thing that is wrong: where it stands, a word for programs, a sentence for people."""

    where: str
    code: str
    message: str


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[Fault] | None = None
