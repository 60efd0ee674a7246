"""Who issues letters for which office, who reads, signs and ends them."""

from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet

from simpul.core.permissions import Predicate, about, is_authenticated, person
from simpul.organisations.policies import decides_for, runs_the_network
from simpul.organisations.queries.people import decided_for_by

from .hooks import ISSUERS, READERS
from .models import ISSUED, NUMBERED, Document, Party, Signer, State

# --- Questions other rooms ask -----------------------------------------------------------------


def issues_for(user, scope: models.Model | None) -> bool:
    """Say whether ``user`` issues letters of this office."""
    issuer = None if scope is None else ISSUERS.get(scope._meta.label_lower)
    return issuer is not None and user.is_authenticated and issuer(user, scope)


def offices_of(user) -> dict[str, QuerySet]:
    """What ``user`` issues letters for, by the label of its model."""
    if not user.is_authenticated:
        return {}
    return {label: issuer.scopes(user) for label, issuer in ISSUERS.items()}


def issued_by(user) -> Q:
    """The condition of what belongs to an office that ``user`` issues letters for."""
    rules = (
        Q(
            scope_type=ContentType.objects.get_for_model(scopes.model),
            scope_id__in=scopes.values("pk"),
        )
        for scopes in offices_of(user).values()
    )
    return reduce(or_, rules, Q(pk__in=[]))


def visible(user) -> Q:
    """``view_document`` for many rows at once."""
    if user.is_active and user.is_superuser:
        return Q()
    public = Q(is_public=True, state__in=ISSUED)
    if not user.is_authenticated:
        return public
    if runs_the_network(user):
        public |= Q(state__in=NUMBERED)
    signed = Q(pk__in=Signer.objects.filter(person=user.pk).values("document"))
    named = Party.objects.filter(organisation__in=decided_for_by(user).values("pk"))
    parties = Q(pk__in=named.values("document"))
    others = reduce(or_, (more(user) for more in READERS), Q(pk__in=[]))
    theirs = Q(begun_by=user.pk) | issued_by(user)
    return public | theirs | ((signed | parties) & Q(state__in=NUMBERED)) | others


# --- Rows --------------------------------------------------------------------------------------


@about
def issues_for_it(user, scope):
    return issues_for(user, scope)


@about
def issues_it(user, thing):
    return issues_for(user, thing.scope)


@about
def may_read_it(user, document):
    return Document.objects.filter(visible(user), pk=document.pk).exists()


@about
def is_a_draft(user, document):
    return document.state == State.DRAFT


@about
def can_be_revoked(user, document):
    return document.kind.is_revocable or document.state == State.NUMBERED


@about
def waits_for_signatures(user, document):
    return document.state == State.NUMBERED


@about
def has_an_end(user, document):
    return document.valid_to is not None and not document.is_expired


@about
def speaks_for_a_party(user, document):
    return any(decides_for(user, party.organisation) for party in document.parties.all())


@about
def is_named_to_sign(user, document):
    return user.is_authenticated and document.signers.filter(person=user.pk).exists()


@about
def signs_by_this_name(user, signer):
    return signer.person_id is not None and signer.person_id == user.pk


@about
def its_letter_waits(user, signer):
    return signer.document.state == State.NUMBERED and signer.signed_at is None


@person
def issues_for_some_office(user):
    return any(scopes.exists() for scopes in offices_of(user).values())


@person
def is_national_admin(user):
    return runs_the_network(user)


hands_in = issues_it | speaks_for_a_party | is_named_to_sign

PERMISSIONS: dict[str, Predicate] = {
    # Asked about the office, an institution or a hub.
    "documents.draft_document": issues_for_it,
    "documents.change_letterhead": issues_for_it,
    "documents.add_register": issues_for_it,
    "documents.change_register": issues_it,
    "documents.view_register": issues_it | is_national_admin,
    "documents.take_number": issues_it,
    "documents.view_registers": is_authenticated,
    "documents.write_letters": issues_for_some_office,
    # Asked about the letter.
    "documents.view_document": may_read_it,
    "documents.change_document": issues_it & is_a_draft,
    "documents.issue_document": issues_it,
    "documents.drop_document": issues_it,
    "documents.extend_document": issues_it & has_an_end,
    "documents.supersede_document": issues_it,
    "documents.revoke_document": issues_it & can_be_revoked,
    "documents.hand_in_copy": waits_for_signatures & hands_in,
    "documents.refuse_copy": waits_for_signatures & issues_it,
    # Asked about one signer.
    "documents.sign_signer": its_letter_waits & signs_by_this_name,
}
