"""Who may read a need, who speaks for it, who decides about ideas."""

from django.db.models import Q, QuerySet

from simpul.core import mandates
from simpul.core.permissions import Predicate, about, is_authenticated
from simpul.hubs.models import Hub, Territory
from simpul.hubs.policies import ASSISTANT, COORDINATOR, EDITOR, VERIFIER
from simpul.hubs.policies import coordinates as coordinates_hub
from simpul.hubs.policies import edits as edits_hub
from simpul.hubs.policies import serves_in as serves_in_hub
from simpul.needs.models import Need, Visibility
from simpul.needs.models.challenges import PUBLIC_CHALLENGES
from simpul.needs.workflow import SHOWN_IDEAS, UNDECIDED, NeedState
from simpul.organisations.models import Membership, Organisation
from simpul.organisations.policies import (
    acts_for,
    decides_for,
    is_national_admin,
    runs_the_network,
)
from simpul.organisations.queries.people import decided_for_by, spoken_for_by

SHARED = (Visibility.PUBLIC, Visibility.HUB)


# --- Questions other rooms ask -----------------------------------------------------------------


def bodies_of(user) -> QuerySet[Organisation]:
    """The bodies ``user`` speaks for: where they work and what they run, with all units."""
    return spoken_for_by(user)


def run_by(user) -> QuerySet[Organisation]:
    """The bodies in whose name ``user`` decides."""
    return decided_for_by(user)


def hubs_served(user) -> QuerySet[Hub]:
    """The hubs ``user`` holds any office of."""
    held = Q(pk__in=())
    for office in (COORDINATOR, VERIFIER, EDITOR):
        held |= Q(pk__in=mandates.scope_ids(user, office, Hub))
    territories = Territory.objects.filter(pk__in=mandates.scope_ids(user, ASSISTANT, Territory))
    return Hub.objects.filter(held | Q(pk__in=territories.values("hub")))


def belongs_somewhere(user) -> bool:
    """Say whether an institution confirmed ``user`` as theirs, or ``user`` runs one."""
    if not user.is_authenticated:
        return False
    return Membership.objects.confirmed().filter(person=user.pk).exists() or bool(run_by(user))


# --- Needs -------------------------------------------------------------------------------------


@about
def is_public(user, need):
    return need.is_public


@about
def speaks_for_it(user, need):
    """Works for the institution that states it, or runs that."""
    return acts_for(user, need.organisation)


@about
def is_shared_with_its_hub(user, need):
    return need.visibility in SHARED


@about
def serves_its_hub(user, need):
    return serves_in_hub(user, need.hub) or runs_the_network(user)


@about
def is_running(user, need):
    return need.is_running


@about
def speaks_for_another(user, need):
    """Speaks for an institution that may have the same need."""
    return any(body.pk != need.organisation_id for body in bodies_of(user))


# --- Challenges --------------------------------------------------------------------------------


@about
def is_announced(user, challenge):
    return challenge.state in PUBLIC_CHALLENGES


@about
def speaks_for_its_sponsor(user, thing):
    return acts_for(user, thing.sponsor)


@about
def decides_for_its_sponsor(user, thing):
    return decides_for(user, thing.sponsor)


# --- Ideas -------------------------------------------------------------------------------------


@about
def is_its_author(user, idea):
    return idea.author_id is not None and idea.author_id == user.pk


@about
def is_shown(user, idea):
    return idea.state in SHOWN_IDEAS


@about
def its_need_is_open_to_them(user, idea):
    """Answers no need, or one that ``user`` may read."""
    return idea.need is None or user.has_perm("needs.view_need", idea.need)


@about
def moderates_its_hub(user, thing):
    """Edits or coordinates the hub that looks after it, or runs the network."""
    hub = thing.hub
    return edits_hub(user, hub) or coordinates_hub(user, hub) or runs_the_network(user)


@about
def coordinates_its_hub(user, idea):
    return coordinates_hub(user, idea.hub) or runs_the_network(user)


@about
def has_no_sponsor(user, idea):
    return idea.sponsor_id is None


