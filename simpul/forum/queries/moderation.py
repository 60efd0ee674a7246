"""What was reported, who decides, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Prefetch, QuerySet

from simpul.core import clock, threads
from simpul.core.models import Appeal, Decision, Message, Report
from simpul.core.models.threads import AppealState
from simpul.forum.policies import hub_of
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, EDITOR
from simpul.hubs.queries import hubs_of
from simpul.innovations.models import Innovation
from simpul.organisations.policies import runs_the_network
from simpul.organisations.queries import capacities

MOST_CASES = 100


@dataclass(frozen=True)
class Case:
    """Something that was reported, once for all who reported it."""

    report: Report
    name: str
    count: int
    is_late: bool

    @property
    def message(self) -> Message | None:
        """The message, if a message was reported."""
        return self.report.subject if isinstance(self.report.subject, Message) else None


def moderates_somewhere(person) -> bool:
    """Say whether ``person`` decides about reports of any hub."""
    return runs_the_network(person) or bool(_hubs(person))


def cases_for(person) -> list[Case]:
    """The open cases that ``person`` decides, those due first at the top."""
    everywhere, own = runs_the_network(person), _hubs(person)
    reports = with_subjects(threads.reports_open())
    found: dict[tuple[int, int], list[Report]] = {}
    for report in reports:
        hub = hub_of(report.subject)
        if report.subject is not None and (everywhere or (hub and hub.pk in own)):
            found.setdefault((report.subject_type_id, report.subject_id), []).append(report)
    now = clock.now()
    cases = [
        Case(first, name_of(first.subject), 1 + len(others), first.due_at < now)
        for first, *others in found.values()
    ]
    return cases[:MOST_CASES]


def appeal_at(pk: int) -> Appeal | None:
    """An appeal with the decision and what that was about."""
    return load_appeals([pk]).get(pk)


def appeals_for(person) -> list[Appeal]:
    """The open appeals that ``person`` may answer."""
    waiting = Appeal.objects.filter(state=AppealState.OPEN).select_related("by")
    loaded = waiting.prefetch_related(_decision())
    return [one for one in loaded if person.has_perm("core.uphold_appeal", one)][:MOST_CASES]


def report_at(pk: int) -> Report | None:
    """A report with what it is about."""
    return with_subjects(Report.objects.filter(pk=pk).select_related("by", "decision")).first()


def same_reports(report: Report) -> QuerySet[Report]:
    """Every open report of the same thing, oldest first."""
    return threads.reports_open().filter(
        subject_type=report.subject_type, subject_id=report.subject_id
    )


def decisions_about(subject) -> QuerySet[Decision]:
    """What was decided before about the same thing, newest first."""
    kind = ContentType.objects.get_for_model(subject)
    return Decision.objects.filter(subject_type=kind, subject_id=subject.pk).select_related("by")


def decision_at(pk: int) -> Decision | None:
    """A decision with what it is about and whether it was appealed."""
    decisions = Decision.objects.filter(pk=pk).select_related("by", "appeal")
    return decisions.prefetch_related(GenericPrefetch("subject", _subjects())).first()


def decided_as(person, at: datetime | None, subject) -> str:
    """The office, and the capacity in it, by which ``person`` decided about ``subject``."""
    if person is None or at is None:
        return ""
    return capacities([person.pk], [hub_of(subject), None])(person.pk, at)


def hidden_by(message: Message) -> Decision | None:
    """The last decision about a message."""
    return decisions_about(message).first()


def load_reports(keys: Iterable[int]) -> Mapping[int, Report]:
    """Reports with what they are about, for desks."""
    return {report.pk: report for report in with_subjects(Report.objects.filter(pk__in=keys))}


def load_appeals(keys: Iterable[int]) -> Mapping[int, Appeal]:
    """Appeals with what they are about, for desks."""
    appeals = Appeal.objects.filter(pk__in=keys).select_related("by")
    return {appeal.pk: appeal for appeal in appeals.prefetch_related(_decision())}


def load_messages(keys: Iterable[int]) -> Mapping[int, Message]:
    """Messages with what they are about, for desks."""
    messages = Message.objects.filter(pk__in=keys).select_related("author")
    return {message.pk: message for message in messages.prefetch_related("subject")}


def record_behind(subject) -> Innovation | None:
    """The record that something was said or reported of."""
    found = threads.root(subject)
    found = getattr(found, "innovation", found)
    return found if isinstance(found, Innovation) else None


def name_of(subject) -> str:
    """What readers call the thing that something was said or reported of."""
    found = threads.root(subject)
    found = getattr(found, "innovation", found)
    return found.name if isinstance(found, Innovation) else str(found)


def page_of(subject) -> str:
    """Where readers find the thing that something was said or reported of; empty for none."""
    address = getattr(threads.root(subject), "get_absolute_url", None)
    return address() if address else ""


def _hubs(person) -> set[int]:
    offices = (EDITOR, COORDINATOR)
    return {pk for office in offices for pk in hubs_of(person, office).values_list("pk", flat=True)}


def with_subjects(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports with what each is about, in one question for each kind."""
    return reports.prefetch_related(GenericPrefetch("subject", _subjects()))


def _decision() -> Prefetch:
    """How the decision of an appeal is fetched, with what it is about."""
    decisions = Decision.objects.select_related("by")
    loaded = decisions.prefetch_related(GenericPrefetch("subject", _subjects()))
    return Prefetch("decision", queryset=loaded)


def _subjects() -> list[QuerySet]:
    """How each kind of thing that is reported is fetched, with all that its row reads."""
    records = Innovation.objects.select_related("hub", "owner", "canonical")
    messages = Message.objects.select_related("author").prefetch_related(
        GenericPrefetch("subject", [records, Hub.objects.all()])
    )
    return [messages, records]
