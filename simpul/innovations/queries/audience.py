"""Whom something about a draft or a contest concerns."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model

from simpul.core.models import Mandate
from simpul.hubs.models import Hub, Level
from simpul.hubs.policies import VERIFIER
from simpul.hubs.queries import holders_of
from simpul.innovations.models import Contest, Draft, Innovation
from simpul.innovations.policies import checkers
from simpul.organisations import queries as organisations
from simpul.organisations.models import Organisation
from simpul.organisations.policies import HEAD
from simpul.organisations.queries import deciding_as, mandates_over


def authors_of(draft: Draft) -> list:
    """Whoever writes it: its author, and those who accepted to write along."""
    along = draft.co_authors.filter(
        accepted_at__isnull=False, ended_at=None, person__isnull=False
    ).select_related("person")
    return _once([draft.author, *(each.person for each in along)])


def owners_of(innovation: Innovation) -> list:
    """Those who answer for a record: admins and head of its owner, and whoever wrote it here."""
    author = [innovation.author] if innovation.author else []
    return _once([*organisations.deciders_of(innovation.owner), *author])


def checkers_of(draft: Draft) -> list:
    """Those who may check it at the desk where it lies."""
    return _people(checkers(draft, draft.office, draft.desk))


def heads_of(draft: Draft) -> list:
    """Those who may sign it off."""
    body = draft.organisation
    return _people(mandates_over(body, HEAD).select_related("person")) if body else []


def signing_body(draft: Draft) -> Organisation | None:
    """The body whose head signs: the nearest of those it is a unit of that has one."""
    chain = draft.organisation.chain if draft.organisation else []
    heads = {mandate.scope_id for mandate in mandates_over(chain[0], HEAD)} if chain else set()
    return next((body for body in chain if body.pk in heads), chain[-1] if chain else None)


def deciders_hub(innovation: Innovation) -> Hub | None:
    """The hub whose verifiers decide about a record: its own, or the national one."""
    own = innovation.hub
    if own is not None and holders_of(own, VERIFIER).exists():
        return own
    return Hub.objects.filter(level=Level.NATIONAL).first() or own


def acting_for_record(person, innovation: Innovation) -> str:
    """The office by which ``person`` decides about a record, acting or delegated ones named so."""
    body = innovation.owner
    hubs = filter(None, [innovation.hub, deciders_hub(innovation)])
    return deciding_as(person, hubs) or (deciding_as(person, body.chain) if body else "")


def acting_for_draft(person, draft: Draft) -> str:
    """The office by which ``person`` decides about what was submitted."""
    return deciding_as(person, [draft.desk]) if draft.desk else ""


def signing_as(person, draft: Draft) -> str:
    """The office by which ``person`` signs for the institution."""
    return deciding_as(person, draft.organisation.chain) if draft.organisation else ""


def deciders_of(contest: Contest) -> list:
    """Those who may decide a contest, without whoever contested."""
    hub = deciders_hub(contest.innovation)
    people = holders_of(hub, VERIFIER) if hub else get_user_model()._default_manager.none()
    return [person for person in people.order_by("pk") if person.pk != contest.by_id]


def _people(held: Iterable[Mandate]) -> list:
    return _once(mandate.person for mandate in held)


def _once(people: Iterable) -> list:
    return sorted({person.pk: person for person in people}.values(), key=lambda each: each.pk)
