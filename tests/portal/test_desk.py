"""My desk: what waits for me, in order of its due date, and what I am told."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from simpul.core import clock, duties, mandates, outbox
from simpul.core.hooks import DUTY_TOPICS, DutyTopic
from simpul.core.models import OutboxMessage
from simpul.portal.queries import desk as queries
from tests.factories.accounts import UserFactory
from tests.factories.core import LeaseFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db
# Thursday 12 February 2026, 14.32 in Makassar.
NOW = datetime(2026, 2, 12, 6, 32, tzinfo=UTC)
TRY = DutyTopic(
    "Periksa",
    url=lambda duty: f"/id/coba/{duty.subject_id}/",
    what=lambda lease: lease.name,
    origin=lambda lease: "Pemkab Uji",
    kind="Verifikasi",
    icon="checkup-list",
)


@pytest.fixture(autouse=True)
def topics(monkeypatch):
    monkeypatch.setitem(DUTY_TOPICS, "try", TRY)


@pytest.fixture
def person(client):
    found = UserFactory(zone="Asia/Makassar")
    client.force_login(found)
    return found


def expect(person, name, due=None):
    lease = LeaseFactory(name=name)
    return duties.expect("try", lease, of=duties.person_key(person), due=due)


def page(client, address="/id/meja/"):
    with clock.frozen(NOW):
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_desk_is_for_whoever_signed_in(client):
    response = client.get("/id/meja/")

    assert response.status_code == 302
    assert "next=/id/meja/" in response["Location"]


def test_what_waits_stands_under_its_span_each_with_one_link(client, person):
    expect(person, "Kejar Stunting", NOW - timedelta(days=3, hours=1))
    expect(person, "Jaring Smart", datetime(2026, 2, 12, 8, 0, tzinfo=UTC))
    expect(person, "Cess Gammara", datetime(2026, 2, 13, 1, 0, tzinfo=UTC))
    expect(person, "Peta Baper", datetime(2026, 2, 17, 1, 0, tzinfo=UTC))
    expect(person, "Tanpa Batas")
    expect(UserFactory(), "Milik Orang Lain", NOW)

    with clock.frozen(NOW):
        desk = queries.desk_of(person)
    told = [(group.key, [(row.what, row.due) for row in group.rows]) for group in desk.groups]

    assert desk.now == "Kamis, 12 Februari 2026, 14.32 WITA"
    assert told == [
        ("late", [("Kejar Stunting", "Terlambat 3 hari")]),
        ("today", [("Jaring Smart", "Hari ini, 16.00")]),
        ("week", [("Cess Gammara", "Jumat, 13 Februari")]),
        ("later", [("Peta Baper", "Selasa, 17 Februari"), ("Tanpa Batas", "tanpa batas waktu")]),
    ]
    html = page(client)
    assert "Milik Orang Lain" not in html
    assert html.count('href="/id/coba/') == 5


def test_each_span_shows_a_few_and_leads_to_all_of_it_in_pages(client, person):
    for number in range(queries.PAGE_SIZE + 2):
        expect(person, f"Nanti {number:02}", NOW + timedelta(days=20, minutes=number))
    expect(person, "Sudah lewat", NOW - timedelta(days=1))

    html = page(client)
    assert [number for number in range(30) if f"Nanti {number:02}" in html] == [0, 1, 2, 3, 4]
    assert html.index("Sudah lewat") < html.index("Nanti 00")
    assert "Semua 27: Nanti" in html
    assert "28 tugas seluruhnya" in html

    whole = page(client, "/id/meja/?due=later")
    assert "Sudah lewat" not in whole
    assert "Nanti 24" in whole
    assert "Nanti 25" not in whole
    assert "?due=later&amp;page=2" in whole
    assert "Nanti 26" in page(client, "/id/meja/?due=later&page=2")
    assert "Tidak ada yang jatuh tempo pada waktu ini" in page(client, "/id/meja/?due=week")
    assert page(client, "/id/meja/?due=x").count("Nanti") == html.count("Nanti")


@given(st.lists(st.none() | st.integers(-60 * 24 * 9, 60 * 24 * 9), min_size=1, max_size=6))
def test_the_database_and_the_page_agree_on_the_span_of_an_instant(minutes):
    reader = UserFactory(zone="Asia/Makassar")
    for number, away in enumerate(minutes):
        due = None if away is None else NOW + timedelta(minutes=away)
        expect(reader, f"Perihal {reader.pk} {number}", due)

    with clock.frozen(NOW):
        desk = queries.desk_of(reader)
        here = queries.now_of(reader)
    spans = [
        queries.span_of(None if away is None else NOW + timedelta(minutes=away), here)
        for away in minutes
    ]

    assert {group.key: group.total for group in desk.groups} == {
        key: spans.count(key) for key in set(spans)
    }


@given(st.integers(-60 * 24 * 40, 60 * 24 * 40))
def test_every_instant_has_one_span_and_later_is_never_before(minutes):
    order = [queries.LATE, queries.TODAY, queries.WEEK, queries.LATER]
    due = NOW + timedelta(minutes=minutes)

    spans = [queries.span_of(due + timedelta(days=days), NOW) for days in range(3)]

    assert [order.index(span) for span in spans] == sorted(order.index(span) for span in spans)
    assert (spans[0] == queries.LATE) == (due < NOW)


def test_a_desk_asks_the_same_whatever_its_length(client, person):
    mandates.grant(person, office="national_admin", by=None)
    MembershipFactory(person=person)

    def questions():
        with CaptureQueriesContext(connection) as captured:
            page(client)
        return len(captured)

    expect(person, "Satu", NOW)
    page(client)
    one = questions()
    for number in range(29):
        expect(person, f"Lagi {number}", NOW)
        outbox.tell(f"try:{number}", person, outbox.Message("try", "Kabar", link="/id/peta/"))

    # Every room that looks after something asks whether this person does, too.
    assert questions() == one <= 60


def test_somebody_new_is_shown_where_to_begin(client, person):
    html = page(client)

    assert "Belum ada yang menunggu Anda" in html


def test_the_table_holds_every_row_of_the_page(client, person):
    for number in range(3):
        expect(person, f"Perihal {number}", NOW)

    with clock.frozen(NOW):
        body = b"".join(client.get("/id/meja/menunggu.xlsx").streaming_content)
    rows = CalamineWorkbook.from_filelike(BytesIO(body)).get_sheet_by_index(0).to_python()

    assert [row[0] for row in rows[1:]] == ["Perihal 0", "Perihal 1", "Perihal 2"]


def test_the_head_of_every_page_counts_what_waits_in_one_question_and_only_for_people(
    client, person
):
    expect(person, "Satu", NOW)

    assert "<strong>1<span" in page(client, "/id/tentang/")
    client.logout()
    assert "<strong>1<span" not in page(client, "/id/tentang/")


def test_what_i_did_can_be_looked_up(client, person):
    duty = expect(person, "Selesai Diperiksa", NOW)
    duties.settle("try", duty.subject, by=person)

    assert "Selesai Diperiksa" in page(client, "/id/meja/selesai/")
    assert "Selesai Diperiksa" not in page(client)


# --- Notices -----------------------------------------------------------------------------------


def tell(person, number=0, topic="try"):
    message = outbox.Message(topic, f"Kabar {number}", link="/id/peta/")
    return outbox.tell(f"{topic}:{person.pk}:{number}", person, message)


def test_fifty_notices_of_a_kind_are_one_line_and_opening_it_reads_them_all(client, person):
    for number in range(50):
        tell(person, number)
    other = tell(person, topic="else")

    html = page(client, "/id/meja/kabar/")
    assert "Kabar 49 (dan 49 lagi yang serupa)" in html

    last = OutboxMessage.objects.filter(topic="try").latest("pk")
    response = client.get(f"/id/meja/kabar/{last.pk}/")

    assert response["Location"] == "/id/peta/"
    assert list(queries.unread(person)) == [other]


def test_all_notices_are_marked_at_once_and_nobody_elses(client, person):
    tell(person)
    theirs = tell(UserFactory())

    client.post("/id/meja/kabar/")

    assert queries.unread(person).count() == 0
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_a_notice_of_somebody_else_is_not_found(client, person):
    theirs = tell(UserFactory())

    assert client.get(f"/id/meja/kabar/{theirs.pk}/").status_code == 404


# --- Stopping mail -----------------------------------------------------------------------------


def test_following_the_link_changes_nothing_and_one_post_without_a_cookie_stops_the_mail(client):
    reader = UserFactory(digest=outbox.DAILY)
    address = f"/id/surel/berhenti/{outbox.unsubscribe_token(reader)}/"

    for method in (client.get, client.head):
        assert method(address).status_code == 200
    reader.refresh_from_db()
    assert reader.digest == outbox.DAILY

    for _click in range(2):
        response = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    reader.refresh_from_db()
    assert reader.digest == outbox.NEVER
