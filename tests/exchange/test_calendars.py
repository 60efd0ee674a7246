"""Calendars are what other programs read: tried with a reader of somebody else."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from simpul.core import hooks
from simpul.core.hooks import Calendar, Occasion
from simpul.exchange.queries.calendars import folded
from simpul.innovations.models import RestDay

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)
FORUM = Occasion(
    uid="forum-7",
    title='Forum berbagi, "Sehat"; jilid 2\nMalang',
    starts=AT,
    ends=AT + timedelta(hours=2),
    changed_at=AT - timedelta(days=9),
    about="Panjang " * 40 + "é",
    place="Aula, lantai 2",
    url="https://hub.example.go.id/id/forum/7/",
)


@pytest.fixture
def forum(monkeypatch):
    cancelled = Occasion("forum-8", "Batal", date(2026, 4, 1), AT, cancelled=True)
    calendar = Calendar("forum", "Forum", lambda: [FORUM, cancelled])
    monkeypatch.setattr(hooks, "CALENDARS", [*hooks.CALENDARS, calendar])
    monkeypatch.setattr("simpul.exchange.queries.calendars.CALENDARS", hooks.CALENDARS)


def entries(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_calendar_of_a_room_is_read_as_it_was_written(client, forum):
    one, other = entries(client, "/id/kalender/forum.ics")

    assert str(one["SUMMARY"]) == FORUM.title
    assert str(one["DESCRIPTION"]) == FORUM.about
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (AT, FORUM.ends)
    assert str(one["UID"]).startswith("forum-7@")
    assert (other["DTSTART"].dt, str(other["STATUS"])) == (date(2026, 4, 1), "CANCELLED")


def test_days_of_rest_are_whole_days_in_the_language_of_the_reader(client):
    RestDay.objects.create(
        date=date(2026, 8, 17), label_id="Proklamasi", label_en="Independence Day", source="SKB"
    )
    english, indonesian = (
        entries(client, path)
        for path in ("/en/calendar/rest-days.ics", "/id/kalender/rest-days.ics")
    )

    assert [str(day["SUMMARY"]) for day in (*english, *indonesian)] == [
        "Independence Day",
        "Proklamasi",
    ]
    assert (english[0]["DTSTART"].dt, english[0]["DTEND"].dt) == (
        date(2026, 8, 17),
        date(2026, 8, 18),
    )
    assert english[0]["UID"] == indonesian[0]["UID"]


def test_a_calendar_nobody_keeps_is_not_there(client):
    assert client.get("/id/kalender/rahasia.ics").status_code == 404


@pytest.mark.parametrize("text", ["", "x" * 75, "x" * 76, "é" * 200, "🙂" * 60])
def test_no_letter_is_cut_in_two(text):
    lines = folded(text).split("\r\n")

    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == text
