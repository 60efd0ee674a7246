"""News by mail: who wants it when, once, in their language, and no more work than there is news."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from simpul.accounts.models import User
from simpul.core import clock, outbox
from simpul.core.models import OutboxMessage
from simpul.core.outbox import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
# Thursday, noon in Jakarta.
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
HELLO = Message("try", "Hello", "A text.", "/id/")


def person(**fields):
    return UserFactory(**{"digest": outbox.AT_ONCE, **fields})


def mails_at(instant):
    """What leaves when the relay's jobs run at ``instant``: address, subject and body of each."""
    before = len(mail.outbox)
    with clock.frozen(instant):
        outbox.write_digests()
        outbox.deliver()
    return [(letter.to[0], letter.subject) for letter in mail.outbox[before:]]


def local(day, hour, minute=0, zone=7):
    """An instant of February 2026 as clocks in Jakarta show it, or further east (8, 9)."""
    return datetime(2026, 2, day, hour, minute, tzinfo=UTC) - timedelta(hours=zone)


@pytest.mark.parametrize(
    ("digest", "zone", "leaves"),
    [
        ("at_once", "Asia/Jakarta", NOON),
        ("daily", "Asia/Jakarta", local(13, 6)),
        ("daily", "Asia/Jayapura", local(13, 6, zone=9)),
        ("weekly", "Asia/Makassar", local(16, 6, zone=8)),
        ("never", "Asia/Jakarta", None),
    ],
)
def test_news_leaves_when_its_reader_wants_it(digest, zone, leaves):
    reader = person(digest=digest, zone=zone)

    with clock.frozen(NOON):
        notice = outbox.tell("try:1", reader, HELLO)

    assert (notice.mail_at, notice.read_at) == (leaves, None)


@pytest.mark.parametrize(
    ("digest", "leaves"),
    [("at_once", NOON), ("daily", local(13, 6)), ("weekly", local(13, 6)), ("never", local(13, 6))],
)
def test_a_deadline_is_mailed_by_next_morning_to_everybody(digest, leaves):
    with clock.frozen(NOON):
        notice = outbox.tell("try:1", person(digest=digest), HELLO, deadline=True)

    assert notice.mail_at == leaves


@given(
    st.integers(0, 365 * 24 * 60),
    st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
    st.booleans(),
)
def test_the_next_morning_is_ahead_and_no_further_than_a_day_or_a_week(minutes, zone, weekly):
    reader = User(zone=zone)
    with clock.frozen(NOON + timedelta(minutes=minutes)) as now:
        morning = outbox.next_morning(reader, weekly=weekly)

    assert now < morning <= now + timedelta(days=7 if weekly else 1)
    assert (morning.hour, morning.minute) == (6, 0)
    assert not weekly or morning.weekday() == 0


def test_a_day_of_news_is_one_mail_and_fifty_of_a_kind_are_one_line():
    reader = person(digest=outbox.DAILY, email="warga@example.id")
    with clock.frozen(NOON):
        for number in range(50):
            outbox.tell(f"try:{number}", reader, Message("comment", f"Baru {number}", link="/id/"))
        outbox.tell("other:1", reader, Message("other", "Lain", link="/id/hub/"))

    assert mails_at(local(13, 5)) == []
    assert mails_at(local(13, 6)) == [("warga@example.id", "2 hal untuk Anda")]
    assert mails_at(local(14, 6)) == []
    assert "Baru 49 (dan 49 lagi yang serupa)" in mail.outbox[0].body


def test_what_was_read_on_the_desk_is_not_mailed():
    reader = person(digest=outbox.DAILY)
    with clock.frozen(NOON):
        outbox.tell("try:1", reader, HELLO)
        outbox.read(reader.messages.all())

    assert mails_at(local(13, 6)) == []


def test_the_same_thing_told_again_at_once_waits_an_hour_and_comes_together():
    reader = person(email="warga@example.id")
    with clock.frozen(NOON):
        outbox.tell("try:1", reader, HELLO)
    assert mails_at(NOON) == [("warga@example.id", "Hello")]

    for minute in (10, 20, 30):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            outbox.tell(f"try:at {minute}", reader, HELLO)
            outbox.tell(f"else:at {minute}", reader, Message("else", "Else", link="/id/peta/"))

    assert mails_at(NOON + timedelta(minutes=30)) == [
        ("warga@example.id", "Else (dan 2 lagi yang serupa)")
    ]
    assert mails_at(NOON + timedelta(minutes=61)) == [
        ("warga@example.id", "Hello (dan 2 lagi yang serupa)")
    ]


