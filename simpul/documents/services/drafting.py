"""Writing a letter: what it says, between whom and who is to sign, until it has a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core.workflow import StepNotOpen
from simpul.documents.models import Document, Kind, Party, Register, Signer, State
from simpul.documents.queries.signers import office_on
from simpul.documents.workflow import LETTER
from simpul.organisations.models import Organisation

ENDS_BEFORE = _("The last day cannot be before the first.")
NOT_IN_USE = _("New letters of the kind “%(kind)s” are not written any more.")
NOT_THEIRS = _("This register is another office's.")


@dataclass(frozen=True)
class PartyIn:
    """A body on whose behalf a letter speaks; ``name`` where it is written another way."""

    organisation: Organisation | None = None
    role: str = ""
    name: str = ""


@dataclass(frozen=True)
class SignerIn:
    """Who is to sign: a person with an account, or a name; ``party`` counts from 0.

    An office that is left empty is the one the hub knows the person to hold that day.
    """

    name: str = ""
    person: Any = None
    party: int | None = None
    office: str = ""
    capacity: str = ""


@transaction.atomic
def draft(
    kind: Kind,
    *,
    title: str,
    content: dict[str, Any],
    scope: models.Model,
    by,
    subject: models.Model | None = None,
    parties: Sequence[PartyIn] = (),
    signers: Sequence[SignerIn] = (),
    language: str = "id",
    is_public: bool = False,
    valid_from: date | None = None,
    valid_to: date | None = None,
    register: Register | None = None,
    supersedes: Document | None = None,
) -> Document:
    """Begin a letter of the office ``scope``.

    Raises ``PermissionDenied`` when ``by`` does not issue for it, and ``ValidationError``.
    """
    _refuse(kind, scope, supersedes, by)
    now = clock.now()
    document = Document(
        kind=kind, scope=scope, subject=subject, title=title.strip(), language=language,
        content=content, is_public=is_public, valid_from=valid_from, valid_to=valid_to,
        register=register, supersedes=supersedes, begun_by=by, begun_at=now, changed_at=now,
    )  # fmt: skip
    _check(document)
    document.save(force_insert=True)
    _name(document, parties, signers)
    journal.record(document, "draft", by=by)
    return document


@transaction.atomic
def revise(
    document: Document,
    *,
    by,
    parties: Sequence[PartyIn] | None = None,
    signers: Sequence[SignerIn] | None = None,
    **changes,
) -> Document:
    """Change a letter that has no number yet; ``changes`` are fields as ``draft`` takes them.

    Parties and signers are named anew together, or left as they are. Raises ``PermissionDenied``,
    ``StepNotOpen`` where it has been numbered, and ``ValidationError``.
    """
    allowed = {
        "title", "content", "language", "is_public", "valid_from", "valid_to", "register", "kind",
    }  # fmt: skip
    if unknown := changes.keys() - allowed:
        raise TypeError(f"A letter has no {sorted(unknown)} to change.")
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.state != State.DRAFT:
        raise StepNotOpen(f"{document.pk} is not a draft any more")
    if not by.has_perm("documents.change_document", held):
        raise PermissionDenied
    for name, value in changes.items():
        setattr(document, name, value)
    document.changed_at = clock.now()
    _check(document)
    document.save(update_fields=[*changes, "changed_at"])
    if parties is not None or signers is not None:
        document.signers.all().delete()
        document.parties.all().delete()
        _name(document, parties or (), signers or ())
    journal.record(document, "change", by=by)
    return document


def drop(document: Document, *, by, note: str = "") -> Document:
    """Discard a draft; it stays readable to its office, without a number."""
    return LETTER.take("drop", document, by=by, note=note, changed_at=clock.now())


def _refuse(kind: Kind, scope: models.Model, supersedes: Document | None, by) -> None:
    if not by.has_perm("documents.draft_document", scope):
        raise PermissionDenied
    if supersedes is not None and not by.has_perm("documents.supersede_document", supersedes):
        raise PermissionDenied
    if supersedes is not None and supersedes.state != State.IN_FORCE:
        raise StepNotOpen(f"{supersedes.pk} is not in force")
    if not Kind.objects.in_force(clock.today()).filter(pk=kind.pk).exists():
        raise ValidationError(NOT_IN_USE, code="kind", params={"kind": kind})


def _check(document: Document) -> None:
    if document.valid_from and document.valid_to and document.valid_to < document.valid_from:
        raise ValidationError({"valid_to": ENDS_BEFORE})
    register = document.register
    if register is not None and (register.scope_type_id, register.scope_id) != (
        document.scope_type_id,
        document.scope_id,
    ):
        raise ValidationError({"register": NOT_THEIRS})
    document.clean_fields(exclude=["frozen", "scope_type", "subject_type", "begun_by"])


def _name(document: Document, parties: Sequence[PartyIn], signers: Sequence[SignerIn]) -> None:
    named = [
        Party.objects.create(
            document=document,
            order=order,
            role=party.role,
            organisation=party.organisation,
            name=party.name or str(party.organisation or ""),
        )
        for order, party in enumerate(parties)
    ]
    for order, signer in enumerate(signers):
        party = None if signer.party is None else named[signer.party]
        body = party.organisation if party is not None else document.scope
        found = office_on(signer.person, body, clock.now(), document.language)
        Signer.objects.create(
            document=document,
            party=party,
            order=order,
            person=signer.person,
            name=signer.name or str(signer.person or ""),
            office=signer.office or found.office,
            capacity=signer.capacity or found.capacity,
            mandate=found.mandate,
        )
