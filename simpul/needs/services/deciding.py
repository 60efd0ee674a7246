"""What a sponsor decides about an idea, who sponsors it, and the innovation that grows from it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, outbox
from simpul.hubs.queries import responsible_hub
from simpul.innovations.models import Draft, DraftKind
from simpul.innovations.services.drafting import open_draft
from simpul.needs.models import Idea, IdeaDecision, Support
from simpul.needs.services.asking import ask_permission, people_for, without
from simpul.needs.services.ideas import DECIDE, await_decision, settle
from simpul.needs.workflow import IDEAS, IdeaState
from simpul.organisations.models import Organisation
from simpul.organisations.policies import acts_for
from simpul.organisations.queries.people import deciding_offices

# Each decision is a step of the workflow.
STEPS = {
    IdeaState.TAKEN_UP: "take_up",
    IdeaState.PARKED: "park",
    IdeaState.NOT_NOW: "decline",
}
SAID = {
    IdeaState.TAKEN_UP: _("Your idea was taken up: %(idea)s"),
    IdeaState.PARKED: _("Your idea was parked: %(idea)s"),
    IdeaState.NOT_NOW: _("Your idea will not be taken up now: %(idea)s"),
}
SUPPORTED = {
    IdeaState.TAKEN_UP: _("An idea you support was taken up: %(idea)s"),
    IdeaState.PARKED: _("An idea you support was parked: %(idea)s"),
    IdeaState.NOT_NOW: _("An idea you support will not be taken up now: %(idea)s"),
}
MERGED = _("This idea was merged into another; the decision about that one counts.")
NOT_A_DECISION = _("An idea is taken up, parked, or not now.")
SPONSORED = _("The sponsor of an idea that answers a need or a challenge is whoever asked.")


@transaction.atomic
def sponsor(idea: Idea, organisation: Organisation, *, by) -> Idea:
    """Let a body decide about a free idea: one's own, or, as its hub, any body it answers for."""
    ask_permission("needs.sponsor_idea", idea, by)
    if idea.target is not None:
        raise ValidationError(SPONSORED, code="sponsored")
    hub, _reason = responsible_hub(organisation)
    as_hub = by.has_perm("needs.merge_idea", idea) and hub == idea.hub
    if not (acts_for(by, organisation) or as_hub):
        raise PermissionDenied(_("Sponsor this idea"))
    settle(idea, by=by)
    idea.sponsor, idea.hub, idea.changed_at = organisation, hub, clock.now()
    idea.save(update_fields=["sponsor", "hub", "changed_at"])
    journal.record(idea, "sponsor", by=by, details={"sponsor": organisation.code})
    await_decision(idea)
    _tell(
        idea,
        f"idea-{idea.pk}-sponsor-{organisation.pk}",
        without(people_for(organisation), by),
        _("An idea waits for your decision: %(idea)s"),
    )
    return idea


@transaction.atomic
def decide(idea: Idea, *, outcome: str, reason: str, by) -> IdeaDecision:
    """Take an idea up, park it, or say not now; its author and its supporters are told why.

    Raises ``PermissionDenied``, ``StepNotOpen``, or ``ValidationError`` without a reason.
    """
    if outcome not in STEPS:
        raise ValidationError(NOT_A_DECISION, code="not_a_decision")
    if not idea.is_kept:
        raise ValidationError(MERGED, code="merged")
    decided = IdeaState(outcome)
    IDEAS.take(STEPS[decided], idea, by=by, note=reason, changed_at=clock.now())
    made = IdeaDecision.objects.create(
        idea=idea,
        outcome=decided,
        reason=reason.strip(),
        sponsor=idea.sponsor,
        by=by,
        at=clock.now(),
    )
    duties.settle(DECIDE, idea, by=by)
    if decided == IdeaState.PARKED:
        _look_again(idea)
    _tell_decision(idea, decided, made, by=by)
    return made


@transaction.atomic
def promote(idea: Idea, *, by, organisation: Organisation | None = None) -> Draft:
    """Begin an innovation at life status idea from an idea that was taken up.

    The draft is filled with what the idea and its need say; the talk about the idea stays with it,
    and both lead to each other. Answers the draft.
    """
    ask_permission("needs.promote_idea", idea, by)
    draft = open_draft(
        kind=DraftKind.NEW,
        organisation=organisation or idea.sponsor,
        by=by,
        values=_beginning(idea),
    )
    IDEAS.take("promote", idea, by=by, became=draft.innovation, changed_at=clock.now())
    settle(idea, by=by)
    _tell(
        idea,
        f"idea-{idea.pk}-promoted",
        without([idea.author] if idea.author else [], by),
        _("Your idea is becoming an innovation: %(idea)s"),
    )
    return draft


@transaction.atomic
def hide(idea: Idea, *, by, note: str) -> Idea:
    """Show an idea to nobody but its author and those who moderate, for a reason they are told."""
    IDEAS.take("hide", idea, by=by, note=note, changed_at=clock.now())
    settle(idea, by=by)
    people = [idea.author] if idea.author else []
    _tell(
        idea,
        f"idea-{idea.pk}-hidden-{clock.now().timestamp():.0f}",
        without(people, by),
        _("Your idea is not shown any more: %(idea)s"),
        note,
    )
    return idea


@transaction.atomic
def show(idea: Idea, *, by, note: str) -> Idea:
    """Show a hidden idea again; it waits for a decision as before."""
    IDEAS.take("show", idea, by=by, note=note, changed_at=clock.now())
    await_decision(idea)
    _tell(
        idea,
        f"idea-{idea.pk}-shown-{clock.now().timestamp():.0f}",
        without([idea.author] if idea.author else [], by),
        _("Your idea is shown again: %(idea)s"),
        note,
    )
    return idea


def _beginning(idea: Idea) -> dict[str, Any]:
    """The answers a draft begins with."""
    need = idea.need
    values = {
        "title": idea.title,
        "summary": idea.body,
        "problem": need.problem if need else "",
        "life_status": "idea",
        "sector": idea.sector.key if idea.sector else "",
        "region": idea.region.code if idea.region else "",
        "goals": [str(goal.number) for goal in need.goals.all()] if need else [],
    }
    return {name: value for name, value in values.items() if value}


def _look_again(idea: Idea) -> None:
    """What is parked comes back to the sponsor's desk after a while."""
    due = clock.now() + timedelta(days=settings.IDEA_PARKED_DAYS)
    for office in deciding_offices(idea.sponsor) if idea.sponsor else ():
        duties.expect(DECIDE, idea, of=office, due=due)


def _tell_decision(idea: Idea, decided: IdeaState, made: IdeaDecision, *, by) -> None:
    kin = Idea.objects.filter(canonical=idea.pk).select_related("author")
    authors = without([one.author for one in kin if one.author], by)
    given = Support.objects.filter(idea__canonical=idea.pk).select_related("person")
    supporters = without([one.person for one in given], by, *authors)
    key = f"idea-decision-{made.pk}"
    _tell(idea, key, authors, SAID[decided], made.reason)
    readers = [one for one in supporters if one.has_perm("needs.view_idea", idea)]
    _tell(idea, f"{key}-support", readers, SUPPORTED[decided], made.reason)


def _tell(idea: Idea, key: str, people: list, said, words: str = "") -> None:
    told = {"idea": idea.title}
    message = outbox.Message("idea", lambda: str(said) % told, words, idea.get_absolute_url())
    outbox.tell_all(key, people, message)
