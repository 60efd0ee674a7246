"""Which letters there are, for whom, and about what."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from simpul.core import duties
from simpul.documents.hooks import ISSUERS, PROVIDERS, Issuer, SignatureProvider
from simpul.documents.models import Document, Kind, Register, State
from simpul.documents.policies import visible


def letters_for(user) -> QuerySet[Document]:
    """Every letter ``user`` may read, with what a list says about it."""
    found = Document.objects.filter(visible(user))
    return found.select_related("kind", "register", "scope_type").prefetch_related("scope")


def of(subject: models.Model, user) -> QuerySet[Document]:
    """The letters about ``subject`` that ``user`` may read, the latest first; nothing discarded."""
    about = letters_for(user).filter(
        subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk
    )
    return about.exclude(state=State.DROPPED)


def office_of(document: Document) -> models.Model:
    """The office that issues a letter; there always is one."""
    scope = document.scope
    if scope is None:
        raise LookupError(f"The office of letter {document.pk} is gone.")
    return scope


def issuer_of(scope: models.Model | None) -> Issuer:
    """How the model of ``scope`` issues letters; ``KeyError`` where it does not."""
    return ISSUERS["" if scope is None else scope._meta.label_lower]


def registers_of(scope: models.Model) -> QuerySet[Register]:
    """The registers of one office."""
    kind = ContentType.objects.get_for_model(scope)
    return Register.objects.filter(scope_type=kind, scope_id=scope.pk)


def register_for(scope: models.Model, kind: Kind) -> Register | None:
    """The open register that numbers letters of ``kind``: one that names it, else a general one."""
    registers = registers_of(scope).filter(closed_at=None).order_by("pk")
    return registers.filter(kinds=kind).first() or registers.filter(kinds=None).first()


def people_of(document: Document) -> list:
    """Who has part in a letter: who began it, signs it, or answers for its office."""
    people = [document.begun_by, *(signer.person for signer in document.signers.all())]
    assignee = issuer_of(document.scope).assignee(document.scope)
    people += duties.holders([assignee])[assignee]
    return list({person.pk: person for person in people if person is not None}.values())


def providers_offered() -> list[SignatureProvider]:
    """The ways of signing electronically here; a demonstration only where the site is one."""
    return [one for one in PROVIDERS.values() if settings.DEMO or not one.is_demo]
