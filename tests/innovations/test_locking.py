"""What is shown is what precedence and locks say, whatever came first; and what is contested."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.core import duties, versions
from simpul.core.models import OutboxMessage
from simpul.innovations.models import Claim, ContestState, FieldLock, Innovation
from simpul.innovations.queries.precedence import ladder, ranked
from simpul.innovations.services import contesting, locking, record_mentions
from simpul.innovations.services.checking import check_records
from tests.factories.accounts import UserFactory
from tests.factories.innovations import AuthorityFactory, listed, mention
from tests.factories.verification import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


def two_words(scene):
    """A listed record of which two sources give another year."""
    first, second = AuthorityFactory(), AuthorityFactory()
    owner = scene.body.code
    record = listed(authority=first, year=2019, owner=owner)
    record_mentions([mention(authority=first, year=2019, owner=owner)])
    Claim.objects.create(
        innovation=record,
        authority=second,
        record_key="B-1",
        field="year",
        value=2021,
        recorded_at=record.created_at,
    )
    locking.reproject(record, by=None)
    record.refresh_from_db()
    return record, first, second


def claim_of(record, authority):
    return Claim.objects.get(innovation=record, authority=authority, field="year", retired_at=None)


def test_a_locked_claim_is_shown_and_says_why(scene, client):
    record, first, second = two_words(scene)
    other = next(one for one in (first, second) if claim_of(record, one).value != record.year)

    locking.lock(record, claim_of(record, other), by=scene.verifier, note="Menurut SK 12/2021.")

    assert record.year == claim_of(record, other).value
    page = client.get(f"/en/innovations/{record.slug}/", secure=True).content.decode()
    assert "Menurut SK 12/2021." in page
    assert "Chosen by the hub" in page
    assert check_records().different == []


def test_no_later_word_moves_a_lock_and_unlocking_does(scene):
    record, first, _second = two_words(scene)
    locked = locking.lock(record, claim_of(record, first), by=scene.verifier, note="Benar.")

    record_mentions([mention(authority=first, year=2024, owner=scene.body.code)])
    record.refresh_from_db()
    assert record.year == 2019
    assert check_records().different == []

    locking.unlock(locked, by=scene.colleague, note="Sumber memperbaikinya.")
    assert record.year in {2021, 2024}
    assert check_records().different == []


def test_a_lock_on_a_verified_record_is_a_new_version_and_holds_back_later_words(scene):
    record = scene.published()
    source = AuthorityFactory()
    said = Claim.objects.create(
        innovation=record,
        authority=source,
        record_key="B-1",
        field="year",
        value=2021,
        recorded_at=record.created_at,
    )

    locking.lock(record, said, by=scene.verifier, note="Menurut laporan.")

    assert record.year == 2021
    assert versions.public(record).fields["year|"] == [[2021, said.pk]]
    assert versions.opened(record) is None
    assert check_records().different == []


def test_only_who_decides_locks_and_never_without_a_reason(scene):
    record, first, _second = two_words(scene)
    claim = claim_of(record, first)

    for person in (scene.author, scene.admin, scene.coordinator, UserFactory()):
        with pytest.raises(PermissionDenied):
            locking.lock(record, claim, by=person, note="Ya.")
    with pytest.raises(ValidationError):
        locking.lock(record, claim, by=scene.verifier, note=" ")
    assert not FieldLock.objects.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_what_is_shown_is_what_precedence_and_locks_say_in_any_order(scene, data):
    record = listed(f"UJI-{Innovation.objects.count()}", owner=scene.body.code)
    authorities = [AuthorityFactory() for _each in range(3)]
    acts = data.draw(
        st.lists(
            st.tuples(st.sampled_from(["say", "lock", "unlock"]), st.integers(0, 2)), max_size=8
        )
    )
    for number, (act, which) in enumerate(acts):
        living = Claim.objects.filter(
            innovation=record, authority=authorities[which], field="year", retired_at=None
        )
        if act == "say":
            living.update(retired_at=record.created_at)
            Claim.objects.create(
                innovation=record,
                authority=authorities[which],
                record_key="B",
                field="year",
                value=2000 + number,
                recorded_at=record.created_at,
            )
            locking.reproject(record, by=None)
        elif act == "lock" and living.exists():
            locking.lock(record, living.get(), by=scene.verifier, note="Ya.")
        elif act == "unlock":
            for lock in FieldLock.objects.filter(innovation=record, ended_at=None):
                locking.unlock(lock, by=scene.verifier, note="Tidak.")

    live = FieldLock.objects.filter(innovation=record, ended_at=None, field="year")
    locked = set(live.values_list("claim", flat=True))
    said = ranked(Claim.objects.filter(innovation=record), ladder(), locked).get(("year", ""), [])
    record.refresh_from_db()
    assert record.year == (said[0].value if said else None)
    if locked:
        assert {said[0].pk} == locked
    assert check_records().different == []


# --- Contests ----------------------------------------------------------------------------------


def test_what_is_contested_says_so_until_the_hub_answers(scene, client):
    record, _first, _second = two_words(scene)
    address = f"/en/innovations/{record.slug}/"

    made = contesting.contest(record, "year", by=scene.admin, reason="Dimulai 2018, rahasia kami.")

    page = client.get(address, secure=True).content.decode()
    assert "Contested" in page
    assert "rahasia kami" not in page
    waiting = [(duty.topic, duty.subject_id) for duty in duties.waiting_for(scene.verifier)]
    assert waiting == [("contest", made.pk)]
    told = OutboxMessage.objects.filter(subject__startswith="Disanggah")
    assert {row.person for row in told} == {scene.verifier, scene.colleague}

    contesting.dismiss(made, by=scene.verifier, answer="SK menyebut 2019.")

    assert "Contested" not in client.get(address, secure=True).content.decode()
    assert (made.state, made.answer) == (ContestState.DISMISSED, "SK menyebut 2019.")
    assert not duties.waiting_for(scene.verifier).exists()
    answered = OutboxMessage.objects.filter(subject__startswith="Yang Anda sanggah tetap")
    assert {row.person for row in answered} == {scene.admin}


def test_an_upheld_contest_retires_the_claim_or_shows_another(scene):
    record, first, second = two_words(scene)
    wrong = claim_of(record, first)
    made = contesting.contest(record, "year", by=scene.admin, reason="Keliru.", claim=wrong)

    contesting.uphold(
        made, by=scene.verifier, answer="Benar.", show=claim_of(record, second), retire=True
    )

    record.refresh_from_db()
    wrong.refresh_from_db()
    assert record.year == 2021
    assert wrong.retired_at is not None
    assert check_records().different == []


def test_only_the_owners_people_contest_and_nobody_decides_their_own(scene):
    record, _first, _second = two_words(scene)

    for person in (UserFactory(), scene.verifier):
        with pytest.raises(PermissionDenied):
            contesting.contest(record, "year", by=person, reason="Keliru.")
    made = contesting.contest(record, "year", by=scene.author, reason="Keliru.")
    with pytest.raises(PermissionDenied):
        contesting.dismiss(made, by=scene.author, answer="Tidak.")
    contesting.take_back(made, by=scene.author)
    assert made.state == ContestState.TAKEN_BACK
