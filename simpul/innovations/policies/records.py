"""Who may read a record or a draft, and who may move it along."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from simpul.core import clock, mandates
from simpul.core.models import Mandate
from simpul.core.permissions import Predicate, about, is_authenticated, person
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, VERIFIER, curates_the_nation
from simpul.innovations.models import (
    CHECKED,
    PUBLIC_STATES,
    CoAuthor,
    Draft,
    DraftState,
    Recusal,
    State,
)
from simpul.organisations.policies import administers, heads, runs_the_network, works_for
from simpul.organisations.queries import administered_by
from simpul.organisations.queries.people import headed_by

# Loads and corrects what an authority says.
STEWARD = "source_steward"

# --- Records -----------------------------------------------------------------------------------


@about
def is_public(user, innovation):
    return innovation.state in PUBLIC_STATES


@about
def is_author(user, innovation):
    return innovation.author_id is not None and innovation.author_id == user.pk


@about
def curates_its_hub(user, innovation):
    """Holds the office of verifier at the responsible hub."""
    return innovation.hub_id is not None and mandates.holds(user, VERIFIER, innovation.hub)


@about
def coordinates_its_hub(user, innovation):
    return innovation.hub_id is not None and mandates.holds(user, COORDINATOR, innovation.hub)


@about
def verifies_for_the_nation(user, innovation):
    """Holds the office of verifier at the national hub, where every chain may end."""
    return curates_the_nation(user)


@about
def administers_its_owner(user, innovation):
    return administers(user, innovation.owner)


@about
def works_for_its_owner(user, innovation):
    return works_for(user, innovation.owner)


@about
def is_shown_to_the_hub(user, innovation):
    """What was never submitted is its authors' alone."""
    return innovation.state != State.DRAFT


@about
def has_a_draft_they_see(user, innovation):
    return Draft.objects.filter(visible_drafts(user), innovation=innovation).exists()


@about
def accepted_its_draft(user, innovation):
    """Accepted a draft of it that readers do not see yet: the last office of its chain decides."""
    if not user.is_authenticated:
        return False
    accepted = Draft.objects.filter(
        innovation=innovation.pk, state=DraftState.ACCEPTED, verifier=user.pk
    )
    if innovation.published_at is not None:
        accepted = accepted.filter(decided_at__gt=innovation.published_at)
    return accepted.exists()


@person
def runs_the_installation(user):
    return user.is_active and user.is_superuser


decides = curates_its_hub | verifies_for_the_nation | runs_the_installation
answers_for_it = is_author | administers_its_owner


# --- Drafts ------------------------------------------------------------------------------------


@about
def writes_it(user, draft):
    """Is its author, or somebody who accepted an invitation to write along."""
    if not user.is_authenticated:
        return False
    return draft.author_id == user.pk or _co_written(user).filter(draft=draft).exists()


@about
def administers_its_institution(user, draft):
    return administers(user, draft.organisation)


@about
def heads_its_institution(user, draft):
    return heads(user, draft.organisation)


@about
def is_writable(user, draft):
    return draft.is_writable


@about
def is_checked(user, draft):
    """Has left its authors: whoever holds the office that checks it now may read it."""
    return draft.state in CHECKED


@about
def awaits_sign_off(user, draft):
    return draft.state == DraftState.AWAITING_SIGN_OFF


@about
def holds_its_office(user, draft):
    """Holds the office that checks it now: the link of the chain where it lies."""
    return bool(draft.office) and mandates.holds(user, draft.office, draft.desk)


@about
def is_in_verification(user, draft):
    return draft.state == DraftState.IN_VERIFICATION


@about
def stepped_back(user, draft):
    """Said that they cannot be impartial about it."""
    return user.is_authenticated and draft.recusals.filter(person=user).exists()


@about
def nobody_checks_it(user, draft):
    """The office where it lies is held by nobody who may check it: the nation steps in."""
    return not checkers(draft, draft.office, draft.desk).exists()


@about
def was_left(user, draft):
    """Whoever took it up holds the office no longer."""
    verifier = draft.verifier
    return verifier is not None and not mandates.holds(verifier, draft.office, draft.desk)


@about
def took_it_up(user, draft):
    return draft.verifier_id is not None and draft.verifier_id == user.pk


@about
def coordinates_its_desk(user, draft):
    return draft.hub_id is not None and mandates.holds(user, COORDINATOR, draft.hub)


