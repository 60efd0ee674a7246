"""Staff change rules: a new edition begins on a day, and what was decided before stands."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from simpul.core import clock, duties, journal, mandates
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import ChainLink, EvidenceGrade, FormStep, Question, RestDay
from simpul.innovations.queries import editions as queries
from simpul.innovations.queries.chain import links_of
from simpul.innovations.services import editions
from simpul.innovations.services.chains import load_chains
from simpul.innovations.services.editions import Link
from simpul.innovations.services.rest_days import ask_for_rest_days
from simpul.organisations.policies import NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.organisations import OfficeFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
NEXT = date(2026, 4, 1)
CHAIN = (Link("unit", "institution_admin", 5), Link("hub", "verifier", 10))
SHIPPED = {
    "hub": "", "order": "1", "scope": "hub", "office": "verifier", "working_days": "10",
    "valid_from": "2024-01-01", "valid_to": "", "source": "Bawaan",
}  # fmt: skip


@contextmanager
def refused(code):
    """What is done inside is refused for this reason."""
    with pytest.raises(ValidationError) as raised:
        yield
    assert raised.value.code == code


@pytest.fixture(autouse=True)
def _today():
    with clock.frozen(datetime.combine(TODAY, datetime.min.time(), tzinfo=clock.now().tzinfo)):
        yield


@pytest.fixture
def national():
    person = UserFactory()
    mandates.grant(person, office=NATIONAL_ADMIN, by=person)
    return person


@pytest.fixture
def hub():
    return HubFactory()


@pytest.fixture
def coordinator(hub):
    person = UserFactory()
    mandates.grant(person, office=COORDINATOR, scope=hub, by=person)
    return person


@pytest.fixture
def question():
    step = FormStep.objects.create(key="kisah", order=1, label_id="Kisah", label_en="Story")
    return Question.objects.create(
        field="summary", step=step, order=1, ask_id="Apa?", ask_en="What?", max_words=200,
        valid_from=date(2024, 1, 1),
    )  # fmt: skip


@pytest.fixture
def offices():
    for key in ("verifier", "institution_admin"):
        OfficeFactory(key=key)
    load_chains([SHIPPED])


def test_a_question_is_asked_otherwise_from_a_day_on(question, national):
    new = editions.change_question(question, {"max_words": 150}, begins=NEXT, by=national)

    question.refresh_from_db()
    assert (question.max_words, question.valid_to) == (200, NEXT - timedelta(days=1))
    assert (new.max_words, new.valid_from, new.valid_to) == (150, NEXT, None)
    assert [row.coming for row in queries.questions_now()] == [new]
    assert journal.entries_about(new).first().verb == "change"


def test_an_edition_may_be_mended_on_the_day_it_begins_and_no_rule_begins_in_the_past(
    question, national
):
    first = editions.change_question(question, {"max_words": 150}, begins=TODAY, by=national)
    second = editions.change_question(first, {"max_words": 160}, begins=TODAY, by=national)

    assert (second.pk, second.max_words, Question.objects.count()) == (first.pk, 160, 2)
    with refused("past"):
        editions.change_question(second, {}, begins=TODAY - timedelta(days=1), by=national)


def test_an_edition_does_not_begin_before_one_that_is_to_come(question, national):
    editions.change_question(question, {"max_words": 150}, begins=NEXT, by=national)

    with refused("later"):
        editions.change_question(question, {"max_words": 90}, begins=TODAY, by=national)


def test_a_hub_has_a_chain_of_its_own_from_a_day_on_and_the_others_keep_theirs(
    hub, coordinator, offices
):
    editions.set_chain(hub, CHAIN, begins=NEXT, source="SK 1/2026", by=coordinator)

    assert [link.scope for link in links_of(hub)] == ["hub"]
    with clock.frozen(clock.now() + timedelta(days=40)):
        assert [link.scope for link in links_of(hub)] == ["unit", "hub"]
        assert [link.scope for link in links_of(HubFactory())] == ["hub"]
        editions.drop_chain(hub, begins=clock.today(), by=coordinator)
        assert [link.scope for link in links_of(hub)] == ["hub"]


def test_a_chain_ends_at_a_hub(hub, coordinator, offices):
    for links in ((), (Link("unit", "institution_admin", 5),)):
        with pytest.raises(ValidationError):
            editions.set_chain(hub, links, begins=NEXT, source="SK", by=coordinator)
    assert not ChainLink.objects.filter(hub=hub).exists()


def test_who_coordinates_one_hub_changes_its_chain_and_nothing_else(
    hub, coordinator, question, offices
):
    grade = EvidenceGrade.objects.create(
        grade=1, label_id="a", label_en="a", rule_id="b", rule_en="b"
    )
    refused = (
        lambda: editions.set_chain(None, CHAIN, begins=NEXT, source="SK", by=coordinator),
        lambda: editions.set_chain(HubFactory(), CHAIN, begins=NEXT, source="SK", by=coordinator),
        lambda: editions.change_question(question, {}, begins=NEXT, by=coordinator),
        lambda: editions.change_grade(grade, {}, by=coordinator),
    )
    for act in refused:
        with pytest.raises(PermissionDenied):
            act()


def test_a_load_leaves_alone_what_staff_changed(national, offices):
    editions.set_chain(None, CHAIN, begins=TODAY, source="SK 2/2026", by=national)

    report = load_chains([SHIPPED])

    assert (report.created, report.changed, report.same) == (0, 0, 1)
    assert [link.scope for link in links_of(HubFactory())] == ["unit", "hub"]


def test_a_day_of_rest_is_added_once_and_only_such_a_one_goes_again(national):
    day = date(2026, 8, 17)
    row = editions.add_rest_day(day, label_id="a", label_en="a", source="SKB", by=national)
    shipped = RestDay.objects.create(date=NEXT, label_id="b", label_en="b", source="bawaan")

    with refused("twice"):
        editions.add_rest_day(day, label_id="a", label_en="a", source="SKB", by=national)
    with refused("shipped"):
        editions.remove_rest_day(shipped, by=national)
    editions.remove_rest_day(row, by=national)

    assert list(RestDay.objects.all()) == [shipped]


# --- Pages -------------------------------------------------------------------------------------


def prove(client, person):
    """Sign in, and have proved a moment ago who one is."""
    client.force_login(person)
    session = client.session
    request = HttpRequest()
    request.session = session
    record_authentication(request, person, "password", reauthenticated=True)
    session.save()


def test_the_page_shows_rules_to_who_may_change_them(client, national, coordinator, question, hub):
    for person, sees_form in ((national, True), (coordinator, False)):
        client.force_login(person)
        answer = client.get("/en/desk/rules/", secure=True)
        assert answer.status_code == 200
        assert ("What?" in answer.content.decode()) is sees_form
    prove(client, UserFactory())
    assert client.get("/en/desk/rules/", secure=True).status_code == 403
    assert client.get(f"/en/desk/rules/chains/{hub.slug}/", secure=True).status_code == 403


def test_a_wrong_form_keeps_what_was_typed_and_changes_nothing(client, national, question):
    prove(client, national)
    typed = {
        "ask_id": "Apa intinya?", "ask_en": "In short?", "min_words": "50", "max_words": "20",
        "min_age_months": "0", "begins": "2026-04-01", "source": "Kepmen 1/2026",
    }  # fmt: skip
    answer = client.post(f"/en/desk/rules/questions/{question.pk}/", typed, secure=True)

    assert "Apa intinya?" in answer.content.decode()
    assert "cannot be fewer" in answer.content.decode()
    assert Question.objects.count() == 1

    typed["max_words"] = "90"
    client.post(f"/en/desk/rules/questions/{question.pk}/", typed, secure=True)
    assert [row.max_words for row in Question.objects.order_by("valid_from")] == [200, 90]


def test_next_years_days_of_rest_are_asked_for_in_time(national, client):
    days = {"label_id": "Tahun Baru", "label_en": "New Year", "source": "SKB"}
    RestDay.objects.create(date=date(2026, 1, 1), **days)
    for month, waits in ((9, 0), (10, 1), (11, 1)):
        with clock.frozen(datetime(2026, month, 5, 3, tzinfo=UTC)):
            ask_for_rest_days()
            assert duties.waiting_for(national).count() == waits

    with clock.frozen(datetime(2026, 11, 6, 3, tzinfo=UTC)):
        prove(client, national)
        desk = client.get("/en/desk/", secure=True).content.decode()
        assert "Enter the days of rest of next year" in desk
        assert "/en/desk/rules/rest-days/2027/" in desk
        # One day is not a year: it is asked for until the list reaches Christmas.
        editions.add_rest_day(date(2027, 1, 1), **days, by=national)
        assert duties.waiting_for(national).count() == 1
        assert (
            "/en/desk/rules/rest-days/2027/"
            in client.get("/en/desk/", secure=True).content.decode()
        )
        editions.add_rest_day(date(2027, 12, 25), **days, by=national)
        assert duties.waiting_for(national).count() == 0
