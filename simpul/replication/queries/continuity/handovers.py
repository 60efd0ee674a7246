"""Handovers: whose turn it is, who sees them, what is in them."""

from django.db.models import Q, QuerySet

from simpul.core import duties
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import Innovation
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN
from simpul.replication.models.continuity import Handover
from simpul.replication.policies.continuity import visible_handovers

from .kit import records_of
from .owners import LAST, family, nearest_owner

# Somebody names a successor; the successor answers.
NAME, TAKE = "handover_name", "handover_take"


def answers_for(handover: Handover) -> str:
    """The office that names a successor: that of the place, else the nearest above."""
    scope = handover.scope
    if isinstance(scope, Organisation):
        key = duties.office_key(ADMIN, scope)
    elif isinstance(scope, Hub):
        key = duties.office_key(COORDINATOR, scope)
    else:
        key = LAST
    held = [person for person in duties.holders([key])[key] if person != handover.person]
    return key if held else nearest_owner(key)


def records_in(handover: Handover) -> QuerySet[Innovation]:
    """The records that go over with it."""
    scope = handover.scope
    if isinstance(scope, Organisation):
        return records_of(handover.person, Q(owner__in=family(scope)))
    return records_of(handover.person, Q(hub=scope))


def handovers_for(user) -> QuerySet[Handover]:
    """Every handover ``user`` may see, those that wait first."""
    rows = Handover.objects.filter(visible_handovers(user))
    rows = rows.select_related("person", "successor", "named_by", "scope_type", "letter")
    return rows.prefetch_related("scope").order_by("-state", "-opened_at", "-pk")
