"""My desk: what waits for a person, group by group, and what they did."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from simpul.core import clock, duties, mandates
from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic
from simpul.core.models import Duty, Mandate, OutboxMessage
from simpul.core.models.outbox import Channel
from simpul.organisations.models import Membership, Office

# Rows a span shows before one asks for all of it, and then on a page.
FEW, PAGE_SIZE = 5, 25
# Pages of administration that stand open; the rest folds.
SECTIONS = 7
MOST_DONE = 50

IN_ORDER = (F("due_at").asc(nulls_last=True), F("id"))
LATE, TODAY, WEEK, LATER = "late", "today", "week", "later"
TITLES = {
    LATE: gettext_lazy("Overdue"),
    TODAY: gettext_lazy("Today"),
    WEEK: gettext_lazy("This week"),
    LATER: pgettext_lazy("due", "Later"),
}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, as a row says it, with the one page to do it."""

    duty: Duty
    what: str
    origin: str
    task: str
    kind: str
    icon: str
    url: str
    group: str
    due: str


@dataclass(frozen=True)
class Group:
    """The rows that are due in one span."""

    key: str
    title: str
    rows: list[Waiting]
    total: int

    @property
    def more(self) -> int:
        """How many of the span do not stand here."""
        return max(0, self.total - len(self.rows))


@dataclass(frozen=True)
class Held:
    """An office that a person holds, by its name, and what for."""

    name: str
    scope: str
    mandate: Mandate


@dataclass
class Desk:
    """Everything above the fold of a person's desk."""

    now: str
    zone: str
    groups: list[Group] = field(default_factory=list)
    # The page of the one span that was asked for.
    page: Page | None = None
    waiting: int = 0
    unread: int = 0
    mandates: list[Held] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    sections: list[DeskSection] = field(default_factory=list)

    @property
    def first_sections(self) -> list[DeskSection]:
        return self.sections[:SECTIONS]

    @property
    def more_sections(self) -> list[DeskSection]:
        """What folds below them."""
        return self.sections[SECTIONS:]

    @property
    def is_new(self) -> bool:
        """Say whether this person belongs nowhere and holds no office yet."""
        return not self.memberships and not self.mandates


def desk_of(person, *, span: str = "", page: str | None = None) -> Desk:
    """The desk of ``person``, as of now, told in their own zone.

    The first few of each span of time; all of ``span`` in pages, where one is asked for.
    """
    here = now_of(person)
    waiting = duties.waiting_for(person).annotate(span=_span_in_database(here))
    totals = dict(waiting.order_by().values_list("span").annotate(Count("pk")))
    shown, found = _one_span(waiting, span, page) if span in TITLES else (None, _few(waiting))
    return Desk(
        now=f"{date_format(here, 'l, j F Y')}, {date_format(here, 'H.i T')}",
        zone=date_format(here, "T"),
        groups=groups_of(rows_of(found, here), totals),
        page=shown,
        waiting=sum(totals.values()),
        unread=unread(person).count(),
        mandates=held_by(person),
        memberships=list(
            Membership.objects.filter(person=person)
            .exclude(state="ended")
            .select_related("organisation")
        ),
        sections=sections_for(person),
    )


def waiting_count(person) -> int:
    """How many things wait for ``person``: one question, for the head of every page."""
    return duties.waiting_for(person).count()


def waiting_rows(person) -> Iterator[Waiting]:
    """Everything that waits for ``person``, for a table to take home."""
    return rows_of(duties.waiting_for(person), now_of(person))


def done_by(person) -> list[Waiting]:
    """What ``person`` did last, newest first."""
    done = Duty.objects.filter(closed_by=person, closed_at__isnull=False).order_by("-closed_at")
    return list(rows_of(done[:MOST_DONE], now_of(person)))


def unread(person):
    """The notices ``person`` has not read."""
    return OutboxMessage.objects.filter(person=person, channel=Channel.NOTICE, read_at=None)


def read_before(person):
    """The notices ``person`` has read, newest first."""
    notices = OutboxMessage.objects.filter(person=person, channel=Channel.NOTICE)
    return notices.exclude(read_at=None).order_by("-pk")


