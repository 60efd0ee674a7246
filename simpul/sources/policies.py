"""Who leads a source: its steward, and whoever administers the network."""

from django.db.models import Q, QuerySet

from simpul.core import mandates
from simpul.core.permissions import Predicate, about, person
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.innovations.models import Authority, Innovation
from simpul.innovations.policies import STEWARD, may_merge, mergeable
from simpul.organisations.policies import runs_the_network
from simpul.sources.models import Source
from simpul.sources.workflow import ProposalState


def stewards(user, authority: Authority | None) -> bool:
    """Say whether ``user`` holds the office of steward for what ``authority`` says."""
    return authority is not None and mandates.holds(user, STEWARD, authority)


def steers(user, source) -> bool:
    """Say whether ``user`` leads ``source``: steward of its authority, or national admin."""
    return stewards(user, source.authority) or runs_the_network(user)


@person
def is_national_admin(user):
    return runs_the_network(user)


@person
def stewards_something(user):
    return mandates.holds_over(user, STEWARD, Authority.objects.all())


@about
def steers_it(user, source):
    return steers(user, source)


@about
def steers_its_source(user, run):
    return steers(user, run.source)


# --- Joint management --------------------------------------------------------------------------


def _speaks_for_a_party(user, agreement) -> bool:
    of_parties = Authority.objects.filter(parties__agreement=agreement)
    return mandates.holds_over(user, STEWARD, of_parties)


@about
def speaks_for_a_party(user, agreement):
    return user.is_authenticated and _speaks_for_a_party(user, agreement)


@about
def votes_on_it(user, proposal):
    return user.is_authenticated and _speaks_for_a_party(user, proposal.agreement)


@about
def proposed_it(user, proposal):
    return user.is_authenticated and proposal.by_id == user.pk


@about
def is_out(user, proposal):
    return proposal.state != ProposalState.DRAFTED


@about
def steers_what_contradicts(user, found):
    return mandates.holds_over(user, STEWARD, found.authorities.all())


@about
def is_asked(user, found):
    return stewards(user, found.asked)


@about
def verifies_its_record(user, found):
    return user.has_perm("innovations.lock_innovation", found.innovation)


decides_it = steers_what_contradicts | verifies_its_record
leads = steers_it | is_national_admin
leads_its_source = steers_its_source | is_national_admin

# --- Matching ----------------------------------------------------------------------------------


@about
def settles_it(user, pair):
    """Answers for one of the two records, and for each that is verified."""
    return user.is_authenticated and may_merge(user, pair.left, pair.right)


@about
def answers_for_a_side(user, pair):
    sides = (pair.left, pair.right)
    return any(user.has_perm("innovations.merge_innovation", side) for side in sides)


PERMISSIONS: dict[str, Predicate] = {
    # Sources: who may set them up, and who may see what they delivered.
    "sources.add_source": is_national_admin | stewards_something,
    "sources.view_source": leads,
    "sources.change_source": leads,
    "sources.start_run": leads,
    "sources.view_run": leads_its_source,
    "sources.confirm_run": leads_its_source,
    "sources.compare_again_run": leads_its_source,
    "sources.halt_run": leads_its_source,
    "sources.go_on_run": leads_its_source,
    "sources.drop_run": leads_its_source,
    "sources.undo_run": leads_its_source,
    "sources.settle_workitem": leads_its_source,
    "sources.drop_workitem": leads_its_source,
    "sources.reopen_workitem": leads_its_source,
    # Joint management: whoever is steward for a party proposes, and each party votes.
    "sources.add_proposal": speaks_for_a_party,
    "sources.watch_joint": is_national_admin | stewards_something,
    "sources.change_proposal": proposed_it,
    "sources.view_proposal": proposed_it | ((votes_on_it | is_national_admin) & is_out),
    "sources.simulate_proposal": proposed_it | (votes_on_it & is_out),
    "sources.propose_proposal": proposed_it & votes_on_it,
    "sources.redraft_proposal": proposed_it,
    "sources.open_vote_proposal": votes_on_it,
    "sources.vote_proposal": votes_on_it,
    "sources.withdraw_proposal": proposed_it,
    # Contradictions: the sources that disagree, and the hub that answers for the record.
    "sources.view_contradiction": decides_it | is_national_admin,
    "sources.ask_contradiction": decides_it | is_national_admin,
    "sources.answer_contradiction": is_asked,
    "sources.let_stand_contradiction": decides_it,
    "sources.refer_contradiction": decides_it,
    # Pairs of matching: whoever answers for one of the two records.
    "sources.view_pair": answers_for_a_side,
    "sources.merge_pair": settles_it,
    "sources.keep_apart_pair": settles_it,
    "sources.relate_pair": settles_it,
    "sources.reopen_pair": settles_it,
}


def sees_sources(user) -> bool:
    """Say whether the desk of sources is open to ``user``: stewards and national admins."""
    return runs_the_network(user) or (
        user.is_authenticated and mandates.scope_ids(user, STEWARD, Authority).exists()
    )


def sees_contradictions(user) -> bool:
    """Say whether ``user`` may decide some contradiction: also verifiers of hubs."""
    return sees_sources(user) or (
        user.is_authenticated and mandates.scope_ids(user, VERIFIER, Hub).exists()
    )


def dashboard_of(user) -> list[Authority]:
    """The sources on the dashboard of ``user``: their own, or those of all parties."""
    led = Authority.objects.filter(pk__in=mandates.scope_ids(user, STEWARD, Authority))
    if runs_the_network(user):
        led = led | Authority.objects.filter(parties__isnull=False)
    return list(led.distinct().order_by("name"))


def contradictions_for(user) -> Q:
    """``view_contradiction`` for many rows at once."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    if runs_the_network(user):
        return Q()
    led = mandates.scope_ids(user, STEWARD, Authority)
    checked = mandates.scope_ids(user, VERIFIER, Hub)
    return Q(authorities__in=led) | Q(innovation__hub__in=checked)


def led_by(user) -> QuerySet[Source]:
    """The sources ``user`` leads; ``view_source`` for many rows at once."""
    if not user.is_authenticated:
        return Source.objects.none()
    if runs_the_network(user) or (user.is_active and user.is_superuser):
        return Source.objects.all()
    return Source.objects.filter(authority__in=mandates.scope_ids(user, STEWARD, Authority))


def stewarded_by(user) -> QuerySet[Authority]:
    """The authorities for which ``user`` may set up a source."""
    if runs_the_network(user) or (user.is_active and user.is_superuser):
        return Authority.objects.all()
    return Authority.objects.filter(pk__in=mandates.scope_ids(user, STEWARD, Authority))


def pairs_for(user) -> Q:
    """``view_pair`` for many rows at once."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    led = Innovation.objects.filter(mergeable(user)).values("pk")
    return Q(left__in=led) | Q(right__in=led)


def settles_pairs(user) -> bool:
    """Say whether the queue of matching is open to ``user``."""
    if not user.is_authenticated:
        return False
    if runs_the_network(user) or (user.is_active and user.is_superuser):
        return True
    hubs = (mandates.scope_ids(user, office, Hub) for office in (VERIFIER, COORDINATOR))
    return (
        any(rows.exists() for rows in hubs) or mandates.scope_ids(user, STEWARD, Authority).exists()
    )