@about
def had_a_part_in_it(user, draft):
    """Wrote it, or ever wrote along: such a person never checks it."""
    if not user.is_authenticated:
        return False
    wrote_along = draft.co_authors.filter(person=user, accepted_at__isnull=False).exists()
    wrote = draft.values.filter(by=user).exists()
    return draft.author_id == user.pk or wrote_along or wrote


def checkers(draft: Draft, office: str, desk) -> QuerySet[Mandate]:
    """The mandates of those who may check ``draft`` as ``office`` for ``desk`` now."""
    accepted = draft.co_authors.filter(accepted_at__isnull=False, person__isnull=False)
    wrote = draft.values.filter(by__isnull=False).values("by")
    held = mandates.could_decide(office, desk).filter(person__is_active=True)
    return (
        held.exclude(person=draft.author_id)
        .exclude(person__in=accepted.values("person"))
        .exclude(person__in=wrote)
        .exclude(person__in=draft.recusals.values("person"))
    )


# --- Contests ----------------------------------------------------------------------------------


@about
def decides_about_its_record(user, contest):
    return decides.test(user, contest.innovation)


@about
def contested_it(user, contest):
    return contest.by_id == user.pk


# --- Evidence ----------------------------------------------------------------------------------


@about
def is_open_to_all(user, evidence):
    """Said to be public by its owner, and accepted with a verified record."""
    shown = evidence.is_public and evidence.accepted_at is not None and not evidence.removed_at
    return shown and evidence.innovation.state == State.PUBLISHED


@about
def sees_a_draft_of_it(user, evidence):
    """Reads the draft it was added to, or a later one; whoever wrote an earlier one does not."""
    about = Draft.objects.filter(innovation=evidence.innovation_id, pk__gte=evidence.draft_id or 0)
    return about.filter(visible_drafts(user)).exists()


@about
def reads_its_record_whole(user, evidence):
    record = evidence.innovation
    return ((decides & is_shown_to_the_hub) | answers_for_it).test(user, record)


@about
def writes_its_draft(user, evidence):
    open_draft = Draft.objects.open().filter(innovation=evidence.innovation_id).first()
    return open_draft is not None and user.has_perm("innovations.change_draft", open_draft)


# --- Life and quality --------------------------------------------------------------------------


@about
def coordinates_the_hub(user, hub):
    return mandates.holds(user, COORDINATOR, hub)


@about
def verifies_for_the_hub(user, hub):
    return mandates.holds(user, VERIFIER, hub)


@about
def coordinates_its_campaign(user, campaign):
    return mandates.holds(user, COORDINATOR, campaign.hub)


@about
def decides_about_the_record(user, passed):
    return decides.test(user, passed.innovation)


@about
def showed_it(user, passed):
    """Brought the evidence, or answers for the record: such a person does not accept it."""
    innovation = passed.innovation
    return passed.by_id == user.pk or answers_for_it.test(user, innovation)


@person
def is_national_admin(user):
    return runs_the_network(user)


speaks_for_the_owner = answers_for_it | works_for_its_owner
runs_its_campaign = coordinates_its_campaign | is_national_admin

writes = writes_it | administers_its_institution
checks = holds_its_office & ~had_a_part_in_it & ~stepped_back
steps_in = verifies_for_the_nation & nobody_checks_it & ~had_a_part_in_it & ~stepped_back

