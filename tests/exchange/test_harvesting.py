"""The headers follow the journal: every public change moves a datestamp, and nothing else does."""

from datetime import timedelta

import pytest
from django.db import transaction

from simpul.core import clock, journal
from simpul.exchange.models import HarvestHeader, HarvestMark
from simpul.exchange.services import harvesting
from simpul.innovations.models import Innovation
from simpul.innovations.services.mentions import record_mentions
from simpul.innovations.services.merging import merge_innovations, unmerge_innovation
from tests.exchange.harvest import followed
from tests.factories.accounts import UserFactory
from tests.factories.innovations import AuthorityFactory, listed, mention
from tests.innovations.catalogue_world import World

pytestmark = pytest.mark.django_db


def stamps():
    return dict(HarvestHeader.objects.values_list("number", "stamp"))


def changed(before):
    """The records whose datestamp moved."""
    now = stamps()
    assert set(before) <= set(now)
    return {number for number, stamp in now.items() if before.get(number) != stamp}


@transaction.atomic
def entry(obj, verb="show"):
    journal.record(obj, verb)


def test_what_was_public_is_told_and_what_never_was_is_not():
    world = World(3)
    followed()

    deleted = dict(HarvestHeader.objects.values_list("number", "is_deleted"))
    assert deleted == {
        **{record.public_id: False for record in world.records},
        world.withdrawn.public_id: True,
    }


def test_a_datestamp_moves_with_what_readers_see_and_only_with_it():
    source = AuthorityFactory()
    one, other = listed("A", authority=source, title="Satu"), listed("B", title="Dua")
    followed(ago=timedelta(minutes=10))
    before = stamps()

    entry(one, "hold_back")
    followed(ago=timedelta(minutes=5))
    assert changed(before) == set()

    record_mentions([mention("A", authority=source, title="Satu yang baru")])
    followed(ago=timedelta(minutes=4))
    assert changed(before) == {one.public_id}
    assert other.public_id in before


def test_a_new_name_of_an_institution_moves_its_records():
    world = World(5)
    followed(ago=timedelta(minutes=10))
    before = stamps()
    owner = world.owners[0]
    type(owner).objects.filter(pk=owner.pk).update(name="Pemerintah Kabupaten Berganti Nama")
    entry(owner, "rename")

    followed()
    mine = {record.public_id for record in world.records if record.owner_id == owner.pk}
    assert mine
    assert changed(before) == mine


def test_a_merged_record_is_told_as_gone_and_comes_back_when_the_merge_ends():
    by = UserFactory(is_superuser=True)
    kept, absorbed = listed("A", title="Satu"), listed("B", title="Satu juga")
    followed(ago=timedelta(minutes=10))
    before = stamps()
    merge_innovations(kept, absorbed=absorbed, by=by)
    followed(ago=timedelta(minutes=5))

    assert changed(before) == {kept.public_id, absorbed.public_id}
    assert HarvestHeader.objects.get(number=absorbed.public_id).is_deleted
    before = stamps()
    unmerge_innovation(absorbed, by=by)
    followed()
    assert changed(before) == {kept.public_id, absorbed.public_id}
    assert not HarvestHeader.objects.filter(is_deleted=True).exists()


def test_a_record_that_is_taken_away_whole_stays_told_as_gone():
    record = listed("A", title="Satu")
    followed(ago=timedelta(minutes=10))
    entry(record, "undo")
    Innovation.objects.filter(pk=record.pk).update(canonical=None)
    Innovation.objects.filter(pk=record.pk).delete()
    followed(ago=timedelta(minutes=5))
    assert HarvestHeader.objects.get(number=record.public_id).is_deleted

    again = listed("A", authority=AuthorityFactory(), title="Satu")
    followed()
    header = HarvestHeader.objects.get(number=record.public_id)
    assert again.public_id == record.public_id
    assert (header.is_deleted, header.record) == (False, again.pk)


def test_places_and_datestamps_only_grow_though_the_clock_jumps_back():
    now = clock.now()
    for number, shift in enumerate((0, -600, -1200, 5)):
        listed(f"A{number}", title=f"Inovasi {number}")
        journal.seal_pending()
        with clock.frozen(now + timedelta(seconds=shift)):
            harvesting.follow_journal()

    rows = list(HarvestHeader.objects.order_by("seq", "id").values_list("stamp", flat=True))
    assert rows == sorted(rows)
    assert rows[0] > now - timedelta(seconds=1)


def test_all_can_be_compared_anew_and_what_is_right_stays_as_it_is():
    world = World(4)
    followed(ago=timedelta(minutes=10))
    before = stamps()
    Innovation.objects.filter(pk=world.records[2].pk).update(title="Diubah di luar jurnal")

    harvesting.compare_all()
    followed()

    assert changed(before) == {world.records[2].public_id}
    assert HarvestMark.objects.get().sweep_seq is None


def test_a_turn_ends_after_its_time_and_the_next_goes_on(monkeypatch):
    World(7)
    monkeypatch.setattr("simpul.exchange.queries.opened.CHUNK", 2)
    journal.seal_pending()

    assert not harvesting.follow_journal(seconds=-1).finished
    assert 0 < HarvestHeader.objects.count() < 8
    while not harvesting.follow_journal(seconds=-1).finished:
        pass
    assert HarvestHeader.objects.count() == 8
