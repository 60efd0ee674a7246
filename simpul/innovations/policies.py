"""Who may read a record or a draft, and who may move it along."""

from django.db.models import Exists, OuterRef, Q

from simpul.core import clock, mandates
from simpul.core.models import Mandate
from simpul.core.permissions import Predicate, about, is_authenticated, person
from simpul.hubs.models import Hub
from simpul.hubs.models import Level as HubLevel
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.innovations.models import CHECKED, PUBLIC_STATES, CoAuthor, Draft, DraftState, State
from simpul.organisations.models import Organisation
from simpul.organisations.policies import HEAD, administers, heads, works_for
from simpul.organisations.queries import administered_by, with_units

# The office of those who answer for what a source says.
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
    return _curated(user).filter(level=HubLevel.NATIONAL).exists()


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


writes = writes_it | administers_its_institution
checks = holds_its_office & ~had_a_part_in_it

PERMISSIONS: dict[str, Predicate] = {
    "innovations.view_innovation": (
        is_public
        | is_author
        | (decides & is_shown_to_the_hub)
        | (coordinates_its_hub & is_shown_to_the_hub)
        | has_a_draft_they_see
    ),
    "innovations.publish_innovation": decides & ~is_author,
    "innovations.renew_innovation": decides & ~is_author,
    "innovations.correct_innovation": decides & ~is_author,
    "innovations.withdraw_innovation": decides | coordinates_its_hub | answers_for_it,
    "innovations.relist_innovation": decides | coordinates_its_hub,
    "innovations.merge_innovation": decides,
    # Who may begin to write: something new, or about a record whose owner they work for.
    "innovations.add_draft": is_authenticated,
    "innovations.revise_innovation": answers_for_it | works_for_its_owner,
    "innovations.contest_innovation": answers_for_it | works_for_its_owner,
    "innovations.view_draft": writes
    | (heads_its_institution & awaits_sign_off)
    | (is_checked & (holds_its_office | coordinates_its_desk))
    | took_it_up,
    "innovations.change_draft": writes & is_writable,
    "innovations.submit_draft": writes,
    "innovations.ask_sign_off_draft": writes,
    "innovations.sign_off_draft": heads_its_institution,
    "innovations.decline_sign_off_draft": heads_its_institution,
    "innovations.recall_draft": writes,
    "innovations.take_up_draft": checks,
    "innovations.release_draft": took_it_up | coordinates_its_desk,
    "innovations.return_draft": checks & took_it_up,
    "innovations.pass_on_draft": checks & took_it_up,
    "innovations.verify_draft": checks & took_it_up,
    "innovations.refuse_draft": checks & took_it_up,
    "innovations.drop_draft": writes,
}


def visible(user) -> Q:
    """``view_innovation`` for many rows at once; a test holds the two together."""
    if user.is_active and user.is_superuser:
        return Q()
    public = Q(state__in=PUBLIC_STATES)
    if user.is_anonymous:
        return public
    hubs = Q(hub__in=_curated(user)) | Q(hub__in=mandates.scope_ids(user, COORDINATOR, Hub))
    if _curated(user).filter(level=HubLevel.NATIONAL).exists():
        hubs = Q(pk__isnull=False)
    drafts = Draft.objects.filter(visible_drafts(user)).values("innovation")
    return public | Q(author=user) | (hubs & ~Q(state=State.DRAFT)) | Q(pk__in=drafts)


def visible_drafts(user) -> Q:
    """``view_draft`` for many rows at once."""
    if user.is_anonymous:
        return Q(pk__in=())
    written = Q(author=user) | Q(pk__in=_co_written(user).values("draft"))
    owned = Q(organisation__in=administered_by(user).values("pk"))
    led_by = Organisation.objects.filter(pk__in=mandates.scope_ids(user, HEAD, Organisation))
    headed = Q(organisation__in=with_units(led_by).values("pk"))
    checked = Exists(
        Mandate.objects.valid_at(clock.now()).filter(
            person=user,
            office=OuterRef("office"),
            scope_type=OuterRef("desk_type"),
            scope_id=OuterRef("desk_id"),
        )
    )
    led = Q(hub__in=mandates.scope_ids(user, COORDINATOR, Hub))
    return (
        written
        | owned
        | (headed & Q(state=DraftState.AWAITING_SIGN_OFF))
        | (Q(state__in=CHECKED) & (Q(checked) | led))
        | Q(verifier=user)
    )


def _curated(user):
    return Hub.objects.filter(pk__in=mandates.scope_ids(user, VERIFIER, Hub))


def _co_written(user):
    return CoAuthor.objects.filter(person=user, accepted_at__isnull=False, ended_at=None)
