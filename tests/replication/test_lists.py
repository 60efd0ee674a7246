"""No list of cases, claims, badges, plans, lessons or risks asks more the longer it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from simpul.core import clock
from simpul.core.models import File
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import InnovationText
from simpul.innovations.services import index
from simpul.learning.models import FollowUp, Session
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN
from simpul.replication.models import (
    Adoption,
    Badge,
    BadgeKind,
    Caretaker,
    CaseDocument,
    DocumentRole,
    Lesson,
    Mode,
    Passage,
    Plan,
    PlanLine,
    PlanPart,
)
from tests.factories.accounts import UserFactory
from tests.factories.continuity import HandoverFactory, warn_by
from tests.factories.core import MandateFactory
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.learning import MentorFactory
from tests.factories.mentoring import (
    AccompaniedFactory,
    MentorRequestFactory,
    MentorshipFactory,
    rule,
)
from tests.factories.organisations import OrganisationFactory
from tests.factories.replication import load_rules
from tests.factories.verification import holding
from tests.factories.vocabularies import SectorFactory
from tests.lists import MANY, assert_steady, grown
from tests.matrix.test_matrix import undone

pytestmark = pytest.mark.django_db

SHARED = {
    "home": ("home", {}),
    "figures": ("figures", {}),
    "cases": ("cases", {}),
    "lessons": ("lessons", {}),
    "plans": ("plans", {}),
    "gap map": ("gap_map", {}),
    "find": ("find", {}),
    "own cases": ("my_cases", {}),
    "adoptions": ("adoptions", {}),
    "badges": ("badges", {}),
    "plans of the desk": ("plans_desk", {}),
    "lessons of the desk": ("lessons_desk", {}),
    "mentoring": ("mentoring", {}),
    "mentors together": ("mentoring_together", {}),
    "handovers": ("handovers", {}),
    "at risk": ("at_risk", {}),
    "at risk as a table": ("at_risk_file", {"form": "csv"}),
}
ONE = [
    "lineage", "lineage as a table", "attribution", "a record", "a public case", "a case",
    "mentor of a case", "files of a case", "a plan", "a plan of the desk", "part of a plan",
    "plan as a table", "one request", "a cell of the gap map", "gap map as a table",
    "figures as a table", "learning of a case", "matrix of a case", "plan of a case",
    "results of a case", "package of a case", "one handover", "a hub", "an institution",
]  # fmt: skip
WATCHED = ("mentoring", "mentors together", "handovers", "at risk")
PAGES = [f"national: {name}" for name in WATCHED]
PAGES += [f"wide: {name}" for name in (*SHARED, *ONE, "compare", "compared as a table")]
# How often the database may be asked for the pages that tell of many things at once.
LIMITS = {"a record": 66, "a case": 30, "one handover": 70, "a hub": 46, "an institution": 52}


class Network:
    """Replication between many institutions, all on the desk of one person too."""

    def __init__(self):
        load_rules()
        warn_by()
        rule(sector=20, language=10, near=10)
        self.wide = UserFactory()
        self.people = {"national": holding(NATIONAL_ADMIN), "wide": self.wide}
        self.province = ProvinceFactory(code="73")
        self.sector = SectorFactory(key="kesehatan", label_id="Kesehatan")
        self.hub, self.body = self._hub(), self._body()
        self.record = self._record(self.body, self.hub)
        self.case = self._case(self.record, self.body, self.hub)
        self.plan = Plan.objects.create(
            hub=self.hub, year=2030, state="drafting", opened_at=clock.now()
        )
        self.part = PlanPart.objects.create(plan=self.plan, organisation=self.body)
        self.request = MentorRequestFactory(case=self.case)
        self.handover = HandoverFactory(scope=self.body)
        self.records = []

    def _hub(self):
        hub = HubFactory()
        MandateFactory(office=COORDINATOR, scope=hub, person=self.wide)
        return hub

    def _body(self):
        region = RegencyFactory(parent=self.province)
        body = OrganisationFactory(region=region, level="regency")
        MandateFactory(office=ADMIN, scope=body, person=self.wide)
        return body

    def _record(self, owner, hub):
        record = InnovationFactory(
            owner=owner, hub=hub, sector=self.sector, region=owner.region, province=self.province,
            state="published", published_at=clock.now(), author=UserFactory(),
            life_as_of=clock.today() - timedelta(days=900), title=f"Kapal sehat {owner.pk}",
        )  # fmt: skip
        InnovationText.objects.create(
            innovation=record, field="summary", language="id", text="Kapal sehat bagi nelayan."
        )
        return record

    def _case(self, record, adopter, hub, **fields):
        case = AccompaniedFactory(
            origin=record, origin_organisation=record.owner, adopter=adopter, facilitator=hub,
            mode=Mode.ADAPTATION, public_since=clock.now(), opened_by=UserFactory(), **fields,
        )  # fmt: skip
        Passage.objects.create(case=case, state=case.state, since=clock.now())
        return case

    def _lesson(self, body, record, **fields):
        now = clock.now()
        Lesson.objects.create(
            organisation=body, attempt="own", innovation=record, sector=self.sector, year=2024,
            title="Tidak dipakai", happened="Tetap ke loket.", advice="Tanyakan dulu.",
            region=body.region, written_at=now, changed_at=now, **fields,
        )  # fmt: skip

    def grow(self):
        now, hub, body = clock.now(), self._hub(), self._body()
        record = self._record(body, hub)
        self.records.append(record)
        self._record(self.body, self.hub)  # a desk about risks shows one place at a time
        case = self._case(record, self.body, hub)
        self._case(self.record, body, hub, state="completed", ended_at=now)
        for origin, adopter in ((self.record, body), (record, self.body), (record, body)):
            for state in ("claimed", "confirmed"):
                Adoption.objects.create(
                    origin=origin, adopter=adopter, state=state, since=2022, recorded_at=now,
                    recorded_by=UserFactory(), due_at=now,
                )  # fmt: skip
        for kind, about in ((BadgeKind.ORIGIN, record), (BadgeKind.ADOPTER, self.record)):
            Badge.objects.create(
                kind=kind, innovation=about, organisation=body, given_at=now,
                statement={"badge": "M", "confirmed": 1},
            )  # fmt: skip
        self._lesson(body, record, state="released")
        self._lesson(body, record, state="draft")
        self._plans(hub, body, record, now)
        self._mentoring(case, hub, now)
        HandoverFactory(scope=body)
        HandoverFactory(scope=hub)
        Caretaker.objects.create(innovation=record, person=UserFactory(), since=now)
        file = File.objects.create(token=f"berkas{record.pk}", name="m.pdf", size=1, begun_at=now)
        CaseDocument.objects.create(
            case=self.case, role=DocumentRole.OTHER, title="M", file=file, at=now, by=UserFactory()
        )

    def _plans(self, hub, body, record, now):
        plan = Plan.objects.create(
            hub=hub, year=2031, state="committed", opened_at=now, committed_at=now
        )
        lines = (
            (PlanPart.objects.create(plan=plan, organisation=body), "determined"),
            (PlanPart.objects.create(plan=self.plan, organisation=body), "proposed"),
            (self.part, "proposed"),
        )
        for part, state in lines:
            PlanLine.objects.create(
                part=part, innovation=record, gap="Jauh", unit="Dinas", state=state, added_at=now
            )

    def _mentoring(self, case, hub, now):
        mentor = MentorFactory(hub=hub, sectors=[self.sector], capacity=3)
        MentorshipFactory(
            request=MentorRequestFactory(case=case, state="met"), mentor=mentor,
            state="running", accepted_at=now,
        )  # fmt: skip
        MentorRequestFactory(case=self._case(self.record, self._body(), hub))
        session = Session.objects.create(
            mentor=mentor, subject=self.case, held_on=clock.today(), kind="call", minutes=30,
            people=2, advice="Mulai kecil.", logged_at=now,
        )  # fmt: skip
        FollowUp.objects.create(
            session=session, text="Kirim SOP", side="adopter", due_on=clock.today(),
            assignee=f"person:{self.wide.pk}",
        )  # fmt: skip

    def addresses(self):
        index.reindex()
        found, clients = {}, {who: Client() for who in self.people}
        for who, client in clients.items():
            client.force_login(self.people[who])
            for name in WATCHED if who == "national" else SHARED:
                route, given = SHARED[name]
                found[f"{who}: {name}"] = client, to(route, **given)
        found["wide: find"] = clients["wide"], f"{to('find')}?q=kapal+sehat"
        for name, address in self._one().items():
            found[f"wide: {name}"] = clients["wide"], address
        return found

    def _one(self):
        plan = {"slug": self.hub.slug, "year": self.plan.year}
        slug, number = {"slug": self.record.slug}, {"number": self.case.number}
        chosen = "&".join(f"i={record.public_id}" for record in self.records[:2])
        return {
            "lineage": to("lineage", **slug),
            "lineage as a table": to("lineage_file", form="csv", **slug),
            "attribution": to("attribution", **slug),
            "a record": self.record.get_absolute_url(),
            "a public case": to("case", **number),
            "a case": to("case_desk", **number),
            "mentor of a case": to("mentoring_case", **number),
            "files of a case": to("case_papers", **number),
            "a plan": to("plan", **plan),
            "a plan of the desk": to("plan_desk", **plan),
            "part of a plan": to("plan_part", **plan, body=self.body.slug),
            "plan as a table": to("plan_file", form="csv", **plan),
            "one request": to("mentor_request", pk=self.request.pk),
            "compare": f"{to('compare')}?{chosen}",
            "compared as a table": f"{to('compare_csv')}?{chosen}",
            "a cell of the gap map": to("gap_cell", code="73", sector=self.sector.family_id),
            "gap map as a table": to("gap_file", form="csv"),
            "figures as a table": to("figures_file", form="csv"),
            "cases as a table": to("cases_file", form="json"),
            "my cases as a table": to("my_cases_file", form="csv"),
            "learning of a case": to("case_learning", **number),
            "matrix of a case": to("case_matrix", **number),
            "plan of a case": to("case_plan", **number),
            "results of a case": to("case_results", **number),
            "package of a case": to("case_package", **number),
            "one handover": to("handover", pk=self.handover.pk),
            "a hub": self.hub.get_absolute_url(),
            "an institution": self.body.get_absolute_url(),
        }


def to(route, **given):
    return reverse(f"replication:{route}", kwargs=given)


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.test import override_settings

    var = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), undone(), override_settings(VAR_DIR=var, SEMANTIC=False):
        network = Network()
        yield grown(network.grow, network.addresses)


@pytest.mark.parametrize("name", PAGES)
def test_a_list_asks_the_same_however_long_it_is(asked, name):
    assert_steady(asked[name])


@pytest.mark.parametrize("name", LIMITS)
def test_a_page_of_many_parts_asks_no_more_than_it_needs(asked, name):
    found = asked[f"wide: {name}"][MANY]

    assert found.total() <= LIMITS[name], more_than_once(found)


def more_than_once(found):
    return "\n".join(f"{count} times: {sql}" for sql, count in found.most_common() if count > 1)
