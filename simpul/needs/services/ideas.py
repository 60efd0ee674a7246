"""Offering an idea, changing it, supporting it."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, limits, outbox
from simpul.hubs.policies import COORDINATOR
from simpul.hubs.queries import responsible_hub
from simpul.needs.models import Audience, AuthorKind, Challenge, Idea, Need, Support
from simpul.needs.policies import belongs_somewhere
from simpul.needs.queries.hubs import hub_of_region
from simpul.needs.queries.searching import terms_of
from simpul.needs.services.asking import (
    ask_permission,
    evening,
    name_new,
    people_behind,
    without,
)
from simpul.needs.workflow import IDEAS
from simpul.organisations.policies import acts_for
from simpul.organisations.queries.people import deciding_offices

# What waits for a sponsor, and for the hub of an idea that has none.
DECIDE, FIND_SPONSOR = "idea_decision", "idea_sponsor"

ONE_THING = _("An idea answers a need or a challenge, not both.")
NOT_WELCOME = _("This challenge takes no ideas today. It is open from its first to its last day.")
OFFICIALS_ONLY = _("The sponsor asks people who work for an institution.")
NOT_THEIRS = _("You can only speak for an institution that confirmed you.")


@transaction.atomic
def offer(
    *,
    by,
    title: str,
    body: str,
    author_kind: str = AuthorKind.RESIDENT,
    need: Need | None = None,
    challenge: Challenge | None = None,
    organisation=None,
    region=None,
    sector=None,
) -> Idea:
    """Offer a short idea to a need, to a challenge, or to anybody."""
    _check_target(need, challenge, by)
    if organisation is not None and not acts_for(by, organisation):
        raise PermissionDenied(NOT_THEIRS)
    limits.spend("idea", f"user:{by.pk}")
    target, now = need or challenge, clock.now()
    idea = Idea(
        **name_new(title),
        need=need,
        challenge=challenge,
        sponsor=_sponsor_of(target),
        organisation=organisation,
        region=region or (target.region if target else None),
        sector=sector or (target.sector if target else None),
        title=title,
        body=body,
        author=by,
        author_kind=author_kind,
        offered_at=now,
        changed_at=now,
    )
    _begin(idea)
    journal.record(idea, "offer", by=by, details={"author_kind": author_kind})
    await_decision(idea)
    _tell_of_offer(idea, by=by)
    return idea


@transaction.atomic
def change_idea(idea: Idea, *, by, title: str, body: str) -> Idea:
    """Change the words of one's own idea while nobody has taken it up."""
    ask_permission("needs.change_idea", idea, by)
    idea.title, idea.body = title, body
    idea.terms, idea.changed_at = terms_of(idea.text), clock.now()
    idea.full_clean(exclude=["canonical", "hub", "author"])
    idea.save()
    journal.record(idea, "change", by=by)
    return idea


@transaction.atomic
def take_back(idea: Idea, *, by) -> Idea:
    """Withdraw one's own idea; nobody else reads it any more."""
    IDEAS.take("take_back", idea, by=by, changed_at=clock.now())
    settle(idea, by=by)
    return idea


@transaction.atomic
def support(idea: Idea, *, by) -> Support:
    """Find an idea good. Supporting it again, or one merged with it, adds nothing."""
    ask_permission("needs.support_idea", idea, by)
    limits.spend("support", f"user:{by.pk}")
    given, created = Support.objects.get_or_create(
        idea=idea, person=by, defaults={"at": clock.now()}
    )
    if created:
        journal.record(idea, "support", by=by)
    return given


@transaction.atomic
def unsupport(idea: Idea, *, by) -> bool:
    """Support an idea no longer, nor those merged with it; answers whether one did."""
    gone, _rows = Support.objects.filter(idea__canonical=idea.canonical_id, person=by.pk).delete()
    if gone:
        journal.record(idea, "unsupport", by=by)
    return bool(gone)


# --- What waits for whom -----------------------------------------------------------------------


def await_decision(idea: Idea) -> None:
    """Put an idea on the desks of its sponsor, or of the hub that finds it one."""
    if idea.sponsor is not None:
        duties.settle(FIND_SPONSOR, idea)
        due = _due(idea)
        for office in deciding_offices(idea.sponsor):
            duties.expect(DECIDE, idea, of=office, due=due)
    elif idea.hub is not None:
        due = clock.now() + timedelta(days=settings.IDEA_DAYS)
        duties.expect(FIND_SPONSOR, idea, of=duties.office_key(COORDINATOR, idea.hub), due=due)


def settle(idea: Idea, *, by=None) -> None:
    """Nothing waits about an idea any more."""
    for topic in (DECIDE, FIND_SPONSOR):
        duties.settle(topic, idea, by=by)


def _due(idea: Idea):
    if idea.challenge is not None:
        return evening(idea.challenge.decides_on)
    return clock.now() + timedelta(days=settings.IDEA_DAYS)


# --- Checking and telling ----------------------------------------------------------------------


def _check_target(need: Need | None, challenge: Challenge | None, by) -> None:
    if not by.is_authenticated:
        raise PermissionDenied
    if need is not None and challenge is not None:
        raise ValidationError(ONE_THING, code="one_thing")
    if need is not None:
        ask_permission("needs.offer_idea_need", need, by)
    if challenge is not None:
        if not challenge.is_welcoming:
            raise ValidationError(NOT_WELCOME, code="not_welcome")
        if challenge.audience == Audience.OFFICIALS and not belongs_somewhere(by):
            raise ValidationError(OFFICIALS_ONLY, code="officials_only")


def _begin(idea: Idea) -> None:
    """Write a new idea that stands for itself, with its hub and its tokens."""
    idea.hub, idea.terms = _hub_for(idea), terms_of(idea.text)
    idea.full_clean(exclude=["canonical", "hub", "author"])
    idea.save(force_insert=True)
    Idea.objects.filter(pk=idea.pk).update(canonical=idea)
    idea.canonical = idea


def _sponsor_of(target: Need | Challenge | None):
    """Who decides about what is offered to a need or a challenge."""
    return target.organisation if isinstance(target, Need) else target and target.sponsor


def _hub_for(idea: Idea):
    """The hub that looks after an idea: its sponsor's, else that of its region."""
    if idea.sponsor is not None:
        hub, _reason = responsible_hub(idea.sponsor)
        return hub
    return hub_of_region(idea.region)


def _tell_of_offer(idea: Idea, *, by) -> None:
    """Tell those who stated the need, asked the challenge, or may find a sponsor."""
    offices = (
        deciding_offices(idea.sponsor)
        if idea.sponsor
        else [duties.office_key(COORDINATOR, idea.hub)]
        if idea.hub
        else []
    )
    people = people_behind(offices)
    if idea.need is not None and idea.need.by is not None:
        people.append(idea.need.by)
    target = idea.target
    words = {"idea": idea.title, "target": str(target)}

    def subject() -> str:
        if target is None:
            return gettext("A new idea looks for a sponsor: %(idea)s") % words
        return gettext("A new idea for “%(target)s”: %(idea)s") % words

    outbox.tell_all(
        f"idea-{idea.pk}",
        without(people, by),
        outbox.Message("idea", subject, idea.body, reverse("needs:decide", args=[idea.slug])),
    )