def sections_for(person) -> list[DeskSection]:
    """The pages of administration that ``person`` may open."""
    known = sorted(DESK_SECTIONS, key=lambda section: section.order)
    with mandates.asked_once():
        return [section for section in known if section.allowed(person)]


def held_by(person) -> list[Held]:
    """The offices ``person`` holds now, with what they are for."""
    held = Mandate.objects.valid_at(clock.now()).filter(person=person)
    rows = list(held.prefetch_related("scope"))
    names = {office.key: office.label for office in Office.objects.all()} if rows else {}
    return [Held(names.get(row.office, row.office), str(row.scope or ""), row) for row in rows]


# --- Rows --------------------------------------------------------------------------------------


def rows_of(found: Iterable[Duty], here: datetime) -> Iterator[Waiting]:
    """The duties as rows; what they are about is fetched at once for each topic."""
    for duty in duties.with_subjects(found):
        topic = DUTY_TOPICS.get(duty.topic)
        if topic is not None:
            yield _row(duty, topic, here)


def groups_of(rows: Iterable[Waiting], totals: Mapping[str, int]) -> list[Group]:
    """The rows by when they are due, what is due now first; spans without any are left out."""
    by_key: dict[str, list[Waiting]] = {key: [] for key in TITLES}
    for row in rows:
        by_key[row.group].append(row)
    return [
        Group(key, str(TITLES[key]), rows, totals.get(key, len(rows)))
        for key, rows in by_key.items()
        if rows
    ]


def _few(waiting: QuerySet) -> QuerySet[Duty]:
    """The first of each span, in one question."""
    place = Window(RowNumber(), partition_by=F("span"), order_by=[*IN_ORDER])
    return waiting.annotate(place=place).filter(place__lte=FEW)


def _one_span(waiting: QuerySet, span: str, page: str | None) -> tuple[Page, Page]:
    shown = Paginator(waiting.filter(span=span), PAGE_SIZE).get_page(page)
    return shown, shown


def _span_in_database(here: datetime) -> Case:
    """``span_of`` for rows of the database."""
    today = here.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today + timedelta(days=7 - here.weekday())
    return Case(
        When(due_at__lt=here, then=Value(LATE)),
        When(due_at__lt=today + timedelta(days=1), then=Value(TODAY)),
        When(due_at__lt=monday, then=Value(WEEK)),
        default=Value(LATER),
    )


def now_of(person) -> datetime:
    """This instant on the clocks where ``person`` is."""
    return clock.now().astimezone(ZoneInfo(getattr(person, "zone", "") or settings.TIME_ZONE))


def _row(duty: Duty, topic: DutyTopic, here: datetime) -> Waiting:
    group = span_of(duty.due_at, here)
    return Waiting(
        duty=duty,
        what=topic.what(duty.subject),
        origin=topic.origin(duty.subject),
        task=str(topic.label),
        kind=str(topic.kind),
        icon=topic.icon,
        url=topic.url(duty),
        group=group,
        due=_due(duty.due_at, here, group),
    )


def span_of(due: datetime | None, here: datetime) -> str:
    """The group of what is due at an instant, seen from ``here``; a week ends on Sunday."""
    if due is None:
        return LATER
    if due < here:
        return LATE
    days = (due.astimezone(here.tzinfo).date() - here.date()).days
    if days == 0:
        return TODAY
    return WEEK if days <= 6 - here.weekday() else LATER


def _due(due: datetime | None, here: datetime, group: str) -> str:
    if due is None:
        return _("no due date")
    there = due.astimezone(here.tzinfo)
    if group == LATE:
        return _late(here - there)
    if group == TODAY:
        return _("Today, %(time)s") % {"time": date_format(there, "H.i")}
    return date_format(there, "l, j F" if there.year == here.year else "l, j F Y")


def _late(since: timedelta) -> str:
    if since < timedelta(days=1):
        hours = max(since // timedelta(hours=1), 1)
        return ngettext("%(count)s hour late", "%(count)s hours late", hours) % {"count": hours}
    return ngettext("%(count)s day late", "%(count)s days late", since.days) % {"count": since.days}
