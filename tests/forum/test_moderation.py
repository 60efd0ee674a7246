"""Reports, decisions and appeals: who decides, who is told, and what nobody sees any more."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import duties, limits
from simpul.core.models import Report
from simpul.forum.queries import moderation as queries
from simpul.forum.services import moderation
from simpul.hubs.policies import COORDINATOR, EDITOR, VERIFIER
from simpul.organisations.policies import NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.forum import holder, question, record
from tests.factories.hubs import HubFactory

pytestmark = pytest.mark.django_db


def subjects(person):
    return [notice.subject for notice in person.messages.order_by("pk")]


def test_a_report_waits_for_the_editors_of_the_hub_and_their_queue_shows_it_once():
    innovation = record()
    editor, foreign = holder(EDITOR, innovation.hub), holder(EDITOR, HubFactory())
    message = question(innovation)

    for _person in range(3):
        moderation.report(message, reason="abuse", by=UserFactory())

    [case] = queries.cases_for(editor)
    assert (case.message, case.count, case.name) == (message, 3, innovation.name)
    assert [duty.topic for duty in duties.waiting_for(editor)] == ["moderation"]
    assert (queries.cases_for(foreign), list(duties.waiting_for(foreign))) == ([], [])


@pytest.mark.parametrize("office", [COORDINATOR, None])
def test_where_a_hub_has_no_editor_somebody_above_is_asked(office):
    innovation = record()
    person = holder(office, innovation.hub) if office else holder(NATIONAL_ADMIN)

    moderation.report(innovation, reason="wrong")

    assert [duty.topic for duty in duties.waiting_for(person)] == ["moderation"]
    assert len(queries.cases_for(person)) == 1


def test_everybody_who_moderates_sees_their_queue_and_nobody_else_has_one():
    innovation = record()
    people = [holder(EDITOR, innovation.hub), holder(NATIONAL_ADMIN), UserFactory()]

    assert [queries.moderates_somewhere(person) for person in people] == [True, True, False]


def test_a_decision_is_told_to_its_author_and_to_those_who_reported():
    innovation = record(title="Jaring Smart")
    editor, reporter = holder(EDITOR, innovation.hub), UserFactory()
    message = question(innovation)
    report = moderation.report(message, reason="abuse", by=reporter)

    decision = moderation.decide(report, decision="hide", reason="Menghina", by=editor)

    assert subjects(message.author) == ["Pesan Anda tentang Jaring Smart tidak ditampilkan lagi"]
    assert subjects(reporter) == ["Laporan Anda tentang Jaring Smart sudah diputuskan"]
    may = [
        person.has_perm("core.view_decision", decision)
        for person in (message.author, reporter, editor, UserFactory())
    ]
    assert may == [True, True, True, False]


def test_what_stays_is_told_to_those_who_reported_and_to_nobody_else():
    innovation = record()
    editor, reporter = holder(EDITOR, innovation.hub), UserFactory()
    message = question(innovation)
    report = moderation.report(message, reason="abuse", by=reporter)

    moderation.decide(report, decision="keep", reason="Boleh", by=editor)

    assert (len(subjects(reporter)), subjects(message.author)) == (1, [])


def test_a_verifier_hides_a_question_without_a_report():
    innovation = record()
    verifier = holder(VERIFIER, innovation.hub)
    message = question(innovation)

    moderation.hide(message, reason="Memuat nomor telepon", by=verifier)

    message.refresh_from_db()
    assert message.text == ""
    assert len(subjects(message.author)) == 1


def test_nobody_decides_about_their_own_words():
    innovation = record()
    editor = holder(EDITOR, innovation.hub)
    message = question(innovation, by=editor)
    report = moderation.report(message, reason="abuse", by=UserFactory())

    with pytest.raises(PermissionDenied):
        moderation.decide(report, decision="keep", reason="Saya benar", by=editor)


def test_an_appeal_goes_to_somebody_else_and_everybody_is_told_of_its_answer():
    innovation = record(title="Jaring Smart")
    editor, coordinator = holder(EDITOR, innovation.hub), holder(COORDINATOR, innovation.hub)
    message, reporter = question(innovation), UserFactory()
    report = moderation.report(message, reason="abuse", by=reporter)
    decision = moderation.decide(report, decision="hide", reason="Menghina", by=editor)

    appeal = moderation.appeal(decision, words="Itu kutipan", by=message.author)
    assert [one.pk for one in queries.appeals_for(coordinator)] == [appeal.pk]
    assert queries.appeals_for(editor) == []
    with pytest.raises(PermissionDenied):
        moderation.answer_appeal(appeal, lift=False, reason="Tetap", by=editor)

    moderation.answer_appeal(appeal, lift=True, reason="Memang kutipan", by=coordinator)

    message.refresh_from_db()
    assert message.text == "Berapa biayanya?"
    lifted = "Keputusan tentang pesan pada Jaring Smart dibatalkan"
    assert (subjects(message.author)[-1], subjects(reporter)[-1]) == (lifted, lifted)
    assert "appeal" not in {duty.topic for duty in duties.waiting_for(coordinator)}


def test_only_the_author_appeals_and_only_when_something_was_taken_away():
    innovation = record()
    editor, message = holder(EDITOR, innovation.hub), question(innovation)
    report = moderation.report(message, reason="abuse", by=UserFactory())
    kept = moderation.decide(report, decision="keep", reason="Boleh", by=editor)
    hidden = moderation.hide(message, reason="Ternyata tidak", by=editor)

    with pytest.raises(PermissionDenied):
        moderation.appeal(kept, words="Apa", by=message.author)
    with pytest.raises(PermissionDenied):
        moderation.appeal(hidden, words="Saya bela", by=UserFactory())

    moderation.appeal(hidden, words="Tidak adil", by=message.author)
    with pytest.raises(ValidationError):
        moderation.appeal(hidden, words="Sekali lagi", by=message.author)


def test_visitors_report_only_so_often_from_one_address(settings):
    settings.LIMITS = {**settings.LIMITS, "anonymous_report": (1, 3600)}
    innovation = record()
    moderation.report(innovation, reason="wrong", address="10.0.0")

    with pytest.raises(limits.LimitReached):
        moderation.report(innovation, reason="wrong", address="10.0.0")
    moderation.report(innovation, reason="wrong", address="10.0.1")

    assert Report.objects.count() == 2


def test_a_queue_asks_the_same_whatever_its_length(django_assert_max_num_queries):
    innovation = record()
    editor = holder(EDITOR, innovation.hub)
    for count in (1, 6):
        for _number in range(count):
            moderation.report(question(innovation), reason="spam", by=UserFactory())
        with django_assert_max_num_queries(9):
            assert len(queries.cases_for(editor)) >= count
