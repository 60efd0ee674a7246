"""Whatever comes, changes or goes between two pages: no record is missed, in any set or time.

The oracle ``page_among`` is tried over thousands of histories; the database is held to the oracle.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.exchange.models import HarvestHeader
from simpul.exchange.queries.oai.headers import Place, Selection, page_after, page_among, place_of
from simpul.exchange.services.harvesting import AHEAD

START = datetime(2026, 1, 1, tzinfo=UTC)
SETS = ["", ";hub:1;", ";hub:1;source:a;", ";source:ab;", ";hub:12;sector:x:y;"]
SPECS = ["", "hub", "hub:1", "source:a", "sector:x"]


@dataclass(frozen=True)
class Header:
    """A header as the service writes it."""

    number: int
    seq: int
    id: int
    stamp: datetime
    sets: str
    version: int
    is_deleted: bool = False


class Hub:
    """A repository in memory: every change writes the header anew at the end, stamped ahead.

    One change may be under way: it has its place and datestamp, but nobody sees it yet.
    """

    def __init__(self):
        self.now, self.seq, self.rows, self.last = START, 0, 0, START
        self.headers, self.under_way = {}, None

    def begin(self, number, sets, *, gone=False, same_entry=False):
        self.end()
        self.seq += 0 if same_entry and self.seq else 1
        self.rows += 1
        self.last = max(self.last, self.now.replace(microsecond=0) + AHEAD)
        version = self.rows
        self.under_way = Header(number, self.seq, self.rows, self.last, sets, version, gone)

    def end(self):
        if self.under_way is not None:
            self.headers[self.under_way.number] = self.under_way
            self.under_way = None

    def live(self, history):
        """Let a history happen; its last change takes a while longer than the history."""
        for number, sets, seconds, gone, same in history:
            self.end()
            self.now += timedelta(seconds=seconds)
            self.begin(number, sets, gone=gone, same_entry=same)
            self.now += timedelta(milliseconds=900)

    def page(self, chosen, after, size):
        return page_among(self.headers.values(), chosen, after, size=size)


changes = st.tuples(
    st.integers(0, 9),
    st.sampled_from(SETS),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
)
histories = st.lists(changes, max_size=8)


def harvest(hub, chosen, between, size):
    """Read every page while changes go on; answers what was told and when it was first asked."""
    told, after, first = {}, Place(), hub.now
    while after is not None:
        page = hub.page(chosen, after, size)
        told |= {header.number: header for header in page.headers}
        after = page.after
        if between:
            hub.live(between.pop(0))
    return told, first


@given(
    before=histories,
    between=st.lists(histories, max_size=4),
    spec=st.sampled_from(SPECS),
    size=st.integers(1, 4),
)
@settings(max_examples=250)
def test_a_harvest_and_the_next_one_after_it_miss_nothing(before, between, spec, size):
    hub, chosen = Hub(), Selection(spec=spec)
    hub.live(before)
    told, first = harvest(hub, chosen, list(between), size)
    hub.end()
    # The next harvest begins where the answer to the first page said it was.
    since = replace(chosen, since=first.replace(microsecond=0))
    more, _at = harvest(hub, since, [], size)

    for number, header in hub.headers.items():
        if chosen.holds(header):
            assert {**told, **more}[number] == header


@given(before=histories, between=st.lists(histories, max_size=4), size=st.integers(1, 4))
@settings(max_examples=150)
def test_what_stood_there_at_the_start_is_told_in_that_very_harvest(before, between, size):
    hub = Hub()
    hub.live(before)
    there = set(hub.headers)
    told, _first = harvest(hub, Selection(), list(between), size)

    assert there <= set(told)


@given(before=histories, size=st.integers(1, 5), spec=st.sampled_from(SPECS))
@settings(max_examples=100)
def test_pages_of_a_quiet_hub_tell_each_once_in_order(before, size, spec):
    hub = Hub()
    hub.live(before)
    hub.end()
    chosen, after, places = Selection(spec=spec), Place(), []
    while after is not None:
        page = hub.page(chosen, after, size)
        places += [place_of(header) for header in page.headers]
        after = page.after

    wanted = sorted(place_of(header) for header in hub.headers.values() if chosen.holds(header))
    assert places == wanted


@pytest.mark.django_db
@given(
    before=histories,
    spec=st.sampled_from(SPECS),
    span=st.tuples(st.integers(0, 30), st.integers(0, 30)),
    skipped=st.integers(0, 8),
    size=st.integers(1, 4),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_answers_the_same_page(before, spec, span, skipped, size):
    hub = Hub()
    hub.live(before)
    hub.end()
    HarvestHeader.objects.all().delete()
    rows = sorted(hub.headers.values(), key=place_of)
    HarvestHeader.objects.bulk_create(
        HarvestHeader(
            pk=row.id,
            number=f"{row.number:010}",
            record=row.number,
            seq=row.seq,
            stamp=row.stamp,
            sets=row.sets,
            is_deleted=row.is_deleted,
            digest="x",
        )
        for row in rows
    )
    since, until = (START + timedelta(seconds=seconds) for seconds in span)
    chosen = Selection(since, until, spec)
    after = place_of(rows[skipped]) if skipped < len(rows) else Place()

    page = page_after(chosen, after, size=size)
    wanted = hub.page(chosen, after, size)
    assert [place_of(row) for row in page.headers] == [place_of(row) for row in wanted.headers]
    assert page.after == wanted.after
