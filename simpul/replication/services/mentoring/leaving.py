"""How a proposal or a mentorship is over, whatever the step."""

from simpul.core import clock, duties
from simpul.replication.models.mentoring import Mentorship
from simpul.replication.queries.mentoring.topics import ANSWER
from simpul.replication.workflow.mentoring import MENTORSHIP


def over(step: str, mentorship: Mentorship, *, by, note: str) -> None:
    """Leave it by a step that ends it, keeping why; nobody waits for an answer any more."""
    MENTORSHIP.take(step, mentorship, by=by, note=note, why=note, ended_at=clock.now())
    duties.settle(ANSWER, mentorship, by=by)