def test_who_changed_their_mind_before_the_morning_gets_only_deadlines():
    reader = person(digest=outbox.DAILY, email="warga@example.id")
    with clock.frozen(NOON):
        outbox.tell("try:1", reader, HELLO)
        outbox.tell("due:1", reader, Message("due", "Jatuh tempo"), deadline=True)
    User.objects.filter(pk=reader.pk).update(digest=outbox.NEVER)

    assert mails_at(local(13, 6)) == [("warga@example.id", "Jatuh tempo")]


def test_nobody_without_an_open_account_and_an_address_gets_mail():
    closed, bare = person(is_active=False), person(email=None)

    assert outbox.tell("try:1", closed, HELLO) is None
    assert outbox.tell("try:2", bare, HELLO).mail_at is None
    assert mails_at(NOON + timedelta(days=30)) == []


def test_each_reads_their_own_language_and_finds_their_own_page():
    people = [person(language="id"), person(language="en")]
    message = Message("try", _("January"), lambda: str(_("February")), "/id/peta/")

    notices = [outbox.tell(f"try:{reader.pk}", reader, message) for reader in people]

    assert [(row.subject, row.body, row.link) for row in notices] == [
        ("Januari", "Februari", "/id/peta/"),
        ("January", "February", "/en/map/"),
    ]


def test_telling_many_is_telling_each_once():
    people = [person(digest=digest) for digest in ("at_once", "daily", "never")]

    with clock.frozen(NOON):
        assert outbox.tell_all("news:1", people, HELLO) == 3
        assert outbox.tell_all("news:1", [*people, person()], HELLO) == 1

    told = OutboxMessage.objects.filter(person__in=people).order_by("person_id")
    assert [notice.mail_at for notice in told] == [NOON, local(13, 6), None]


def test_telling_many_asks_no_more_of_the_database_than_telling_one():
    def questions(count):
        people = [person() for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            outbox.tell_all(f"news:{count}", people, HELLO)
        return len(captured)

    assert questions(1) == questions(40)


def crowd(size):
    """Many people without any news."""
    before = User.objects.count()
    User.objects.bulk_create(
        User(email=f"ramai{before + number}@example.id", username=f"ramai{before + number}")
        for number in range(size)
    )


def test_the_work_grows_with_the_news_and_not_with_the_people():
    def run(news):
        readers = [person() for _ in range(news)]
        with clock.frozen(NOON):
            outbox.tell_all(f"news:{User.objects.count()}", readers, HELLO)
            with CaptureQueriesContext(connection) as captured:
                written = outbox.write_digests()
        return written, len(captured)

    few = run(8)
    crowd(3000)

    assert run(8) == few
    assert run(80)[0] == 80
    assert OutboxMessage.objects.filter(channel="mail").count() == 96


def test_a_mail_of_news_can_be_stopped_and_one_of_deadlines_cannot():
    reader = person()
    outbox.tell("try:1", reader, HELLO)
    outbox.write_digests()
    outbox.tell("due:1", reader, Message("due", "Jatuh tempo"), deadline=True)
    outbox.write_digests()
    outbox.deliver()

    news, due = (letter.extra_headers for letter in mail.outbox)
    stop = news["List-Unsubscribe"]
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert outbox.reader_of(stop.strip("<>").rstrip("/").rsplit("/", 1)[-1]) == reader
    assert "List-Unsubscribe" not in due


@pytest.mark.parametrize("token", ["", "1", "eyJ9.abc:def"])
def test_a_token_that_is_not_ours_names_nobody(token):
    assert outbox.reader_of(token) is None


def test_a_digest_that_failed_half_way_is_written_whole_the_next_time(monkeypatch):
    outbox.tell("try:1", person(), HELLO)

    def fail(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(OutboxMessage.objects, "bulk_update", fail)
        with pytest.raises(RuntimeError):
            outbox.write_digests()
    assert OutboxMessage.objects.filter(channel="mail").count() == 0

    assert outbox.write_digests() == 1


def test_a_mail_that_was_given_up_is_tried_again_when_somebody_says_so():
    message = outbox.mail_to("try:1", "a@example.id", HELLO)
    OutboxMessage.objects.filter(pk=message.pk).update(state="failed", attempts=8)

    assert outbox.retry([message], by=person()) == 1
    assert outbox.retry([message], by=person()) == 0
    assert outbox.deliver() == (1, 0)
