"""Which office is told when another leaves a duty undone."""

from collections.abc import Iterable

from simpul.core import duties
from simpul.hubs.models import Hub, Territory
from simpul.hubs.policies import ASSISTANT, COORDINATOR, EDITOR, VERIFIER
from simpul.hubs.queries import responsible_hub
from simpul.organisations.models import Organisation
from simpul.organisations.policies import NATIONAL_ADMIN


def above(office: str, scope) -> Iterable[str]:
    """Those who work for a hub stand under its coordinators, these under the national admins.

    An institution's offices stand under the coordinators of the hub that answers for it.
    """
    national = duties.office_key(NATIONAL_ADMIN)
    if isinstance(scope, Hub) and office in {VERIFIER, EDITOR}:
        return [duties.office_key(COORDINATOR, scope)]
    if isinstance(scope, Territory) and office == ASSISTANT:
        return [duties.office_key(COORDINATOR, scope.hub)]
    if isinstance(scope, Organisation):
        hub, _reason = responsible_hub(scope)
        return [duties.office_key(COORDINATOR, hub) if hub else national]
    return [national]