PERMISSIONS: dict[str, Predicate] = {
    "innovations.view_innovation": (
        is_public
        | is_author
        | (decides & is_shown_to_the_hub)
        | (coordinates_its_hub & is_shown_to_the_hub)
        | has_a_draft_they_see
    ),
    "innovations.publish_innovation": (decides | accepted_its_draft) & ~is_author,
    "innovations.renew_innovation": (decides | accepted_its_draft) & ~is_author,
    "innovations.correct_innovation": decides & ~is_author,
    "innovations.lock_innovation": decides & ~is_author,
    "innovations.withdraw_innovation": decides | coordinates_its_hub | answers_for_it,
    "innovations.relist_innovation": decides | coordinates_its_hub,
    # Rules of the State as data: those of all hubs, and the chain of one.
    "innovations.change_rules": is_national_admin,
    "innovations.change_chain": coordinates_the_hub | is_national_admin,
    # Who may begin to write: something new, or about a record whose owner they work for.
    "innovations.add_draft": is_authenticated,
    "innovations.revise_innovation": answers_for_it | works_for_its_owner,
    "innovations.contest_innovation": answers_for_it | works_for_its_owner,
    "innovations.view_draft": writes
    | (heads_its_institution & awaits_sign_off)
    | (is_checked & holds_its_office & ~stepped_back)
    | (is_checked & (coordinates_its_desk | verifies_for_the_nation))
    | took_it_up,
    "innovations.change_draft": writes & is_writable,
    "innovations.submit_draft": writes,
    "innovations.ask_sign_off_draft": writes,
    "innovations.sign_off_draft": heads_its_institution,
    "innovations.decline_sign_off_draft": heads_its_institution,
    "innovations.recall_draft": writes,
    "innovations.answer_draft": writes & is_checked,
    "innovations.take_up_draft": checks | steps_in,
    "innovations.release_draft": (
        took_it_up | coordinates_its_desk | verifies_for_the_nation | (holds_its_office & was_left)
    ),
    "innovations.recuse_draft": is_checked & (holds_its_office | took_it_up),
    "innovations.check_draft": checks & took_it_up & is_in_verification,
    "innovations.return_draft": checks & took_it_up,
    "innovations.pass_on_draft": checks & took_it_up,
    "innovations.verify_draft": checks & took_it_up,
    "innovations.refuse_draft": checks & took_it_up,
    "innovations.drop_draft": writes,
    "innovations.view_evidence": is_open_to_all | sees_a_draft_of_it | reads_its_record_whole,
    "innovations.change_evidence": writes_its_draft,
    # Whether it still runs: said by those it belongs to and by its hub.
    "innovations.say_life_innovation": (
        speaks_for_the_owner | decides | coordinates_its_hub | is_national_admin
    ),
    "innovations.show_test_innovation": speaks_for_the_owner,
    "innovations.accept_passedtest": decides_about_the_record & ~showed_it,
    "innovations.add_campaign": coordinates_the_hub | is_national_admin,
    "innovations.change_campaign": runs_its_campaign,
    "innovations.view_quality_hub": (
        coordinates_the_hub | verifies_for_the_hub | is_national_admin
    ),
    "innovations.uphold_contest": decides_about_its_record & ~contested_it,
    "innovations.dismiss_contest": decides_about_its_record & ~contested_it,
    "innovations.take_back_contest": contested_it,
}


def visible(user) -> Q:
    """``view_innovation`` for many rows at once; a test holds the two together."""
    if user.is_active and user.is_superuser:
        return Q()
    public = Q(state__in=PUBLIC_STATES)
    if user.is_anonymous:
        return public
    hubs = Q(hub__in=curated(user)) | Q(hub__in=mandates.scope_ids(user, COORDINATOR, Hub))
    if curates_the_nation(user):
        hubs = Q(pk__isnull=False)
    drafts = Draft.objects.filter(visible_drafts(user)).values("innovation")
    return public | Q(author=user) | (hubs & ~Q(state=State.DRAFT)) | Q(pk__in=drafts)


def visible_drafts(user) -> Q:
    """``view_draft`` for many rows at once."""
    if user.is_anonymous:
        return Q(pk__in=())
    written = Q(author=user) | Q(pk__in=_co_written(user).values("draft"))
    owned = Q(organisation__in=administered_by(user).values("pk"))
    headed = Q(organisation__in=headed_by(user).values("pk"))
    return (
        written
        | owned
        | (headed & Q(state=DraftState.AWAITING_SIGN_OFF))
        | (Q(state__in=CHECKED) & on_desks_of(user))
        | Q(verifier=user)
    )


def on_desks_of(user) -> Q:
    """What ``user`` checks, or leads those who do."""
    held = Exists(
        Mandate.objects.valid_at(clock.now()).filter(
            person=user,
            office=OuterRef("office"),
            scope_type=OuterRef("desk_type"),
            scope_id=OuterRef("desk_id"),
        )
    )
    recused = Exists(Recusal.objects.filter(draft=OuterRef("pk"), person=user))
    led = Q(hub__in=mandates.scope_ids(user, COORDINATOR, Hub))
    if curates_the_nation(user):
        led = Q(pk__isnull=False)
    return (Q(held) & ~Q(recused)) | led


def curated(user):
    return Hub.objects.filter(pk__in=mandates.scope_ids(user, VERIFIER, Hub))


def _co_written(user):
    return CoAuthor.objects.filter(person=user, accepted_at__isnull=False, ended_at=None)
