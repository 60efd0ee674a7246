from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from simpul.core import clock
from simpul.core.duties import waiting_for
from simpul.core.workflow import StepNotOpen
from simpul.documents.models import State as LetterState
from simpul.documents.services import issue
from simpul.documents.services.issuing import take_effect
from simpul.hubs.models import Level
from simpul.hubs.policies import COORDINATOR
from simpul.organisations.models import Kind
from simpul.organisations.models import Level as BodyLevel
from simpul.replication.models import Fund, Plan, PlanLine
from simpul.replication.policies.plans import visible_plans
from simpul.replication.queries.plans import page_of, plans_for
from simpul.replication.services import plans
from simpul.replication.services.plans import LineIn
from simpul.replication.workflow.plans import LineState, PlanState
from tests.factories.accounts import UserFactory
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.replication import load_rules

pytestmark = pytest.mark.django_db


class Region:
    """A province with its hub, two regencies and somebody for each."""

    def __init__(self):
        province = ProvinceFactory()
        self.hub = HubFactory(level=Level.PROVINCE, region=province, areas=[province])
        self.coordinator = serving(self.hub, COORDINATOR)
        self.bodies = [
            OrganisationFactory(
                kind=Kind.REGENCY,
                level=BodyLevel.REGENCY,
                region=RegencyFactory(parent=province),
            )
            for _n in range(2)
        ]
        self.admins = [admin_of(body) for body in self.bodies]

    def open(self, year=2027):
        return plans.open_plan(self.hub, year=year, by=self.coordinator)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def region():
    return Region()


def line_in(**fields):
    said = {"unit": "Dinas Uji", "gap": "Layanan jauh", **fields}
    return LineIn(innovation=said.pop("innovation", None) or InnovationFactory(), **said)


def part_of(plan, body):
    return plan.parts.get(organisation=body)


def determined(region, bodies=1):
    """A plan whose lines are determined and whose letters are drafted."""
    load_rules()
    plan = region.open()
    for body, admin in list(zip(region.bodies, region.admins, strict=True))[:bodies]:
        part = part_of(plan, body)
        plans.add_line(part, line_in(), by=admin)
        plans.hand_in(part, by=admin, signer_name="H. Bupati", signer_office="Bupati")
    plan.refresh_from_db()
    plans.call_meeting(plan, by=region.coordinator, meets_on=date(2026, 12, 1), place="Denpasar")
    for line in PlanLine.objects.filter(part__plan=plan):
        plans.decide(line, keep=True, by=region.coordinator)
    plans.determine(plan, by=region.coordinator, words={"course": "Lancar."}, signers={})
    return Plan.objects.get(pk=plan.pk)


def committed(region, bodies=1):
    plan = determined(region, bodies)
    issue(plan.minutes, by=region.coordinator)
    issue(plan.commitment, by=region.coordinator)
    take_effect(plan.commitment)
    return plans.commit(Plan.objects.get(pk=plan.pk), by=region.coordinator)


def test_opening_asks_every_regency_for_its_part(region):
    plan = region.open()

    assert {part.organisation for part in plan.parts.all()} == set(region.bodies)
    assert [duty.topic for duty in waiting_for(region.admins[0])] == ["plan_part"]


def test_there_is_one_plan_a_year_and_a_withdrawn_one_makes_room(region):
    plan = region.open()
    with pytest.raises(ValidationError):
        region.open()

    plans.withdraw(plan, by=region.coordinator, note="Salah tahun")

    assert region.open().pk != plan.pk


def test_only_the_coordinator_opens_a_plan(region):
    for somebody in (region.admins[0], UserFactory()):
        with pytest.raises(PermissionDenied):
            plans.open_plan(region.hub, year=2027, by=somebody)


def test_a_regency_writes_its_own_part_and_no_other(region):
    plan = region.open()
    own, other = (part_of(plan, body) for body in region.bodies)

    plans.add_line(own, line_in(), by=region.admins[0])

    for somebody in (region.admins[0], region.coordinator):
        with pytest.raises(PermissionDenied):
            plans.add_line(other, line_in(), by=somebody)


