"""Who may do what with handovers and early warning."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from simpul.core import mandates
from simpul.core.permissions import Predicate, about
from simpul.documents.policies import issues_for
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, coordinates
from simpul.hubs.queries import ResponsibleHubs, hubs_of, responsible_hub
from simpul.innovations.policies import coordinates_its_hub
from simpul.innovations.policies.records import answers_for_it
from simpul.organisations.models import Organisation
from simpul.organisations.policies import administers, is_national_admin, runs_the_network
from simpul.organisations.queries import administered_by
from simpul.replication.models.continuity import Handover
from simpul.replication.workflow.continuity import OPEN_HANDOVERS, HandoverState

# A successor reads the kit from the moment they are asked.
NAMED = (HandoverState.OFFERED, HandoverState.ACCEPTED)


@about
def answers_for_the_place(user, handover):
    """Administers the institution that was left, or coordinates the hub."""
    scope = handover.scope
    if isinstance(scope, Organisation):
        return administers(user, scope)
    return isinstance(scope, Hub) and coordinates(user, scope)


@about
def coordinates_over_the_place(user, handover):
    """Coordinates the hub that looks after the institution that was left."""
    scope = handover.scope
    if not (isinstance(scope, Organisation) and user.is_authenticated):
        return False
    return coordinates(user, responsible_hub(scope)[0])


@about
def is_the_leaver(user, handover):
    return user.is_authenticated and handover.person_id == user.pk


@about
def still_waits(user, handover):
    """Nobody took it over yet; the kit goes on telling what the office has in hand."""
    return handover.state in OPEN_HANDOVERS


@about
def is_the_successor(user, handover):
    named = user.is_authenticated and handover.successor_id == user.pk
    return named and handover.state in NAMED


@about
def issues_for_the_place(user, handover):
    return issues_for(user, handover.scope)


names = (answers_for_the_place | coordinates_over_the_place | is_national_admin) & ~is_the_leaver

PERMISSIONS: dict[str, Predicate] = {
    "replication.view_handover": (
        answers_for_the_place
        | coordinates_over_the_place
        | is_national_admin
        | is_the_successor
        | (is_the_leaver & still_waits)
    ),
    "replication.name_handover": names,
    "replication.take_back_handover": names,
    "replication.close_handover": names,
    "replication.accept_handover": is_the_successor,
    "replication.refuse_handover": is_the_successor,
    "replication.issue_handover": issues_for_the_place & ~is_the_leaver,
    "replication.care_innovation": answers_for_it | coordinates_its_hub | is_national_admin,
    "replication.change_riskrule": is_national_admin,
}


def visible_handovers(user) -> Q:
    """``view_handover`` for many rows at once; a test holds the two together."""
    if user.is_anonymous:
        return Q(pk__in=())
    if runs_the_network(user):
        return Q(pk__isnull=False)
    bodies = ContentType.objects.get_for_model(Organisation)
    hubs = ContentType.objects.get_for_model(Hub)
    led = mandates.scope_ids(user, COORDINATOR, Hub)
    return (
        Q(person=user, state__in=OPEN_HANDOVERS)
        | Q(successor=user, state__in=NAMED)
        | Q(scope_type=bodies, scope_id__in=administered_by(user).values("pk"))
        | Q(scope_type=hubs, scope_id__in=led)
        | Q(scope_type=bodies, scope_id__in=_looked_after(user, bodies))
    )


def _looked_after(user, bodies: ContentType) -> list[int]:
    """The institutions with a handover whose responsible hub ``user`` coordinates."""
    hubs = set(hubs_of(user, COORDINATOR).values_list("pk", flat=True))
    if not hubs:
        return []
    left = Handover.objects.filter(scope_type=bodies).values("scope_id")
    responsible = ResponsibleHubs()
    rows = Organisation.objects.filter(pk__in=left).select_related("region", "parent")
    return [body.pk for body in rows if (hub := responsible.of(body)[0]) and hub.pk in hubs]


def sees_some(user) -> bool:
    """Say whether any handover concerns ``user``."""
    return user.is_authenticated and Handover.objects.filter(visible_handovers(user)).exists()
