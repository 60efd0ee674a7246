"""The index keeps up with the journal, heals itself, and never shows what is hidden."""

import shutil

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import journal
from simpul.core.relay import Relay
from simpul.innovations.models import Innovation
from simpul.innovations.queries.documents import engine, records_of, similar_records, sortable
from simpul.innovations.queries.lists import lists
from simpul.innovations.services import (
    index,
    merge_innovations,
    publish,
    unmerge_innovation,
    withdraw,
)
from simpul.search.engine import Question
from simpul.search.protocol import IndexMissingError
from tests.factories.accounts import UserFactory
from tests.factories.innovations import AuthorityFactory, InnovationFactory, listed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.SEMANTIC = False


def found(text, **filters):
    return engine().ask(Question(text, filters=filters)).ids


def caught_up():
    journal.seal_pending()
    index.follow(journal.head_seq())


def test_the_first_turn_builds_what_is_missing():
    record = listed(title="Akta Kilat")

    caught_up()

    assert found("akta") == [record.pk]
    assert index.check_index().sound


def test_a_new_record_is_found_after_its_entry_is_sealed():
    index.reindex()
    record = listed(title="Perahu Pintar")
    assert found("perahu") == []

    caught_up()

    assert found("perahu") == [record.pk]
    assert engine().backend.stats().watermark == journal.head_seq()


def test_a_withdrawn_record_leaves_the_index():
    record = listed(title="Kapal Sehat")
    caught_up()
    assert found("kapal") == [record.pk]

    withdraw(record, by=UserFactory(is_superuser=True), note="salah catat")
    caught_up()

    assert found("kapal") == []
    assert index.check_index().sound


def test_a_verified_record_changes_its_state_in_the_index():
    record = listed(title="Rumah Data")
    caught_up()

    publish(record, by=UserFactory(is_superuser=True))
    caught_up()

    assert found("", state=("verified",)) == [record.pk]
    assert found("", state=("listed",)) == []


def test_drafts_never_enter():
    InnovationFactory(title="Rahasia Besar", state="draft")

    caught_up()

    assert found("rahasia") == []


def test_merging_hides_one_and_unmerging_shows_both():
    by = UserFactory(is_superuser=True)
    first, second = AuthorityFactory(key="satu"), AuthorityFactory(key="dua")
    kept = listed("K-1", authority=first, title="Bank Sampah Induk")
    absorbed = listed("K-2", authority=second, title="Bank Sampah Unit")
    caught_up()

    merge_innovations(kept, absorbed=absorbed, by=by)
    caught_up()
    assert found("bank sampah") == [kept.pk]
    assert found("", source=("dua",)) == [kept.pk]
    assert index.check_index().sound

    absorbed.refresh_from_db()
    unmerge_innovation(absorbed, by=by)
    caught_up()
    assert sorted(found("bank sampah")) == sorted([kept.pk, absorbed.pk])
    assert index.check_index().sound


def test_a_changed_name_of_an_owner_reaches_its_records():
    record = InnovationFactory(title="Satu Data")
    index.reindex()
    owner = record.owner
    owner.name = "Pemerintah Kabupaten Zamrud"
    owner.save(update_fields=["name"])
    with transaction.atomic():
        journal.record_batch("change", type(owner), [owner.pk])

    caught_up()

    assert found("zamrud") == [record.pk]


def test_a_lost_index_is_rebuilt_by_the_next_turn_of_the_relay(settings):
    record = listed(title="Akta Kilat")
    relay = Relay()
    relay.turn()
    assert found("akta") == [record.pk]

    shutil.rmtree(settings.VAR_DIR / "index")
    engine().backend.readers.forget()
    with pytest.raises(IndexMissingError):
        found("akta")
    relay.turn()

    assert found("akta") == [record.pk]


def test_a_broken_index_is_put_aside_and_rebuilt(settings):
    record = listed(title="Akta Kilat")
    relay = Relay()
    relay.turn()
    current = engine().backend.generations.current()
    for file in (current / "index").iterdir():
        # Another file of the same name: cutting a mapped one short would kill this process.
        file.unlink()
        file.write_bytes(b"broken")
    engine().backend.readers.forget()
    with pytest.raises(IndexMissingError):
        found("akta")

    relay.turn()

    assert found("akta") == [record.pk]
    assert list((settings.VAR_DIR / "index" / "innovations").glob("broken-*"))


def test_what_differs_is_found_and_mended():
    kept = listed("D-1", title="Akta Kilat")
    index.reindex()
    extra = InnovationFactory(title="Tanpa Jejak")
    Innovation.objects.filter(pk=kept.pk).update(title="Akta Sekejap")

    check = index.check_index()
    assert (check.differences.missing, check.differences.changed) == ([extra.pk], [kept.pk])

    index.mend(check)
    assert index.check_index().sound
    assert found("sekejap") == [kept.pk]


def test_without_an_index_a_check_says_so_and_mends_it():
    listed(title="Akta Kilat")

    check = index.check_index()
    assert check.missing
    index.mend(check)

    assert index.check_index().sound


def test_similar_records_come_from_the_index_and_none_without_it():
    record = listed("S-1", title="Bank Sampah Induk")
    other = listed("S-2", title="Bank Sampah Unit")
    listed("S-3", title="Antrean Daring")
    assert similar_records(record, 3) == []

    caught_up()

    assert similar_records(record, 1) == [other.pk]


def test_questions_do_not_grow_with_the_records(django_assert_num_queries):
    for _ in range(3):
        InnovationFactory()
    pks = list(Innovation.objects.values_list("pk", flat=True))
    known = lists()

    with django_assert_num_queries(5):
        one = records_of(pks[:1], known)
    with django_assert_num_queries(5):
        three = records_of(pks, known)
    assert (len(one), len(three)) == (1, 3)


@given(st.text(max_size=30), st.text(max_size=30))
def test_titles_sort_by_their_first_letters(first, second):
    assert 0 <= sortable(first) < 2**63
    assert sortable("akta" + first) < sortable("bank" + second)
