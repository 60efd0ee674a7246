"""Who may do what with cases between origin, adopter and facilitator."""

from django.db.models import Q

from simpul.core import mandates
from simpul.core.permissions import Predicate, about, is_authenticated
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, VERIFIER, coordinates, curates
from simpul.organisations.policies import (
    acts_for,
    administers,
    heads,
    is_national_admin,
    runs_the_network,
)
from simpul.organisations.queries.people import spoken_for_by
from simpul.replication.models import Case, Mentorship, Side
from simpul.replication.workflow import CaseState, Standing
from simpul.replication.workflow.mentoring import MentorshipState

# --- Questions other files ask -----------------------------------------------------------------


def sides_of(user, case: Case) -> set[Side]:
    """The sides of a case that ``user`` may speak for."""
    if not user.is_authenticated:
        return set()
    sides = set()
    if acts_for(user, case.adopter):
        sides.add(Side.ADOPTER)
    if acts_for(user, case.origin_organisation):
        sides.add(Side.ORIGIN)
    if _facilitates(user, case):
        sides.add(Side.FACILITATOR)
    return sides


def _facilitates(user, case: Case) -> bool:
    return curates(user, case.facilitator) or coordinates(user, case.facilitator)


# --- Rows --------------------------------------------------------------------------------------


@about
def is_public_case(user, case):
    return case.public_since is not None


@about
def adopts(user, case):
    """Works for the institution that adopts, or administers it."""
    return acts_for(user, case.adopter)


@about
def gives(user, case):
    """Works for the institution it comes from, or administers it."""
    return acts_for(user, case.origin_organisation)


@about
def signs_for_the_adopter(user, case):
    """Administers the institution that adopts, or is its head."""
    body = case.adopter.institution
    return administers(user, body) or heads(user, body)


@about
def facilitates(user, case):
    """Verifies for the hub between them, or coordinates it."""
    return _facilitates(user, case)


@about
def opened_it(user, case):
    return case.opened_by_id == user.pk


@about
def accompanies(user, case):
    """Is the mentor of the case now."""
    if not user.is_authenticated:
        return False
    return Mentorship.objects.filter(_accompanied_by(user), case=case).exists()


@about
def was_found_valid(user, case):
    """The hub let it begin; until then the adopter is anybody who wrote an interest."""
    return case.public_since is not None


@about
def is_running(user, case):
    return case.standing == Standing.RUNNING


@about
def is_under_way(user, case):
    return case.is_active


@about
def is_disputed(user, case):
    return case.standing == Standing.DISPUTED


@about
def is_before_the_agreement(user, case):
    return case.state in {
        CaseState.INTEREST,
        CaseState.RETURNED,
        CaseState.LEARNING,
        CaseState.AGREEMENT,
    }


@about
def is_within_one_house(user, case):
    return case.is_within_one_house


@about
def raised_the_dispute(user, case):
    sides = sides_of(user, case)
    return case.disputes.filter(decided_at=None, side__in=sides).exists()


@about
def is_completed(user, case):
    return case.completed_at is not None


@about
def issues_for_its_hub(user, case):
    return user.has_perm("documents.draft_document", case.facilitator)


@about
def owes_it(user, obligation):
    return obligation.side in sides_of(user, obligation.case)


@about
def facilitates_its_case(user, part):
    return _facilitates(user, part.case)


@about
def adopts_its_case(user, part):
    return acts_for(user, part.case.adopter)


@about
def added_it(user, paper):
    return paper.by_id is not None and paper.by_id == user.pk


takes_part = adopts | gives | facilitates
decides = (facilitates | is_national_admin) & ~opened_it & ~adopts
moves = adopts & is_running
judges = decides & is_running

PERMISSIONS: dict[str, Predicate] = {
    # Of one's own institution: the service asks for whom.
    "replication.add_case": is_authenticated,
    "replication.view_case": is_public_case | takes_part | is_national_admin,
    # What the parties say to each other, costs, contacts; letters ask the room of letters.
    "replication.follow_case": takes_part | accompanies | is_national_admin,
    "replication.verify_case": judges,
    "replication.ask_more_case": judges,
    "replication.decline_case": judges,
    "replication.send_again_case": moves,
    "replication.finish_learning_case": moves & ~is_within_one_house,
    "replication.skip_agreement_case": moves & is_within_one_house,
    "replication.agree_case": (adopts | gives) & is_running,
    "replication.approve_case": judges,
    "replication.send_back_case": judges,
    "replication.settle_matrix_case": moves,
    "replication.start_pilot_case": moves,
    "replication.skip_pilot_case": moves,
    "replication.replan_case": moves,
    "replication.implement_case": moves,
    "replication.evaluate_case": moves,
    "replication.hand_in_case": moves,
    "replication.return_evaluation_case": judges,
    "replication.complete_case": judges,
    "replication.report_back_case": moves,
    "replication.close_case": judges,
    "replication.cancel_case": (
        facilitates
        | is_national_admin
        | (adopts & ~is_disputed)
        | (gives & is_before_the_agreement & ~is_disputed)
    ),
    "replication.pause_case": (adopts | facilitates) & is_under_way,
    "replication.resume_case": (adopts | facilitates) & is_under_way,
    "replication.dispute_case": (adopts | gives) & ~is_within_one_house & is_under_way,
    "replication.take_back_dispute_case": raised_the_dispute,
    "replication.settle_dispute_case": decides,
    "replication.renew_case": takes_part & is_under_way,
    # What is written into a case while it is under way.
    "replication.change_case": adopts & is_under_way,
    "replication.share_case": takes_part & is_under_way,
    "replication.answer_back_report": adopts & is_completed,
    "replication.certify_case": issues_for_its_hub & is_completed,
    "replication.commit_case": signs_for_the_adopter & is_completed,
    "replication.fulfil_obligation": owes_it | facilitates_its_case,
    "replication.remove_paper": added_it | adopts_its_case,
    "replication.talk_case": takes_part,
    "replication.take_package_case": gives | facilitates | (adopts & was_found_valid),
    "replication.see_queue": is_authenticated,
    "replication.change_templates": is_national_admin,
}


def visible_cases(user) -> Q:
    """``view_case`` for many rows at once; a test holds the two together."""
    public = Q(public_since__isnull=False)
    if user.is_anonymous:
        return public
    if runs_the_network(user) or (user.is_active and user.is_superuser):
        return Q()
    return public | followed_cases(user)


def followed_cases(user) -> Q:
    """The cases ``user`` has a part in, on whichever side, or accompanies now."""
    ours = Mentorship.objects.filter(_accompanied_by(user)).values("case")
    sides = adopted_cases(user) | given_cases(user) | facilitated_cases(user)
    return sides | Q(pk__in=ours)


def _accompanied_by(user) -> Q:
    return Q(mentor__person=user.pk, state=MentorshipState.RUNNING)


def adopted_cases(user) -> Q:
    return Q(adopter__in=bodies_of(user))


def given_cases(user) -> Q:
    return Q(origin_organisation__in=bodies_of(user))


def facilitated_cases(user) -> Q:
    verified = mandates.scope_ids(user, VERIFIER, Hub)
    coordinated = mandates.scope_ids(user, COORDINATOR, Hub)
    return Q(facilitator__in=verified) | Q(facilitator__in=coordinated)


def bodies_of(user):
    """The bodies that ``user`` speaks for: where they work and what they decide for, with units."""
    return spoken_for_by(user).values("pk")
