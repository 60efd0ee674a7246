"""Who is asked to decide about what was reported."""

from collections.abc import Iterable

from simpul.core import duties, mandates, threads
from simpul.forum.policies import hub_of
from simpul.hubs.policies import COORDINATOR, EDITOR
from simpul.organisations.policies import NATIONAL_ADMIN


def moderators(topic: str, subject) -> Iterable[str]:
    """The editors of the responsible hub, else its coordinators, else the national admins.

    An appeal goes to the coordinators and the national admins, as it needs somebody else.
    """
    hub, national = hub_of(subject), duties.office_key(NATIONAL_ADMIN)
    if hub is None:
        return [national]
    if topic == threads.APPEAL:
        return [duties.office_key(COORDINATOR, hub), national]
    held = [office for office in (EDITOR, COORDINATOR) if mandates.could_decide(office, hub)]
    return [duties.office_key(held[0], hub)] if held else [national]