@about
def is_undecided(user, idea):
    return idea.state in UNDECIDED


@about
def is_themselves(user, organisation):
    return acts_for(user, organisation)


reads_need = is_public | speaks_for_it | (is_shared_with_its_hub & serves_its_hub)
reads_idea = (
    is_its_author
    | (is_shown & its_need_is_open_to_them)
    | (moderates_its_hub & its_need_is_open_to_them)
)
decides_idea = decides_for_its_sponsor & ~is_its_author
curates_ideas = decides_for_its_sponsor | coordinates_its_hub

PERMISSIONS: dict[str, Predicate] = {
    "needs.state_need": is_themselves,
    "needs.view_need": reads_need,
    "needs.change_need": speaks_for_it,
    "needs.answer_need": speaks_for_it,
    "needs.close_need": speaks_for_it,
    "needs.withdraw_need": speaks_for_it | (is_shared_with_its_hub & moderates_its_hub),
    "needs.reopen_need": speaks_for_it,
    "needs.change_benchmark": is_national_admin,
    "needs.follow_need": reads_need & is_running & speaks_for_another,
    "needs.ask_need": is_authenticated & reads_need,
    "needs.offer_idea_need": is_authenticated & reads_need & is_running,
    "needs.add_challenge": is_themselves,
    "needs.view_challenge": is_announced | speaks_for_its_sponsor | moderates_its_hub,
    "needs.change_challenge": speaks_for_its_sponsor,
    "needs.announce_challenge": decides_for_its_sponsor,
    "needs.conclude_challenge": decides_for_its_sponsor,
    "needs.withdraw_challenge": decides_for_its_sponsor | moderates_its_hub,
    "needs.view_idea": reads_idea,
    "needs.change_idea": is_its_author & is_undecided,
    "needs.support_idea": is_authenticated & is_shown & its_need_is_open_to_them & ~is_its_author,
    "needs.ask_idea": is_authenticated & is_shown & its_need_is_open_to_them,
    "needs.sponsor_idea": is_shown & (has_no_sponsor | curates_ideas),
    "needs.merge_idea": curates_ideas,
    "needs.take_up_idea": decides_idea,
    "needs.park_idea": decides_idea,
    "needs.decline_idea": decides_idea,
    "needs.promote_idea": speaks_for_its_sponsor,
    "needs.take_back_idea": is_its_author,
    "needs.hide_idea": moderates_its_hub & ~is_its_author,
    "needs.show_idea": moderates_its_hub & ~is_its_author,
}


def visible(user) -> Q:
    """``view_need`` for many rows at once; a test holds the two together."""
    public = Q(visibility=Visibility.PUBLIC) & ~Q(state=NeedState.WITHDRAWN)
    if not user.is_authenticated:
        return public
    theirs = Q(organisation__in=bodies_of(user).values("pk"))
    shared = Q(visibility__in=SHARED)
    if not runs_the_network(user):
        shared &= Q(hub__in=hubs_served(user).values("pk"))
    return public | theirs | shared


def visible_challenges(user) -> Q:
    """``view_challenge`` for many rows at once."""
    public = Q(state__in=PUBLIC_CHALLENGES)
    if not user.is_authenticated:
        return public
    return public | Q(sponsor__in=bodies_of(user).values("pk")) | moderated(user)


def visible_ideas(user) -> Q:
    """``view_idea`` for many rows at once."""
    readable = Q(need=None) | Q(need__in=Need.objects.filter(visible(user)).values("pk"))
    shown = Q(state__in=SHOWN_IDEAS)
    if not user.is_authenticated:
        return shown & readable
    return Q(author=user.pk) | ((shown | moderated(user)) & readable)


def moderated(user) -> Q:
    """What lies with the hubs whose words ``user`` looks after."""
    if runs_the_network(user):
        return Q(pk__isnull=False)
    return Q(hub__in=mandates.scope_ids(user, EDITOR, Hub)) | Q(
        hub__in=mandates.scope_ids(user, COORDINATOR, Hub)
    )