def test_a_line_says_its_gap_and_where_money_comes_from(region):
    load_rules()
    part, admin = part_of(region.open(), region.bodies[0]), region.admins[0]

    with pytest.raises(ValidationError, match="need or gap"):
        plans.add_line(part, line_in(gap=" "), by=admin)
    with pytest.raises(ValidationError, match="money"):
        plans.add_line(part, line_in(budget=1), by=admin)

    line = plans.add_line(part, line_in(budget=250_000_000, fund=Fund.objects.first()), by=admin)
    assert line.budget == 250_000_000


def test_no_innovation_stands_twice_in_a_part(region):
    part, record = part_of(region.open(), region.bodies[0]), InnovationFactory()
    plans.add_line(part, line_in(innovation=record), by=region.admins[0])

    with pytest.raises(ValidationError, match="already"):
        plans.add_line(part, line_in(innovation=record), by=region.admins[0])


def test_handing_in_settles_the_duty_and_taking_back_opens_it_again(region):
    part, admin = part_of(region.open(), region.bodies[0]), region.admins[0]
    plans.add_line(part, line_in(), by=admin)

    plans.hand_in(part, by=admin, signer_name="A", signer_office="Bupati")
    assert not waiting_for(admin).exists()

    plans.take_back(part, by=admin)
    assert waiting_for(admin).count() == 1


def test_a_meeting_needs_a_line_and_determining_needs_every_decision(region):
    load_rules()
    plan = region.open()
    meeting = {"meets_on": date(2026, 12, 1), "place": "Aula"}
    with pytest.raises(ValidationError):
        plans.call_meeting(plan, by=region.coordinator, **meeting)
    line = plans.add_line(part_of(plan, region.bodies[0]), line_in(), by=region.admins[0])
    plans.call_meeting(plan, by=region.coordinator, **meeting)

    with pytest.raises(ValidationError, match="not decided"):
        plans.determine(plan, by=region.coordinator, words={}, signers={})
    with pytest.raises(ValidationError):
        plans.decide(line, keep=False, by=region.coordinator, note="")
    plans.decide(line, keep=False, by=region.coordinator, note="Belum ada anggaran")
    line.refresh_from_db()
    assert (line.state, line.reason) == (LineState.DROPPED, "Belum ada anggaran")
    with pytest.raises(ValidationError, match="At least one"):
        plans.determine(plan, by=region.coordinator, words={}, signers={})


def test_determining_drafts_minutes_and_a_commitment_that_all_sign(region):
    plan = determined(region, bodies=2)

    assert plan.state == PlanState.SIGNING
    assert plan.minutes.state == plan.commitment.state == LetterState.DRAFT
    parties = {party.organisation for party in plan.commitment.parties.all()}
    assert parties == {region.hub.organisation, *region.bodies}
    assert plan.commitment.signers.count() == 3


def test_nobody_is_committed_before_all_have_signed(region):
    plan = determined(region)
    with pytest.raises(ValidationError, match="not in force"):
        plans.commit(plan, by=region.coordinator)
    issue(plan.commitment, by=region.coordinator)
    with pytest.raises(ValidationError, match="not in force"):
        plans.commit(Plan.objects.get(pk=plan.pk), by=region.coordinator)


def test_back_to_drafting_takes_the_letters_back(region):
    plan = determined(region)
    letter = plan.commitment

    plans.draft_again(plan, by=region.coordinator, note="Ada yang terlewat")

    letter.refresh_from_db()
    assert (plan.state, plan.commitment) == (PlanState.DRAFTING, None)
    assert letter.state == LetterState.DROPPED


def test_a_line_becomes_a_case_with_all_it_says_and_sets_the_plan_running(region):
    plan = committed(region)
    line = PlanLine.objects.get(part__plan=plan)

    case = plans.start_case(line, by=region.admins[0])

    plan.refresh_from_db()
    line.refresh_from_db()
    assert (plan.state, line.case) == (PlanState.RUNNING, case)
    assert (case.adopter, case.origin, case.facilitator, case.problem, case.adopter_unit) == (
        region.bodies[0],
        line.innovation,
        region.hub,
        "Layanan jauh",
        "Dinas Uji",
    )
    with pytest.raises(ValidationError, match=case.number):
        plans.start_case(PlanLine.objects.get(pk=line.pk), by=region.admins[0])


def test_another_regency_opens_no_case_of_ours(region):
    line = PlanLine.objects.get(part__plan=committed(region))

    with pytest.raises(PermissionDenied):
        plans.start_case(line, by=region.admins[1])


