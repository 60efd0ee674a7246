import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock, duties
from simpul.documents.services.loading import load_kinds
from simpul.learning.models import Session
from simpul.learning.policies import visible_sessions
from simpul.learning.queries.coaching import log_of
from simpul.learning.queries.quarters import Term
from simpul.learning.queries.recognition import letters_of
from simpul.learning.queries.summing import Done, done_by, summary
from simpul.learning.services import coaching
from simpul.learning.services.coaching import Held, Promise
from simpul.learning.services.recognition import certify
from tests.factories.accounts import UserFactory
from tests.factories.learning import MentorFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(hub, coached):
    found = MentorFactory()
    coached.mentors[hub.pk] = found
    return found


def held(**other):
    day = {"held_on": clock.today(), "kind": "visit", "minutes": 90, "people": 4}
    return Held(**{**day, "advice": "Mulai dari satu puskesmas.", **other})


def test_what_was_promised_waits_for_its_side_until_it_is_settled(hub, coordinator, mentor):
    promise = Promise("Kirim SOP", "hub", clock.today() + timedelta(days=7))

    session = coaching.log_session(
        hub, held(), by=mentor.person, roles=[RoleFactory()], promises=[promise]
    )

    (follow_up,) = session.follow_ups.all()
    assert [duty.subject for duty in duties.waiting_for(coordinator)] == [follow_up]
    with pytest.raises(PermissionDenied):
        coaching.settle_follow_up(follow_up, by=UserFactory(), note="Sudah")
    with pytest.raises(ValidationError):
        coaching.settle_follow_up(follow_up, by=coordinator, note=" ")
    coaching.settle_follow_up(follow_up, by=coordinator, note="Dikirim")
    assert not duties.waiting_for(coordinator).exists()
    with pytest.raises(ValidationError):
        coaching.settle_follow_up(follow_up, by=coordinator, note="Lagi")


def test_only_the_mentor_of_now_logs_and_the_log_outlives_them(hub, coached, mentor):
    coaching.log_session(hub, held(), by=mentor.person, roles=[])
    successor = MentorFactory()

    coached.mentors[hub.pk] = successor

    with pytest.raises(PermissionDenied):
        coaching.log_session(hub, held(), by=mentor.person, roles=[])
    coaching.log_session(hub, held(kind="call"), by=successor.person, roles=[])
    assert [session.mentor for session in log_of(hub)] == [successor, mentor]


def test_a_session_is_logged_after_it_was_held(hub, mentor):
    tomorrow = clock.today() + timedelta(days=1)

    with pytest.raises(ValidationError):
        coaching.log_session(hub, held(held_on=tomorrow), by=mentor.person, roles=[])
    late = Promise("Kirim SOP", "hub", clock.today() - timedelta(days=9))
    with pytest.raises(ValidationError):
        coaching.log_session(hub, held(), by=mentor.person, roles=[], promises=[late])

    assert not Session.objects.exists()


def test_list_and_permission_agree(hub, coordinator, mentor):
    session = coaching.log_session(hub, held(), by=mentor.person, roles=[])

    for user, sees in ((coordinator, True), (mentor.person, True), (UserFactory(), False)):
        listed = Session.objects.filter(visible_sessions(user)).exists()
        assert (listed, user.has_perm("learning.view_session", session)) == (sees, sees)


def test_a_file_beside_a_session_is_kept_as_it_came(hub, mentor):
    session = coaching.log_session(hub, held(), by=mentor.person, roles=[])
    pdf = b"%PDF-1.4\n%%EOF\n"

    added = coaching.add_file(session, "bukti.pdf", io.BytesIO(pdf), title="Foto", by=mentor.person)

    assert added.file.media_type == "application/pdf"
    with pytest.raises(PermissionDenied):
        coaching.add_file(session, "x.pdf", io.BytesIO(pdf), title="", by=UserFactory())


def test_hours_sessions_and_promises_add_up_by_quarter(hub, coordinator, mentor):
    promise = Promise("Kirim SOP", "hub", clock.today() + timedelta(days=7))
    kept = coaching.log_session(hub, held(), by=mentor.person, roles=[], promises=[promise])
    coaching.log_session(hub, held(minutes=30), by=mentor.person, roles=[], promises=[promise])
    coaching.settle_follow_up(kept.follow_ups.get(), by=coordinator, note="Dikirim")
    term = Term.of(clock.today())

    (line,) = summary([mentor], term)
    (before,) = summary([mentor], term.before)

    assert line.done == done_by(mentor) == Done(2, 120, 8, 1, 2, 1)
    assert (line.done.hours, before.done) == (2, Done())


def test_a_certificate_says_what_the_log_says_and_the_mentor_reads_it(hub, coordinator, mentor):
    load_kinds(Path(settings.DATA_DIR) / "documents")
    mentor.hub = hub
    mentor.save()
    with pytest.raises(ValidationError):
        certify(mentor, by=coordinator)
    coaching.log_session(hub, held(), by=mentor.person, roles=[])

    with pytest.raises(PermissionDenied):
        certify(mentor, by=mentor.person)
    letter = certify(mentor, by=coordinator)

    assert list(letters_of(mentor)) == [letter]
    assert "1,5" in letter.content["text"] or "1.5" in letter.content["text"]
    assert mentor.person.has_perm("documents.view_document", letter)
    assert not UserFactory().has_perm("documents.view_document", letter)
