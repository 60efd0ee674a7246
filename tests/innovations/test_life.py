"""Whether a record still runs: who says so, who is asked, and what readers see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock, journal, outbox
from simpul.core.models import Duty
from simpul.innovations.models import (
    EvidenceKind,
    InstitutionalTest,
    LifeStatement,
    Reconfirmation,
)
from simpul.innovations.queries.asking import key_of, question_at, standing
from simpul.innovations.services import publish
from simpul.innovations.services.checking import check_records
from simpul.innovations.services.life import (
    LIFE,
    SILENT,
    accept_test,
    answer,
    ask_due,
    renew,
    say,
    show_test,
    take_back,
    turn_down_test,
    undo,
)
from simpul.innovations.services.shelf_lives import set_shelf_life
from tests.factories.accounts import UserFactory
from tests.innovations.life_world import build, evidence

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 6, 15, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen():
    with clock.frozen(TODAY):
        yield


@pytest.fixture
def world(frozen):
    return build()


def shown(record):
    record.refresh_from_db()
    return record.life_status_id, record.life_as_of, record.life_due_on


def agrees():
    return check_records().different == []


# --- Saying ------------------------------------------------------------------------------------


def test_the_owner_says_that_it_runs_and_readers_see_it_at_once(world):
    record = world.record()

    said = say(record, "running", as_of=date(2026, 6, 1), by=world.admin)

    assert shown(record) == ("running", date(2026, 6, 1), date(2027, 6, 1))
    assert said.claim.authority.kind == "owner"
    assert record.completeness == 3
    assert agrees()


def test_a_word_about_a_verified_record_needs_no_version_and_holds_nothing_back(world):
    record = world.record(impact="Turun.")
    publish(record, by=world.verifier)

    say(record, "developing", by=world.admin)

    assert shown(record)[0] == "developing"
    assert [version.state for version in journal_versions(record)] == ["public"]
    assert agrees()


def journal_versions(record):
    from simpul.core import versions

    return list(versions.of(record))


def test_an_import_does_not_say_how_a_verified_record_lives(world):
    record = world.record(life_status="stopped")
    assert shown(record)[0] == "stopped"

    publish(record, by=world.verifier)

    assert shown(record)[0] is None
    assert agrees()


def test_the_newest_word_of_those_answerable_counts(world):
    record = world.record()
    say(record, "running", as_of=date(2026, 5, 1), by=world.admin)
    say(record, "dormant", as_of=date(2026, 6, 1), reason="Anggaran habis.", by=world.verifier)
    assert shown(record)[0] == "dormant"

    say(record, "stopped", as_of=date(2026, 1, 1), reason="Lupa.", by=world.admin)

    assert shown(record)[:2] == ("dormant", date(2026, 6, 1))
    assert LifeStatement.objects.filter(innovation=record).count() == 3
    assert agrees()


@pytest.mark.parametrize(
    ("status", "extra", "code"),
    [
        ("unknown", {}, "no_stage"),
        ("nonsense", {}, "no_stage"),
        ("running", {"as_of": date(2026, 6, 16)}, "later"),
        ("running", {"as_of": date(1900, 1, 1)}, "too_early"),
        ("dormant", {}, "no_reason"),
        ("stopped", {"reason": "  "}, "no_reason"),
        ("institutionalised", {}, "not_earned"),
    ],
)
def test_a_word_that_cannot_be_is_refused(world, status, extra, code):
    record = world.record()

    with pytest.raises(ValidationError) as refused:
        say(record, status, by=world.admin, **extra)

    assert refused.value.code == code
    assert shown(record) == (None, None, None)


def test_others_do_not_say_how_it_lives(world):
    other = build(number=2)
    record = world.record()

    for person in (UserFactory(), other.admin, other.verifier, other.coordinator):
        with pytest.raises(PermissionDenied):
            say(record, "running", by=person)


def test_a_word_taken_back_lets_the_one_before_count_again(world):
    record = world.record()
    say(record, "running", as_of=date(2026, 5, 1), by=world.admin)
    with clock.frozen(TODAY + timedelta(minutes=1)):
        said = say(record, "stopped", reason="Selesai.", by=world.admin)
        assert shown(record)[0] == "stopped"

    with clock.frozen(TODAY + timedelta(minutes=2)):
        take_back(said, by=world.admin)

    assert shown(record)[:2] == ("running", date(2026, 5, 1))
    assert agrees()


def test_a_hub_sets_its_own_shelf_life(world):
    record = world.record()
    say(record, "running", as_of=date(2026, 6, 1), by=world.admin)

    set_shelf_life(world.hub, 6, by=world.coordinator)

    assert shown(record)[2] == date(2026, 12, 1)
    with pytest.raises(PermissionDenied):
        set_shelf_life(world.hub, 3, by=world.admin)


def test_what_has_ended_is_not_asked_about_again(world):
    record = world.record()

    say(record, "stopped", reason="Diganti layanan baru.", by=world.admin)

    assert shown(record)[2] is None


# --- Asking ------------------------------------------------------------------------------------


def old(world, months, key, owner=None):
    record = world.record(key, owner=owner)
    day = date(2026 - months // 12, 6, 1)
    say(record, "running", as_of=day, by=world.admin)
    return record


def test_a_round_asks_once_about_what_is_past_its_shelf_life(world):
    fresh, due = old(world, 0, "A"), old(world, 12, "B")

    first, second = ask_due(), ask_due()

    question = Reconfirmation.objects.get()
    assert (first.asked, second.asked) == (1, 0)
    assert question.innovation == due
    assert question.asked_to == world.admin.email
    assert Duty.objects.filter(topic=LIFE, closed_at=None).count() == 1
    outbox.deliver()
    [letter] = mail.outbox
    assert letter.to == [world.admin.email]
    assert key_of(question) in letter.body
    assert fresh.reconfirmations.count() == 0


def test_one_mail_names_all_records_of_one_address(world):
    for number in range(3):
        old(world, 12, f"B{number}")

    ask_due()
    outbox.deliver()

    assert len(mail.outbox) == 1
    assert mail.outbox[0].body.count("/masih-berjalan/") == 3


def test_a_silent_owner_is_reminded_once_and_then_the_hub_is_told(world):
    record = old(world, 12, "B")
    ask_due()
    first = key_of(record.reconfirmations.get())

    for day in range(1, 40):
        with clock.frozen(TODAY + timedelta(days=day)):
            ask_due()

    question = record.reconfirmations.get()
    assert question.reminded_at == TODAY + timedelta(days=23)
    assert question_at(first) is None
    assert question.escalated_at == TODAY + timedelta(days=31)
    assert Duty.objects.filter(topic=SILENT, closed_at=None).count() == 1
    say(record, "running", by=world.admin)
    assert not Duty.objects.filter(closed_at=None).exists()


def test_past_a_second_shelf_life_the_hub_is_told_with_the_question(world):
    old(world, 24, "B")

    done = ask_due()

    assert (done.asked, done.escalated) == (1, 1)


def test_where_nobody_is_known_the_hub_is_told_at_once(world):
    from tests.factories.organisations import OrganisationFactory

    orphan = OrganisationFactory()
    record = world.record("C", owner=orphan)
    say(record, "running", as_of=date(2025, 1, 1), by=superuser())

    assert ask_due().asked == 1
    assert record.reconfirmations.get().asked_to == ""
    assert record.reconfirmations.get().escalated_at == TODAY


def superuser():
    return UserFactory(is_superuser=True)


# --- Answering ---------------------------------------------------------------------------------


@pytest.fixture
def question(world):
    old(world, 12, "B")
    ask_due()
    return Reconfirmation.objects.get()


def test_the_button_counts_once_and_is_written_down(question):
    answer(question, "running", said_by="Siti, Bagian Organisasi")

    record = question.innovation
    assert shown(record) == ("running", date(2026, 6, 15), date(2027, 6, 15))
    entry = journal.entries_about(record).filter(verb="say_life").first()
    assert "Siti, Bagian Organisasi" in entry.detail.body
    with pytest.raises(ValidationError) as refused:
        answer(question, "stopped", reason="x")
    assert refused.value.code == "answered"
    assert shown(record)[0] == "running"
    assert agrees()


def test_an_answer_can_be_undone_for_a_while(question):
    answer(question, "stopped", reason="Salah tekan.")
    assert standing(question).may_be_undone

    with clock.frozen(TODAY + timedelta(hours=47)):
        undo(question)

    record = question.innovation
    assert shown(record)[:2] == ("running", date(2025, 6, 1))
    assert question.closed_at is None
    answer(question, "running")
    with clock.frozen(TODAY + timedelta(hours=49)), pytest.raises(ValidationError):
        undo(question)
    assert agrees()


def test_a_link_expires_and_a_new_one_takes_its_place(question):
    before = key_of(question)
    late = TODAY + timedelta(days=91)
    with clock.frozen(late):
        assert standing(question).has_expired
        with pytest.raises(ValidationError) as refused:
            answer(question, "running")
        assert refused.value.code == "expired"

        renew(question)

        assert question_at(before) is None
        answer(question_at(key_of(question)), "running")
    assert shown(question.innovation)[1] == late.date()


def test_a_changed_or_foreign_link_leads_nowhere(question):
    key = key_of(question)

    assert question_at(key) == question
    assert question_at(key[:-1] + ("A" if key[-1] != "A" else "B")) is None
    assert question_at(question.token) is None
    assert question_at("") is None


# --- Institutionalised -------------------------------------------------------------------------


def shown_tests(world, record, tests=tuple(InstitutionalTest)):
    file = evidence(record, kind=EvidenceKind.LEGAL, by=world.admin)
    return [
        show_test(record, test, shown_on=date(2026, 1, 1), evidence=file, by=world.admin)
        for test in tests
    ]


def test_four_accepted_tests_make_it_institutionalised_and_nothing_else_does(world):
    record = world.record(life_status="institutionalised")
    assert shown(record)[0] == "running"
    passed = shown_tests(world, record)
    for test in passed[:3]:
        accept_test(test, by=world.verifier)
    with pytest.raises(ValidationError) as refused:
        say(record, "institutionalised", by=world.admin)
    assert refused.value.code == "not_earned"

    accept_test(passed[3], by=world.verifier)

    assert shown(record)[:2] == ("institutionalised", date(2026, 6, 15))
    assert not Duty.objects.filter(closed_at=None).exists()
    assert agrees()


def test_a_test_turned_down_ends_it(world):
    record = world.record()
    passed = shown_tests(world, record)
    for test in passed:
        accept_test(test, by=world.verifier)

    turn_down_test(passed[0], note="Anggaran 2027 tidak ada.", by=world.verifier)

    assert shown(record)[0] == "running"
    [subject] = outbox_subjects(world.admin)
    assert str(InstitutionalTest.BUDGET.label) in subject
    assert record.name in subject
    assert agrees()


def outbox_subjects(person):
    from simpul.core.models import OutboxMessage

    return list(
        OutboxMessage.objects.filter(person=person, topic="institutional_test").values_list(
            "subject", flat=True
        )
    )


def test_nobody_accepts_their_own_test(world):
    record = world.record()
    [passed] = shown_tests(world, record, [InstitutionalTest.LAW])

    for person in (world.admin, world.coordinator, UserFactory()):
        with pytest.raises(PermissionDenied):
            accept_test(passed, by=person)


def test_an_institutionalised_record_stays_so_when_its_owner_says_that_it_runs(world):
    record = world.record()
    for test in shown_tests(world, record):
        accept_test(test, by=world.verifier)
    with clock.frozen(TODAY + timedelta(days=366)):
        ask_due()
        answer(record.reconfirmations.get(), "running")

        assert shown(record)[:2] == ("institutionalised", date(2027, 6, 16))