def test_no_line_becomes_a_case_once_the_plan_is_closed(region):
    plan = committed(region)
    plans.close(plan, by=region.coordinator, note="Tahun berakhir")

    with pytest.raises(PermissionDenied):
        plans.start_case(PlanLine.objects.get(part__plan=plan), by=region.admins[0])
    with pytest.raises(StepNotOpen):
        plans.close(plan, by=region.coordinator, note="Lagi")


def test_progress_counts_what_the_lines_became(region):
    plan = committed(region, bodies=2)
    line = PlanLine.objects.filter(part__organisation=region.bodies[0]).get()
    plans.start_case(line, by=region.admins[0])

    page = page_of(Plan.objects.get(pk=plan.pk))

    assert (len(page.kept), page.begun, page.completed) == (2, 1, 0)
    assert page.foot[1:4] == [2, 1, 0]
    assert len(list(page.file_rows())) == 2
    # What a hub has not found valid yet is not for everybody.
    assert [row.case for part in page.parts for row in part.rows] == [None, None]


def test_a_private_need_is_not_named_by_its_line(region):
    from tests.factories.needs import NeedFactory

    part, admin = part_of(region.open(), region.bodies[0]), region.admins[0]
    need = NeedFactory(organisation=region.bodies[0], visibility="private")
    plans.add_line(part, line_in(need=need), by=admin)

    (row,) = page_of(part.plan).parts[0].rows or page_of(part.plan).parts[1].rows

    assert row.need is None


def test_list_and_permission_agree_on_who_sees_which_plan(region):
    draft, public = region.open(2028), committed(region)
    foreign = Region()
    people = [
        region.coordinator, *region.admins, foreign.coordinator, *foreign.admins, UserFactory(),
        UserFactory(is_superuser=True),
    ]  # fmt: skip

    for person in people:
        listed = set(Plan.objects.filter(visible_plans(person)))
        allowed = {
            plan for plan in (draft, public) if person.has_perm("replication.view_plan", plan)
        }
        assert listed == allowed, person
    assert set(Plan.objects.filter(visible_plans(region.admins[1]))) == {draft, public}
    assert set(Plan.objects.filter(visible_plans(foreign.admins[0]))) == {public}


def test_a_list_asks_as_often_for_three_plans_as_for_one(region, django_assert_num_queries):
    region.open(2027)
    # The kinds of scopes are looked up once in a process.
    list(plans_for(region.coordinator))
    with CaptureQueriesContext(connection) as once:
        assert len(plans_for(region.coordinator)) == 1
    region.open(2028)
    region.open(2029)
    with django_assert_num_queries(len(once)):
        assert len(plans_for(region.coordinator)) == 3


def test_lines_are_awaited_by_their_day(region):
    due = clock.today() + timedelta(days=9)
    plan = plans.open_plan(region.hub, year=2027, by=region.coordinator, lines_due_on=due)

    (duty,) = waiting_for(region.admins[0])
    assert duty.subject_id in plan.parts.values_list("pk", flat=True)
    assert duty.due_at.date() == due


def test_a_sum_of_budgets_says_of_how_many_lines_and_none_is_no_zero(region, client):
    plan = region.open()
    part = part_of(plan, region.bodies[0])
    for budget in (None, None, 250_000_000):
        fund = Fund.objects.get_or_create(key="apbd", defaults={"order": 1})[0] if budget else None
        plans.add_line(part, line_in(budget=budget, fund=fund), by=region.admins[0])
    PlanLine.objects.filter(part=part).update(state=LineState.DETERMINED)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.COMMITTED, committed_at=clock.now())
    client.force_login(region.coordinator)

    def said():
        page = page_of(Plan.objects.get(pk=plan.pk))
        text = client.get(plan.get_absolute_url(), secure=True).content.decode()
        return page.rows[0][4:], page.rows[1][4:], page.foot[4:], text

    first, second, foot, text = said()
    assert (first, second, foot) == (
        [250_000_000, "1 of 3 lines"],
        ["–", "–"],
        [250_000_000, "1 of 3 lines"],
    )
    assert "Rp250,000,000, of 1 of 3 lines with a stated budget" in text
    PlanLine.objects.filter(part=part).update(budget=None, fund=None)
    first, _second, foot, text = said()
    assert (first, foot) == (["not stated", "0 of 3 lines"],) * 2
    assert "No budget is stated for any line yet." in text
    assert "Rp0" not in text
