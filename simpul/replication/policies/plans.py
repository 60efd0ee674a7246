"""Who may do what with regional replication plans: regencies write, the hub conducts."""

from django.db.models import Q

from simpul.core.permissions import Predicate, about
from simpul.hubs.policies import coordinates, serves_in
from simpul.needs.policies import bodies_of, hubs_served, run_by
from simpul.organisations.policies import acts_for, administers, is_national_admin, runs_the_network
from simpul.replication.models import PlanPart
from simpul.replication.workflow.plans import PUBLIC_PLANS, UNDER_WAY, LineState, PlanState

__all__ = ["PERMISSIONS", "plans_somewhere", "visible_plans"]


# --- Rows --------------------------------------------------------------------------------------


@about
def coordinates_the_hub(user, hub):
    return coordinates(user, hub)


@about
def conducts_it(user, plan):
    """Coordinates the hub whose plan it is."""
    return coordinates(user, plan.hub)


@about
def is_determined(user, plan):
    return plan.state in PUBLIC_PLANS


@about
def serves_in_its_hub(user, plan):
    return serves_in(user, plan.hub)


@about
def takes_part_in_it(user, plan):
    """Works for one of the regencies and cities of the plan, or runs it."""
    if not user.is_authenticated:
        return False
    return PlanPart.objects.filter(plan=plan, organisation__in=bodies_of(user)).exists()


@about
def writes_it(user, part):
    """Administers the regency or city whose part it is."""
    return administers(user, part.organisation)


@about
def is_being_drafted(user, part):
    return part.plan.state == PlanState.DRAFTING


@about
def conducts_its_plan(user, line):
    return coordinates(user, line.part.plan.hub)


@about
def is_being_determined(user, line):
    return line.part.plan.state == PlanState.MEETING


@about
def runs_its_office(user, line):
    """Works for the regency or city whose line it is, or runs it."""
    return acts_for(user, line.part.organisation)


@about
def may_begin(user, line):
    return line.state == LineState.DETERMINED and line.part.plan.state in UNDER_WAY


conducts = conducts_it | is_national_admin
determines = (conducts_its_plan | is_national_admin) & is_being_determined


PERMISSIONS: dict[str, Predicate] = {
    "replication.add_plan": coordinates_the_hub | is_national_admin,
    "replication.view_plan": is_determined | conducts | serves_in_its_hub | takes_part_in_it,
    # Its desk: who is how far, what the meeting decides.
    "replication.follow_plan": conducts | serves_in_its_hub | takes_part_in_it,
    "replication.change_plan": conducts,
    "replication.call_meeting_plan": conducts,
    "replication.draft_again_plan": conducts,
    "replication.determine_plan": conducts,
    "replication.commit_plan": conducts,
    "replication.close_plan": conducts,
    "replication.withdraw_plan": conducts,
    "replication.write_planpart": writes_it & is_being_drafted,
    "replication.keep_planline": determines,
    "replication.drop_planline": determines,
    "replication.open_case_planline": runs_its_office & may_begin,
}


# --- Lists -------------------------------------------------------------------------------------


def visible_plans(user) -> Q:
    """``view_plan`` for many rows at once; a test holds the two together."""
    public = Q(state__in=PUBLIC_PLANS)
    if not user.is_authenticated:
        return public
    if (user.is_active and user.is_superuser) or runs_the_network(user):
        return Q()
    own = PlanPart.objects.filter(organisation__in=bodies_of(user)).values("plan")
    return public | Q(hub__in=hubs_served(user)) | Q(pk__in=own)


def plans_somewhere(user) -> bool:
    """Say whether ``user`` conducts or writes plans, so that the desk tells of them."""
    if not user.is_authenticated:
        return False
    if runs_the_network(user) or hubs_served(user).exists():
        return True
    return PlanPart.objects.filter(organisation__in=run_by(user)).exists()
