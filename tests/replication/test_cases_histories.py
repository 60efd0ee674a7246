"""Random but legal histories: there is always a way out, and what is counted adds up."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simpul.core import clock, duties
from simpul.core.models import Duty, OutboxMessage
from simpul.documents.models import Document
from simpul.innovations.models import Relation, RelationKind
from simpul.innovations.services import merge_innovations, unmerge_innovation
from simpul.replication.models import Case, DisputeEnd, DocumentRole
from simpul.replication.queries.edges import edges
from simpul.replication.services import cases
from simpul.replication.services.cases.standing import lapse_agreements
from simpul.replication.tasks import look_at_the_calendar
from simpul.replication.workflow import CASE, STANDING, CaseState, Standing
from tests.factories.accounts import UserFactory
from tests.factories.innovations import listed
from tests.factories.replication import begun, forward, load_rules, parties

pytestmark = pytest.mark.django_db


class Histories(RuleBasedStateMachine):
    """One adopter, one origin, one hub, some cases, and a clock that only goes forward."""

    @initialize()
    def begin(self):
        self.stack = ExitStack()
        load_rules()
        self.people = parties()
        self.people.origin = listed("UJI-1", title="Asal", owner=self.people.giver.code)
        self.twin = listed("UJI-2", title="Kembaran", owner=self.people.giver.code)
        self.nation = UserFactory(is_superuser=True)
        self.cases = []
        self.merged = False
        self.now = clock.now()

    def teardown(self):
        if hasattr(self, "stack"):
            self.stack.close()

    @property
    def everybody(self):
        return (self.people.adopting, self.people.giving, self.people.facilitating)

    def running(self):
        return [one for one in self.cases if one.is_running]

    @rule()
    @precondition(lambda self: not any(one.is_active for one in self.cases))
    def open(self):
        case, _people = begun(self.people, local_name=f"Salinan {len(self.cases)}")
        self.cases.append(case)

    @rule()
    @precondition(lambda self: self.running())
    def go_on(self):
        case = self.running()[0]
        if case.state != CaseState.RETURNED:
            forward(case, self.people)
        else:
            cases.move(case, "send_again", by=self.people.adopting)

    @rule()
    @precondition(lambda self: self.running())
    def go_far(self):
        for _step in range(4):
            if self.running() and self.running()[0].state != CaseState.RETURNED:
                forward(self.running()[0], self.people)

    @rule(pick=st.integers(0, 50))
    @precondition(lambda self: any(one.is_active for one in self.cases))
    def step_aside(self, pick):
        """Any step of the second table, and the ways back and out of the first one."""
        case = next(one for one in self.cases if one.is_active)
        aside = {"ask_more", "send_back", "replan", "return_evaluation", "cancel", "close"}
        choices = [
            (person, step.name)
            for person in self.everybody
            for step in (*CASE.open_steps(case, person), *STANDING.open_steps(case, person))
            if step.name in aside or step.name in STANDING.steps
        ]
        if choices:
            person, step = choices[pick % len(choices)]
            self.take(case, step, person)

    def take(self, case, step, person):
        if step == "settle_dispute":
            end = (DisputeEnd.GO_ON, DisputeEnd.STOP)[case.pk % 2]
            cases.settle_dispute(case, end, by=person, note="Diputus.")
        elif step == "renew":
            if case.papers.filter(document__valid_to__gte=clock.today()).exists():
                cases.renew(case, by=person)
        elif step in STANDING.steps:
            getattr(cases, step)(case, by=person, note="Sebab.")
        else:
            cases.move(case, step, by=person, note="Sebab.")

    @rule(days=st.sampled_from([1, 20, 200]))
    def let_time_pass(self, days):
        self.now += timedelta(days=days)
        self.stack.close()
        self.stack = ExitStack()
        self.stack.enter_context(clock.frozen(self.now))
        look_at_the_calendar()
        assert lapse_agreements() == 0
        duties.remind()
        for case in self.cases:
            case.refresh_from_db()

    @rule()
    def merge_or_part(self):
        before = len(edges())
        if self.merged:
            unmerge_innovation(self.people.origin, by=self.nation)
        else:
            merge_innovations(self.twin, absorbed=self.people.origin, by=self.nation)
        self.merged = not self.merged
        self.people.origin.refresh_from_db()
        assert len(edges()) == before

    @invariant()
    def there_is_always_a_way_out(self):
        for case in getattr(self, "cases", ()):
            if not case.is_active:
                continue
            ways = {
                step.name
                for person in self.everybody
                for step in (*CASE.open_steps(case, person), *STANDING.open_steps(case, person))
            }
            assert ways & {"cancel", "close", "report_back", "settle_dispute", "resume", "renew"}

    @invariant()
    def counts_add_up(self):
        if not hasattr(self, "cases"):
            return
        completed = Case.objects.completed()
        certificates = Document.objects.filter(case_paper__role=DocumentRole.CERTIFICATE)
        assert certificates.count() == completed.count()
        done = Case.objects.filter(state=CaseState.DONE)
        assert Relation.objects.filter(kind=RelationKind.REPLICATES).count() == done.count()
        # One adopter: adoptions with a record of their own, or one without any.
        assert len(edges()) == max(done.count(), 1 if completed.exists() else 0)
        root = self.twin.pk if self.merged else self.people.origin.pk
        assert {edge.origin for edge in edges()} <= {root}

    @invariant()
    def what_has_ended_waits_for_nobody(self):
        for case in getattr(self, "cases", ()):
            waiting = Duty.objects.filter(closed_at=None, subject_id=case.pk, topic="case.step")
            resting = case.standing != Standing.RUNNING or not case.is_active
            assert not (resting and waiting.exists())

    @invariant()
    def nobody_is_told_twice(self):
        keys = list(OutboxMessage.objects.values_list("key", "channel", "person"))
        assert len(keys) == len(set(keys))


def test_histories(request):
    from django.test import TestCase
    from hypothesis.stateful import run_state_machine_as_test

    class Rolled(Histories):
        def __init__(self):
            super().__init__()
            self.atoms = TestCase._enter_atomics()

        def teardown(self):
            super().teardown()
            TestCase._rollback_atomics(self.atoms)

    run_state_machine_as_test(
        Rolled,
        settings=settings(
            max_examples=3,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
