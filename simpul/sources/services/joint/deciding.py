"""The way of a proposal: drafted, proposed with its effect, voted on, adopted, in force."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core import clock, duties, journal, mandates
from simpul.core.workflow import StepNotOpen
from simpul.hubs.models import Agreement
from simpul.sources.models import Party, Proposal, SweepPurpose, Vote
from simpul.sources.queries.joint import standing
from simpul.sources.queries.joint.parties import agrees_by, parties_of, voices_of
from simpul.sources.queries.joint.sweeps import is_stale, simulation_of
from simpul.sources.services.joint import changing, sweeping, telling
from simpul.sources.workflow import PROPOSALS, ProposalState

# What waits on the desks of stewards.
VOTE = "joint_vote"
LONGEST_TITLE, LONGEST_TEXT = 200, 10_000

DRAFT_IT = gettext_lazy("Propose a change of the agreed rules")
VOTE_ON_IT = gettext_lazy("Vote on a proposal")
NOT_OPEN = gettext_lazy("This proposal is no longer being drafted.")
NO_TITLE = gettext_lazy("Give it a title of at most 200 characters.")
NO_REASON = gettext_lazy("Say why: those who vote and readers see it.")
TOO_EARLY = gettext_lazy("It takes effect today at the earliest.")
NO_CHANGES = gettext_lazy("A proposal changes something. Add a change first.")
NOT_SIMULATED = gettext_lazy(
    "The effect is not computed yet. The vote can be opened as soon as it is."
)
NO_VOICE = gettext_lazy("You are steward of no source of a party of this agreement.")
VOTED = gettext_lazy("Your institution, or you yourself for another one, has voted already.")
NO_WHY = gettext_lazy("Say why you do not agree.")
MOST_CHANGES = 50
TOO_MANY = gettext_lazy("A proposal holds at most 50 changes. Put the rest into another.")


# --- Drafting ----------------------------------------------------------------------------------


@transaction.atomic
def draft(
    agreement: Agreement, *, kind: str, title: str, reason: str, effective_on: date, by
) -> Proposal:
    """Begin to write a proposal; nobody else sees it before it is proposed."""
    if not by.has_perm("sources.add_proposal", agreement):
        raise PermissionDenied(DRAFT_IT)
    made = Proposal.objects.create(
        agreement=agreement,
        kind=kind,
        by=by,
        drafted_at=clock.now(),
        **_words(title, reason, effective_on),
    )
    journal.record(made, "draft", by=by, details={"kind": kind})
    return made


@transaction.atomic
def revise(proposal: Proposal, *, title: str, reason: str, effective_on: date, by) -> Proposal:
    """Change what a draft says about itself."""
    return _change(proposal, by, **_words(title, reason, effective_on))


@transaction.atomic
def add_change(proposal: Proposal, asked: Mapping[str, Any], *, by) -> Proposal:
    """Let a draft change one thing more; a second change of the same thing replaces the first."""
    change = changing.check_change(proposal.kind, asked)
    about = standing.key_of(proposal.kind, change)
    kept = [row for row in proposal.changes if standing.key_of(proposal.kind, row) != about]
    if len(kept) >= MOST_CHANGES:
        raise ValidationError(TOO_MANY, code="too_many")
    return _change(proposal, by, changes=[*kept, change])


@transaction.atomic
def drop_change(proposal: Proposal, about: str, *, by) -> Proposal:
    """Take one change out of a draft."""
    kept = [row for row in proposal.changes if standing.key_of(proposal.kind, row) != about]
    return _change(proposal, by, changes=kept)


@transaction.atomic
def counter(proposal: Proposal, *, by) -> Proposal:
    """Draft the proposal that brings back what stood before this one came into force."""
    if proposal.state != ProposalState.IN_FORCE:
        raise StepNotOpen("only what is in force can be reversed")
    made = draft(
        proposal.agreement,
        kind=proposal.kind,
        title=_("Reverse: %(title)s") % {"title": proposal.title[:180]},
        reason=_("Brings back what stood before proposal %(number)s.") % {"number": proposal.pk},
        effective_on=clock.today(),
        by=by,
    )
    return _change(made, by, changes=proposal.before, reverses=proposal)


def _words(title: str, reason: str, effective_on: date) -> dict[str, Any]:
    title, reason = title.strip(), reason.strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise ValidationError(NO_TITLE, code="no_title")
    if not 0 < len(reason) <= LONGEST_TEXT:
        raise ValidationError(NO_REASON, code="no_reason")
    if effective_on < clock.today():
        raise ValidationError(TOO_EARLY, code="too_early")
    return {"title": title, "reason": reason, "effective_on": effective_on}


def _change(proposal: Proposal, by, **values: Any) -> Proposal:
    if not by.has_perm("sources.change_proposal", proposal):
        raise PermissionDenied(DRAFT_IT)
    drafts = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.DRAFTED)
    if not drafts.update(**values):
        raise ValidationError(NOT_OPEN, code="not_open")
    for name, value in values.items():
        setattr(proposal, name, value)
    if "changes" in values:
        # What was foretold of other changes is worth nothing.
        proposal.sweeps.filter(purpose=SweepPurpose.SIMULATE).delete()
    journal.record(proposal, "change", by=by, details={"fields": sorted(values)})
    return proposal


# --- Proposing and voting ----------------------------------------------------------------------


@transaction.atomic
def propose(proposal: Proposal, *, by) -> Proposal:
    """Show it to the stewards of all parties, and foretell what it does."""
    _check_whole(proposal)
    PROPOSALS.take("propose", proposal, by=by, proposed_at=clock.now())
    sweeping.simulate(proposal, by=by)
    telling.tell_parties(proposal, "propose", by=by)
    return proposal


def redraft(proposal: Proposal, *, by) -> Proposal:
    """Take it back to change it."""
    return PROPOSALS.take("redraft", proposal, by=by, proposed_at=None)


@transaction.atomic
def open_vote(proposal: Proposal, *, by) -> Proposal:
    """Ask every party; the rule of adoption and the time are those of this day."""
    _check_whole(proposal)
    told = simulation_of(proposal)
    if told is not None and is_stale(told):
        told = sweeping.simulate(proposal, by=by)
    if told is None or told.finished_at is None:
        raise ValidationError(NOT_SIMULATED, code="not_simulated")
    until = clock.now() + timedelta(days=int(standing.value_of(standing.VOTING_DAYS)))
    rule = standing.value_of(standing.ADOPTION)
    PROPOSALS.take("open_vote", proposal, by=by, voting_until=until, rule=rule)
    for party in parties_of(proposal.agreement):
        for assignee in telling.assignees(party):
            duties.expect(VOTE, proposal, of=assignee, due=until)
    telling.tell_parties(proposal, "open_vote", by=by)
    return proposal


@transaction.atomic
def vote(proposal: Proposal, *, agrees: bool, by, note: str = "") -> Vote:
    """Say yes or no for the institution whose source one is steward of; the last word decides.

    Raises ``StepNotOpen`` when the vote is over, ``ValidationError`` when it was cast already.
    """
    under = mandates.allowed(by, "sources.vote_proposal", proposal)
    if under is None:
        raise PermissionDenied(VOTE_ON_IT)
    # One vote after the other: each counts those before it.
    state, until = (
        Proposal.objects.select_for_update()
        .values_list("state", "voting_until")
        .get(pk=proposal.pk)
    )
    if state != ProposalState.VOTING or (until is not None and clock.now() >= until):
        raise StepNotOpen("the vote is over")
    if not agrees and not note.strip():
        raise ValidationError(NO_WHY, code="note_needed")
    cast = Vote.objects.create(
        proposal=proposal,
        party=_voice(proposal, by),
        by=by,
        agrees=agrees,
        note=note.strip()[:LONGEST_TEXT],
        at=clock.now(),
    )
    journal.record(cast, "vote", by=by, note=note, details={"agrees": agrees, **under})
    duties.settle(VOTE, proposal, by=by, of=telling.assignees(cast.party))
    proposal.refresh_from_db()
    _count(proposal)
    return cast


def _voice(proposal: Proposal, by) -> Party:
    """The party this steward speaks for and that has not voted yet."""
    voices = voices_of(by, proposal.agreement)
    if not voices:
        raise ValidationError(NO_VOICE, code="no_voice")
    spoken = set(proposal.votes.values_list("party_id", flat=True))
    silent = [party for party in voices if party.pk not in spoken]
    if not silent or proposal.votes.filter(by=by).exists():
        raise ValidationError(VOTED, code="voted")
    return silent[0]


def _count(proposal: Proposal) -> None:
    votes = list(proposal.votes.values_list("agrees", flat=True))
    parties = parties_of(proposal.agreement).count()
    adopted = agrees_by(proposal.rule, votes.count(True), votes.count(False), parties)
    if adopted is None:
        return
    step = "adopt" if adopted else "reject"
    PROPOSALS.take(step, proposal, by=None, decided_at=clock.now())
    duties.settle(VOTE, proposal)
    telling.tell_parties(proposal, step)
    if adopted and proposal.effective_on <= clock.today():
        put_into_force([proposal])


@transaction.atomic
def withdraw(proposal: Proposal, *, by, note: str) -> Proposal:
    """Give it up before it is decided; readers of its history see why."""
    PROPOSALS.take("withdraw", proposal, by=by, note=note, decided_at=clock.now())
    duties.settle(VOTE, proposal, by=by)
    if proposal.proposed_at is not None:
        telling.tell_parties(proposal, "withdraw", by=by, note=note)
    return proposal


def lapse_due() -> int:
    """Let lapse what was not decided in time; answers how many proposals that were."""
    late = Proposal.objects.filter(state=ProposalState.VOTING, voting_until__lte=clock.now())
    for proposal in late:
        with transaction.atomic():
            PROPOSALS.take("lapse", proposal, by=None, decided_at=clock.now())
            duties.settle(VOTE, proposal)
            telling.tell_parties(proposal, "lapse")
    return len(late)


# --- In force ----------------------------------------------------------------------------------


def put_into_force(proposals: Iterable[Proposal] | None = None) -> int:
    """Let what was adopted count from its day on; answers how many proposals that were."""
    if proposals is None:
        due = Proposal.objects.filter(state=ProposalState.ADOPTED)
        proposals = due.filter(effective_on__lte=clock.today()).order_by("effective_on", "pk")
    done = 0
    for proposal in proposals:
        _enforce(proposal)
        done += 1
    return done


@transaction.atomic
def _enforce(proposal: Proposal) -> None:
    before = standing.before(proposal.kind, proposal.changes)
    PROPOSALS.take("enforce", proposal, by=None, in_force_at=clock.now(), before=before)
    changing.make(proposal)
    if proposal.reverses is not None and proposal.reverses.state == ProposalState.IN_FORCE:
        PROPOSALS.take("reverse", proposal.reverses, by=None)
    sweeping.begin(proposal, SweepPurpose.APPLY)
    telling.tell_parties(proposal, "enforce")


def _check_whole(proposal: Proposal) -> None:
    if not proposal.changes:
        raise ValidationError(NO_CHANGES, code="no_changes")
    if proposal.effective_on < clock.today():
        raise ValidationError(TOO_EARLY, code="too_early")
