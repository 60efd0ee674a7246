"""What a record or its draft says, in the shape conversions read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simpul.innovations.models import Award, Draft, Evidence, Innovation
from simpul.innovations.queries.precedence import Slot
from simpul.innovations.queries.submitted import (
    first_values,
    frozen_of,
    private_answers,
    shown_of,
)
from simpul.organisations.models import Organisation
from simpul.profiles.models import Answer, Form

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Body:
    """The institution that owns a record."""

    name: str
    level: str


@dataclass(frozen=True)
class Won:
    """One award, as a form may ask for it."""

    level: str
    words: str


@dataclass(frozen=True)
class Said:
    """All that a form can be filled from; nothing else is asked."""

    values: Mapping[Slot, Any]
    owner: Body | None = None
    private: Mapping[str, Any] = field(default_factory=dict)
    awards: Sequence[Won] = ()
    # What stands in the place of the record's own words, by field of the form.
    answers: Mapping[str, Any] = field(default_factory=dict)
    evidence: Sequence[Evidence] = ()

    def value(self, name: str) -> Any:
        """The value of a field that reads alike in all languages."""
        return self.values.get((name, ""), "")

    def texts(self, name: str) -> dict[str, str]:
        """The words of a field by language; the empty language is good for all."""
        return {
            language: str(value)
            for (spoken, language), value in self.values.items()
            if spoken == name and value not in (None, "")
        }


def said_of(record: Innovation, *, draft: Draft | None = None) -> Said:
    """What readers see of a record; with ``draft`` what its authors write, contact included."""
    values = dict(first_values(frozen_of(draft) if draft else shown_of(record)))
    if draft is None or ("life_status", "") not in values:
        values[("life_status", "")] = _life(record)
    return Said(
        values=values,
        owner=body_of(record.owner or (draft.organisation if draft else None)),
        private=private_answers(draft) if draft else {},
        awards=[_won(row) for row in record.awards.select_related("programme", "level")],
    )


def with_own(said: Said, record: Innovation, form: Form) -> Said:
    """The same with what was written for this form alone, and the files: for those who may."""
    rows = Answer.objects.filter(innovation=record, field__form=form)
    return Said(
        values=said.values,
        owner=said.owner,
        private=said.private,
        awards=said.awards,
        answers=dict(rows.values_list("field__key", "value")),
        evidence=list(record.evidence.kept().select_related("file")),
    )


def body_of(organisation: Organisation | None) -> Body | None:
    """The institution behind a body, as forms name it."""
    if organisation is None:
        return None
    institution = organisation.institution
    return Body(institution.name, institution.level)


def _life(record: Innovation) -> str:
    status = record.life_status_id or ""
    return "" if status == UNKNOWN else status


def _won(award: Award) -> Won:
    named = " ".join(str(part) for part in (award.programme.short_name, award.year) if part)
    return Won(award.level.code, f"{named}: {award.level.label_id}")
