"""Tell those who lead a source what became of a run: on their desk, in words they can act on."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core import clock, duties, outbox
from simpul.innovations.policies import STEWARD
from simpul.innovations.queries.working_days import Calendar
from simpul.organisations.policies import NATIONAL_ADMIN
from simpul.sources.models import Run, Source, Verdict
from simpul.sources.services.running.stopping import reason
from simpul.sources.workflow import RunState

# What waits on the desk of a steward: a dry run to confirm, a run that stopped.
CONFIRM, STOPPED = "source_confirm", "source_stopped"
WORKING_DAYS = 5


def assignee(source: Source) -> str:
    """Who is asked about a source: its steward, or the national admin while there is none."""
    steward = duties.office_key(STEWARD, source.authority)
    if duties.holders([steward])[steward]:
        return steward
    return duties.office_key(NATIONAL_ADMIN)


def audience_language(run: Run) -> str:
    """The language in which faults are kept: that of whoever started it, or of the site."""
    person = run.started_by
    return outbox.language_of(person) if person is not None else settings.LANGUAGE_CODE


@transaction.atomic
def report(run: Run) -> None:
    """Tell what a run did or why it stands; what needs a decision becomes a duty."""
    settle(run)
    if run.state in {RunState.READY, RunState.STOPPED}:
        due = Calendar(clock.now()).after(clock.now(), WORKING_DAYS)
        topic = CONFIRM if run.state == RunState.READY else STOPPED
        duties.expect(topic, run, of=assignee(run.source), due=due)
    message = outbox.Message(
        "source_run", lambda: subject(run), lambda: body(run), run.get_absolute_url()
    )
    stamp = run.moved_at.isoformat()
    for person in _readers(run):
        outbox.tell(f"run-{run.pk}-{run.state}-{stamp}-{person.pk}", person, message)


def settle(run: Run, *, by=None) -> None:
    """Nothing waits about this run any more."""
    for topic in (CONFIRM, STOPPED):
        duties.settle(topic, run, by=by)


def _readers(run: Run) -> list:
    """Who leads the source, and who started or confirmed this run."""
    key = assignee(run.source)
    people = {person.pk: person for person in duties.holders([key])[key]}
    asked = (run.started_by_id, run.confirmed_by_id)
    took_part = {pk for pk in asked if pk is not None} - people.keys()
    for person in get_user_model()._default_manager.filter(pk__in=took_part):
        people[person.pk] = person
    return list(people.values())


def subject(run: Run) -> str:
    """What happened, in one line."""
    words = {
        RunState.READY: _("Dry run ready: %(source)s"),
        RunState.STOPPED: _("Import stopped and asks you: %(source)s"),
        RunState.DONE: _("Imported: %(source)s"),
        RunState.UNDONE: _("Import undone: %(source)s"),
    }
    return words.get(RunState(run.state), "%(source)s") % {"source": run.source}


def body(run: Run) -> str:
    """What happened and what to do, in a few lines."""
    told = reason(run) if run.state == RunState.STOPPED else None
    if told is not None:
        return f"{told.say}\n{told.fix}"
    return "\n".join(line for line in (counted(run), _imported(run), _problems(run)) if line)


def counted(run: Run) -> str:
    """How many records the run puts where."""
    counts = run.counts
    if Verdict.CREATE not in counts:
        return ""
    return _(
        "%(read)s records read: %(create)s new, %(change)s changed, %(same)s as before, "
        "%(gone)s no longer named, %(error)s not usable."
    ) % {name: counts.get(name, 0) for name in ("read", *Verdict.values)}


def _imported(run: Run) -> str:
    counts = run.counts
    if run.state == RunState.UNDONE:
        words = _(
            "%(undone)s rows were taken back; %(left)s were left, since others built on them."
        )
        return words % {name: counts.get(name, 0) for name in ("undone", "left")}
    if run.state == RunState.DONE and counts.get("refused"):
        words = _("%(refused)s rows were refused, since they changed after the dry run.")
        return words % {"refused": counts["refused"]}
    return ""


def _problems(run: Run) -> str:
    counts = run.counts
    lines = []
    if counts.get("problems"):
        lines.append(
            _("%(problems)s records have faults; each is listed with what to do.")
            % {"problems": counts["problems"]}
        )
    if counts.get("unresolved"):
        lines.append(
            _("%(unresolved)s words of the source were not understood and wait as work items.")
            % {"unresolved": counts["unresolved"]}
        )
    return "\n".join(lines)
