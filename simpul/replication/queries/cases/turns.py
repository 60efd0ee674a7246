"""Whose turn it is in a case."""

from simpul.core import duties, mandates
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN
from simpul.replication.models import Case, Side
from simpul.replication.workflow import CaseState, Standing

# Who acts next in each state; an ended case waits for nobody.
TURNS = {
    CaseState.INTEREST: Side.FACILITATOR,
    CaseState.RETURNED: Side.ADOPTER,
    CaseState.LEARNING: Side.ADOPTER,
    CaseState.AGREEMENT: Side.ADOPTER,
    CaseState.APPROVAL: Side.FACILITATOR,
    CaseState.ADAPTING: Side.ADOPTER,
    CaseState.PLANNING: Side.ADOPTER,
    CaseState.PILOT: Side.ADOPTER,
    CaseState.IMPLEMENTING: Side.ADOPTER,
    CaseState.EVALUATING: Side.ADOPTER,
    CaseState.COMPLETING: Side.FACILITATOR,
    CaseState.REPORTING: Side.ADOPTER,
}


def turn_of(case: Case) -> Side | None:
    """The side a case waits for now."""
    if not case.is_active:
        return None
    if case.standing == Standing.DISPUTED:
        return Side.FACILITATOR
    return TURNS[CaseState(case.state)]


def body_of(case: Case, side: str) -> Organisation:
    """The institution that stands on a side; a hub's is the one it belongs to."""
    if side == Side.ORIGIN:
        return case.origin_organisation
    return case.adopter if side == Side.ADOPTER else case.facilitator.organisation


def assignees(case: Case, side: str) -> set[str]:
    """For whom what a side owes waits: its office, and whoever opened the case for the adopter."""
    if side == Side.FACILITATOR:
        return {duties.office_key(_office_of(case.facilitator), case.facilitator)}
    body = body_of(case, side)
    office = duties.office_key(ADMIN, _held_over(body))
    if side == Side.ADOPTER and not _administers(case.opened_by, body):
        return {office, duties.person_key(case.opened_by)}
    return {office}


def _office_of(hub) -> str:
    """Its verifiers look at cases; where it has none, whoever coordinates it."""
    return VERIFIER if mandates.could_decide(VERIFIER, hub).exists() else COORDINATOR


def _held_over(body: Organisation) -> Organisation:
    """The body whose admin is asked: the unit where it has one, else its institution."""
    held = (one for one in body.chain if mandates.could_decide(ADMIN, one).exists())
    return next(held, body.institution)


def _administers(person, body: Organisation) -> bool:
    return mandates.holds_any(person, ADMIN, body.chain)
