import string
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.accounts.models import User
from simpul.core import clock, journal
from simpul.core.journal import Break, ClockWentBack
from simpul.core.models import Anchor, Entry, EntryDetail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, 0, 123456, tzinfo=UTC)

# Each way to falsify a sealed journal of five entries, and the number where it shows.
FORGERIES = {
    "a changed verb": (lambda: change(3, verb="withdraw"), 3),
    "a changed actor": (lambda: change(3, actor="user:999"), 3),
    "a changed instant": (lambda: change(3, at=NOON + timedelta(microseconds=1)), 3),
    "another object": (lambda: change(3, object_id=999), 3),
    "a batch of other rows": (lambda: change(5, rows=[1, 2]), 5),
    "a deleted entry": (lambda: delete(3), 3),
    "a deleted first entry": (lambda: delete(1), 1),
    "two swapped entries": (lambda: swap(2, 3), 2),
    "a changed note": (lambda: detail(3).update(note="Forged"), 3),
    "changed details": (lambda: detail(3).update(body='{"from":"draft"}'), 3),
    "lost details": (lambda: detail(3).delete(), 3),
    "a resealed entry": (lambda: reseal(3), 4),
}


def change(seq, **values):
    Entry.objects.filter(seq=seq).update(**values)


def detail(seq):
    return EntryDetail.objects.filter(entry__seq=seq)


def delete(seq):
    detail(seq).delete()
    Entry.objects.filter(seq=seq).delete()


def swap(one, other):
    move = [(one, 1_000), (other, one), (1_000, other)]
    for old, new in move:
        Entry.objects.filter(seq=old).update(seq=new)


def reseal(seq):
    entry = Entry.objects.get(seq=seq)
    entry.verb = "withdraw"
    change(seq, verb=entry.verb, seal=journal._seal(entry))


@pytest.fixture
def five():
    """A sealed journal: four entries about one person, and a batch."""
    person = UserFactory()
    with clock.frozen(NOON):
        for number in range(4):
            journal.record(
                person, "rename", by=person, note=f"Call {number}", details={"n": number}
            )
        journal.record_batch("load", type(person), [3, 1, 2])
        journal.seal_pending()
    return person


def test_an_entry_says_who_did_what_to_what_and_when():
    person = UserFactory()

    with clock.frozen(NOON):
        entry = journal.record(person, "rename", by=person, note="Why", details={"from": "A"})

    entry.refresh_from_db()
    assert (entry.seq, entry.at, entry.actor) == (None, NOON, f"user:{person.pk}")
    assert (entry.verb, entry.target, entry.pks) == (
        "rename",
        f"accounts.user:{person.pk}",
        [person.pk],
    )
    assert (entry.detail.note, entry.detail.details) == ("Why", {"from": "A"})


def test_the_system_has_no_name_and_a_batch_has_many_rows():
    entry = journal.record_batch("load", "accounts.User", (pk for pk in (3, 1, 2)))

    assert (entry.actor, entry.target, entry.pks) == ("", "accounts.user", [1, 2, 3])


def test_only_sealed_entries_are_read_onward(five):
    late = journal.record(five, "rename")

    assert [entry.seq for entry in journal.entries_after(0)] == [1, 2, 3, 4, 5]
    assert journal.head_seq() == 5
    journal.seal_pending()
    assert [entry.pk for entry in journal.entries_after(5)] == [late.pk]


def test_reading_onward_is_by_model_and_in_pieces(five):
    journal.record_batch("load", "hubs.hub", [1])
    journal.seal_pending()

    assert [entry.seq for entry in journal.entries_after(1, limit=2)] == [2, 3]
    assert [entry.seq for entry in journal.entries_after(0, models=["hubs.Hub"])] == [6]
    assert [entry.seq for entry in journal.entries_after(4, models=[type(five)])] == [5]


def test_sealing_again_changes_nothing(five):
    before = list(Entry.objects.values())

    assert journal.seal_pending() == 0
    assert list(Entry.objects.values()) == before


def test_a_whole_journal_is_intact(five):
    journal.record(five, "rename")

    found = journal.verify()

    assert (found.sealed, found.unsealed, found.erased, found.first_break) == (5, 1, 0, None)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_verify_names_the_first_break(five, forgery):
    falsify, shows_at = FORGERIES[forgery]
    falsify()

    assert journal.verify().first_break.seq == shows_at


def test_a_cut_tail_is_found_against_a_published_head(five):
    journal.publish_head()
    delete(5)
    delete(4)

    found = journal.verify()

    assert found.first_break == Break(4, "cut off: entry 5 was published as the head")


def test_a_head_kept_outside_the_database_finds_a_rewritten_journal(five):
    head = Entry.objects.get(seq=5)
    Anchor.objects.all().delete()
    change(5, verb="forge")
    change(5, seal=journal._seal(Entry.objects.get(seq=5)))

    assert journal.verify().intact
    found = journal.verify([(5, head.seal)])
    assert found.first_break == Break(5, "is not the entry published under this number")


def test_publishing_the_same_head_twice_keeps_one_anchor(five):
    assert journal.publish_head() == journal.publish_head()
    assert Anchor.objects.get().seq == 5


def test_an_empty_journal_has_no_head_and_is_intact():
    assert journal.publish_head() is None
    assert (journal.head_seq(), journal.verify().intact) == (0, True)


def test_erasing_details_keeps_the_chain_whole(five):
    erased = journal.erase_details(Entry.objects.filter(seq=2))

    found = journal.verify()
    assert erased == 1
    assert (found.erased, found.first_break) == (1, None)
    assert EntryDetail.objects.get(entry__seq=2).note == ""


def test_sealing_stops_when_the_clock_went_back(five):
    journal.record(five, "rename")

    with clock.frozen(NOON - timedelta(hours=1)), pytest.raises(ClockWentBack):
        journal.seal_pending()

    assert journal.head_seq() == 5


def test_history_is_newest_first(five):
    notes = [entry.detail.note for entry in journal.entries_about(five)]

    assert notes == ["Call 3", "Call 2", "Call 1", "Call 0"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction():
    person = UserFactory()

    with pytest.raises(RuntimeError, match="in the transaction"):
        journal.record(person, "rename")

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_entry():
    person = UserFactory()

    with transaction.atomic():
        journal.record(person, "rename")
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
CALLS = st.tuples(
    st.text(string.ascii_lowercase, min_size=1, max_size=20),
    TEXT,
    st.dictionaries(TEXT, JSON, max_size=3),
)


@settings(max_examples=40)
@given(calls=st.lists(CALLS, max_size=6), cuts=st.integers(1, 3))
def test_whatever_is_recorded_in_whatever_pieces_verifies(calls, cuts):
    with transaction.atomic():
        for number, (verb, note, details) in enumerate(calls):
            journal.record_batch(verb, "hubs.hub", [number], details=details)
            entry = journal.record(User(pk=number), verb, note=note, details=details)
            if number % cuts == 0:
                journal.seal_pending()
            assert not details or entry.detail.details == details
        journal.seal_pending()

        found = journal.verify()
        assert (found.first_break, found.unsealed) == (None, 0)
        assert found.sealed == Entry.objects.count()
        transaction.set_rollback(True)
