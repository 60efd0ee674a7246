"""Runs: a dry run writes nothing, confirming does exactly that, undoing takes exactly that back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import translation

from simpul.core.models import Duty, Entry, OutboxMessage
from simpul.innovations.models import Claim, Innovation
from simpul.innovations.policies import STEWARD
from simpul.sources.models import Outcome, RawCopy, Run, SourceRecord, WorkItem
from simpul.sources.services import running
from simpul.sources.workflow import RunState
from tests.factories.accounts import UserFactory
from tests.factories.runs import (
    SourceFactory,
    checksum,
    confirmed,
    delivered,
    imported,
    line,
    prepare,
    verdicts,
    world,
)
from tests.factories.verification import holding
from tests.quiet import open_blocks

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    prepare()
    return SourceFactory()


@pytest.fixture
def steward(source):
    return holding(STEWARD, source.authority)


def test_a_dry_run_tells_all_and_writes_nothing(source):
    before = world()

    run = delivered(source, [line(1), line(2), line(3, _refused="title")])

    assert (run.state, run.stage) == (RunState.READY, "compare")
    assert verdicts(run) == {"N-1": "create", "N-2": "create", "N-3": "error"}
    assert run.counts["create"] == 2
    assert world() == before == []


def test_confirming_does_what_the_dry_run_said(source, steward):
    run = delivered(source, [line(1), line(2, title="Puas (Pelayanan Adminduk)")], by=steward)

    run = confirmed(run, by=steward)

    assert (run.state, run.counts["imported"], run.counts["refused"]) == ("done", 2, 0)
    assert sorted(Innovation.objects.values_list("title", flat=True)) == [
        "Inovasi 1",
        "Puas (Pelayanan Adminduk)",
    ]
    assert set(Claim.objects.values_list("authority", flat=True)) == {source.authority_id}
    assert Entry.objects.filter(verb="list").get().actor == f"user:{steward.pk}"


def test_the_same_data_again_changes_nothing(source):
    rows = [line(number) for number in range(1, 6)]
    imported(source, rows)
    before, stamps = checksum(), list(Innovation.objects.values_list("pk", "changed_at"))

    run = imported(source, rows)

    assert set(verdicts(run).values()) == {"same"}
    assert run.counts["imported"] == 0
    assert checksum() == before
    assert list(Innovation.objects.values_list("pk", "changed_at")) == stamps
    assert RawCopy.objects.filter(run=run, values__isnull=True).count() == 5
    assert RawCopy.objects.filter(run=run).first().content == {
        "title": "Inovasi 1", "owner": "PEMDA-1", "year": 2021,
    }  # fmt: skip


def test_a_change_is_shown_old_and_new_and_changes_only_its_record(source):
    imported(source, [line(1), line(2)])

    run = delivered(source, [line(1), line(2, year=2019, unit="Dinas Dua")])

    assert verdicts(run) == {"N-1": "same", "N-2": "change"}
    outcome = Outcome.objects.get(run=run, key="N-2")
    assert outcome.changes == {"year|": [2021, 2019], "unit|": [None, "Dinas Dua"]}
    assert outcome.shown == ["unit|", "year|"]
    confirmed(run)
    assert Innovation.objects.get(title="Inovasi 2").year == 2019
    assert Innovation.objects.get(title="Inovasi 1").year == 2021


def test_rows_that_moved_after_the_dry_run_are_refused_one_by_one(source):
    imported(source, [line(1), line(2)])
    run = delivered(source, [line(1, year=2001), line(2, year=2002), line(3)])
    Claim.objects.filter(record_key="N-1", field="year").update(retired_at=run.moved_at)

    run = confirmed(run)

    assert (run.counts["imported"], run.counts["refused"]) == (2, 1)
    moved = Outcome.objects.get(run=run, result="moved")
    assert (moved.key, moved.why != "") == ("N-1", True)
    assert sorted(Innovation.objects.values_list("title", "year")) == [
        ("Inovasi 1", 2021),
        ("Inovasi 2", 2002),
        ("Inovasi 3", 2021),
    ]


def test_undoing_is_exact(source):
    imported(source, [line(1), line(2), line(3), line(4)])
    before = world()
    claims = sorted(Claim.objects.filter(retired_at=None).values_list("pk", flat=True))
    changed = [line(1, year=2000), line(2), line(5), line(6, title="INOVASI 1")]
    run = delivered(source, changed, is_whole=True)
    assert run.state == "stopped"
    running.drop(run, by=holding(STEWARD, source.authority))
    source.deletion_limit = 100
    source.save()
    run = imported(source, changed, is_whole=True)
    assert (run.state, SourceRecord.objects.filter(gone_at=None).count()) == ("done", 4)
    assert world() != before

    running.undo_by_command(run)
    run = running.work(run.pk)

    assert (run.state, run.counts["left"]) == ("undone", 0)
    assert world() == before
    assert sorted(Claim.objects.filter(retired_at=None).values_list("pk", flat=True)) == claims


def test_what_somebody_built_on_is_named_and_left(source):
    run = imported(source, [line(1), line(2)])
    record = Innovation.objects.get(title="Inovasi 1")
    Claim.objects.create(
        innovation=record,
        authority=source.authority,
        record_key="lain",
        field="unit",
        value="Dinas",
        recorded_at=run.moved_at,
    )

    running.undo_by_command(run)
    run = running.work(run.pk)

    assert (run.counts["undone"], run.counts["left"]) == (1, 1)
    assert list(Innovation.objects.values_list("title", flat=True)) == ["Inovasi 1"]
    left = Outcome.objects.get(run=run, result="left")
    assert (left.key, bool(left.why)) == ("N-1", True)


def test_a_run_that_a_later_one_followed_is_not_undone_first(source):
    first = imported(source, [line(1)])
    imported(source, [line(2)])

    with pytest.raises(ValidationError):
        running.undo_by_command(first)


def test_a_number_that_stands_twice_with_other_words_is_refused_both_times(source):
    run = delivered(source, [line(1), line(1, year=2011), line(2), line(2)])

    told = list(run.outcomes.order_by("pk").values_list("key", "verdict"))
    assert told == [("N-1", "error"), ("N-1", "error"), ("N-2", "create"), ("N-2", "same")]
    assert confirmed(run).counts["imported"] == 1


def test_what_is_not_understood_waits_as_a_work_item_and_the_rest_comes_in(source):
    rows = [line(n, unit="Dinas ?", _unresolved="unit") for n in (1, 2)] + [line(3)]
    run = delivered(source, rows)

    item = WorkItem.objects.get()
    assert (item.field, item.given, item.count, item.state) == ("unit", "Dinas ?", 2, "open")
    assert confirmed(run).counts["imported"] == 3
    # The same words again are the same question.
    delivered(source, rows)
    assert WorkItem.objects.get().count == 2


def test_a_source_that_names_a_record_no_longer_keeps_it_and_says_so(source):
    source.deletion_limit = 50
    source.save()
    imported(source, [line(1), line(2)], is_whole=True)

    run = imported(source, [line(1)], is_whole=True)

    assert verdicts(run) == {"N-1": "same", "N-2": "gone"}
    held = SourceRecord.objects.get(key="N-2")
    assert held.gone_at is not None
    assert Innovation.objects.public().count() == 2
    run = imported(source, [line(1), line(2)], is_whole=True)
    assert verdicts(run) == {"N-1": "same", "N-2": "change"}
    held.refresh_from_db()
    assert held.gone_at is None


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "empty"),
        ([line(1)], "halved"),
        ([line(number) for number in range(1, 9)], "deletions"),
        (["<!DOCTYPE html><title>502 Bad Gateway</title>"], "not_data"),
        ([line(number, _refused="title") for number in range(1, 11)], "faults"),
    ],
)
def test_what_cannot_be_right_stops_and_asks_the_steward(source, steward, rows, code):
    everything = [line(number) for number in range(1, 11)]
    imported(source, everything, is_whole=True)
    before = checksum()

    run = delivered(source, rows, is_whole=True)

    assert (run.state, run.stop_code) == (RunState.STOPPED, code)
    words = running.reason(run)
    assert words.say
    assert words.fix
    duty = Duty.objects.get(topic=running.STOPPED, closed_at=None)
    assert duty.assignee == f"{STEWARD}@innovations.authority:{source.authority_id}"
    notice = OutboxMessage.objects.filter(person=steward).latest("pk")
    with translation.override("id"):
        assert running.reason(run).say in notice.body
    assert checksum() == before


def test_a_steward_who_looked_may_let_it_go_on(source, steward):
    imported(source, [line(number) for number in range(1, 11)], is_whole=True)
    run = delivered(source, [line(number) for number in range(1, 9)], is_whole=True)

    with pytest.raises(ValidationError):
        running.go_on(run, by=steward, note="", queue=False)
    running.go_on(run, by=steward, note="Memang ditarik instansinya.", queue=False)
    run = running.work(run.pk)

    assert run.state == RunState.READY
    assert not Duty.objects.filter(topic=running.STOPPED, closed_at=None).exists()
    assert confirmed(run, by=steward).counts["gone"] == 2


def test_an_empty_source_is_never_let_pass(source, steward):
    run = delivered(source, [])

    with pytest.raises(ValidationError):
        running.go_on(run, by=steward, note="Tidak apa-apa.", queue=False)
    running.drop(run, by=steward)
    assert run.state == RunState.DROPPED


def test_only_who_leads_the_source_decides(source):
    stranger = holding(STEWARD, SourceFactory().authority)

    with pytest.raises(PermissionDenied):
        delivered(source, [line(1)], by=stranger)
    run = delivered(source, [line(1)])
    for act in (running.confirm, running.compare_again):
        with pytest.raises(PermissionDenied):
            act(run, by=UserFactory(), queue=False)
    with pytest.raises(PermissionDenied):
        running.drop(run, by=stranger)


def test_one_run_of_a_source_at_a_time(source):
    delivered(source, [line(1)])

    with pytest.raises(ValidationError):
        delivered(source, [line(2)])
    assert Run.objects.count() == 1


def test_two_sources_with_equal_numbers_stay_apart(source):
    other = SourceFactory()
    imported(source, [line(1, title="Satu")])
    imported(other, [line(1, title="Lain sekali", owner="PEMDA-2")])

    assert sorted(Innovation.objects.values_list("title", flat=True)) == ["Lain sekali", "Satu"]


def test_a_trusted_source_imports_without_asking(source):
    source.goes_alone = True
    source.save()

    assert delivered(source, [line(1)]).state == RunState.DONE
    # But never over a reason to stop.
    assert delivered(source, []).state == RunState.STOPPED


def test_the_books_of_codes_are_read_before_anybody_waits_for_a_writer(source):
    run = delivered(source, [line(1)])
    inside = []

    def listen(execute, sql, params, many, context):
        whole = 'FROM "organisations_organisation"' in sql and "WHERE" not in sql
        if whole and open_blocks() - around:
            inside.append(sql)
        return execute(sql, params, many, context)

    around = open_blocks()
    with connection.execute_wrapper(listen):
        confirmed(run, by=holding(STEWARD, source.authority))

    assert inside == []
