"""Who is told when a case moves: the people of the other sides, once each."""

from django.utils.translation import gettext as _

from simpul.core import duties, outbox
from simpul.core.models import Message
from simpul.replication.models import Case, Passage, Side
from simpul.replication.queries.cases.turns import assignees
from simpul.replication.workflow import CaseState, Standing


def people_of(case: Case, sides=tuple(Side)) -> list:
    """Everybody whose desk the case stands on, for these sides, each once."""
    keys = {key for side in sides for key in assignees(case, side)}
    found = {person.pk: person for held in duties.holders(keys).values() for person in held}
    return [found[pk] for pk in sorted(found)]


def tell_of_step(case: Case, passage: Passage, *, by, note: str = "") -> None:
    """Tell all sides where the case is now; whoever did it knows."""
    _tell(case, f"case-{case.pk}-{passage.pk}", by, note, CaseState(case.state).label)


def tell_of_standing(case: Case, *, by, note: str = "", key: str) -> None:
    """Tell all sides that it stands still, or goes on."""
    _tell(case, f"case-{case.pk}-{key}", by, note, Standing(case.standing).label)


def tell_of_word(case: Case, said: Message, *, by) -> None:
    """Tell the other sides what was said."""
    _tell(case, f"case-{case.pk}-word-{said.pk}", by, said.body, _("new message"))


def _tell(case: Case, key: str, by, note: str, what) -> None:
    number, name = case.number, case.local_name

    def subject() -> str:
        return _("%(number)s %(name)s: %(what)s") % {"number": number, "name": name, "what": what}

    message = outbox.Message("case", subject, note, case.desk_url)
    others = [person for person in people_of(case) if by is None or person.pk != by.pk]
    outbox.tell_all(key, others, message)
