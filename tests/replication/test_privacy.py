"""What is private does not become public by way of a case, a plan or a past replication."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from simpul.core import clock
from simpul.innovations.models import Innovation
from simpul.innovations.services import withdraw
from simpul.replication.models import Adoption, BadgeKind, Plan, PlanLine, PlanPart
from simpul.replication.policies.claims import visible_adoptions
from simpul.replication.services import cases, lineage, plans
from tests.factories.accounts import UserFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.needs import stated
from tests.factories.replication import begun, forward, load_rules, parties

pytestmark = pytest.mark.django_db

SECRET = "Kanario rahasia"


@pytest.fixture
def people():
    load_rules()
    return parties()


def line_of(people, **fields):
    plan = Plan.objects.create(
        hub=people.hub, year=2031, state="committed", opened_at=clock.now(),
        committed_at=clock.now(),
    )  # fmt: skip
    part = PlanPart.objects.create(plan=plan, organisation=people.adopter)
    return PlanLine.objects.create(
        part=part, unit="Dinas", state="determined", added_at=clock.now(), **fields
    )


def test_a_line_of_a_plan_does_not_tell_the_words_of_a_private_need(people, client):
    need = stated(
        people.adopter, by=people.adopting, title=SECRET, problem=SECRET, visibility="hub"
    )
    line = line_of(people, innovation=people.origin, need=need)

    with override("en"):
        case = plans.start_case(line, by=people.adopting)
    cases.move(case, "verify", by=people.facilitating)

    # What a case keeps is Indonesian, whatever its writer reads.
    assert case.problem == "Dinyatakan dalam kebutuhan instansi yang tidak terbuka untuk umum."
    assert SECRET not in client.get(case.get_absolute_url(), secure=True).text
    assert (case.need, case.problem != "") == (need, True)


def test_a_line_of_a_plan_tells_the_words_of_a_public_need(people):
    need = stated(people.adopter, by=people.adopting, problem="Warga menunggu sejak subuh.")

    case = plans.start_case(
        line_of(people, innovation=people.origin, need=need), by=people.adopting
    )

    assert case.problem == "Warga menunggu sejak subuh."


def test_an_interest_for_a_private_need_begins_without_its_words(people, client):
    need = stated(people.adopter, by=people.adopting, problem=SECRET, visibility="private")
    client.force_login(people.adopting)
    address = reverse("replication:case_new")
    asked = {"innovation": people.origin.public_id, "need": need.public_id}

    page = client.get(address, asked, secure=True)

    assert page.context["form"].initial == {"adopter": people.adopter.pk, "problem": ""}
    assert "Kebutuhan Anda tidak terbuka" in page.text


def test_what_was_withdrawn_is_named_to_its_parties_only(people, client):
    record = InnovationFactory(owner=people.giver, title=SECRET)
    adoption = Adoption.objects.create(
        origin=record, adopter=people.adopter, state="confirmed", since=2022,
        recorded_at=clock.now(),
    )  # fmt: skip
    line = line_of(people, innovation=record, gap="Jauh")
    case, _people = begun(people, origin=record)
    forward(case, people)
    public = [
        adoption.get_absolute_url(), case.get_absolute_url(), reverse("replication:cases"),
        reverse("replication:home"), line.part.plan.get_absolute_url(),
        reverse("replication:plan_file", args=[people.hub.slug, 2031, "csv"]),
    ]  # fmt: skip
    assert all(SECRET in client.get(page, secure=True).getvalue().decode() for page in public)

    withdraw(record, by=UserFactory(is_superuser=True), note="Ganda.")

    answers = [client.get(page, secure=True) for page in public]
    assert [answer.status_code for answer in answers] == [404, 200, 200, 200, 200, 200]
    assert [SECRET in answer.getvalue().decode() for answer in answers] == [False] * 6
    client.force_login(people.giving)
    assert client.get(adoption.get_absolute_url(), secure=True).status_code == 200
    assert SECRET in client.get(case.desk_url, secure=True).text
    for person in (UserFactory(), people.giving, people.adopting):
        listed = Adoption.objects.filter(visible_adoptions(person)).exists()
        assert listed == person.has_perm("replication.view_adoption", adoption)


def test_a_badge_taken_before_a_merge_is_not_taken_again_after_it(people):
    twin = InnovationFactory(owner=people.giver)
    for record in (people.origin, twin):
        Adoption.objects.create(
            origin=record, adopter=people.adopter, state="confirmed", recorded_at=clock.now()
        )
    badge = lineage.take(people.giver, people.origin, BadgeKind.ORIGIN, by=people.giving)
    Innovation.objects.filter(pk=people.origin.pk).update(canonical=twin)

    assert lineage.take(people.giver, twin, BadgeKind.ORIGIN, by=people.giving) == badge
