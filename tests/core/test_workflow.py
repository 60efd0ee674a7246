import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import journal
from simpul.core.models import Entry, Lease
from simpul.core.permissions import about, register, registry
from simpul.core.workflow import WORKFLOWS, Step, StepNotOpen, Workflow, step_taken
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

# A lease is no document, but its ``holder`` is a text field that can be moved like a state.
STEPS = [
    Step("submit", {"draft", "returned"}, "submitted", "Submit"),
    Step("return", {"submitted"}, "returned", "Return", needs_note=True),
    Step("verify", {"submitted"}, "published", "Verify"),
]


@about
def is_somebody_elses(user, lease):
    return lease.name != user.username


@pytest.fixture
def workflow():
    before = dict(registry)
    register({f"core.{step.name}_lease": is_somebody_elses for step in STEPS})
    yield Workflow("core.Lease", STEPS, field="holder")
    WORKFLOWS.pop()
    registry.clear()
    registry.update(before)


@pytest.fixture
def lease():
    from simpul.core import clock

    return Lease.objects.create(name="case", holder="draft", until=clock.now())


def test_the_legal_pairs_are_the_table(workflow):
    pairs = {(source, step.target) for step in workflow.steps.values() for source in step.sources}

    assert pairs == {
        ("draft", "submitted"),
        ("returned", "submitted"),
        ("submitted", "returned"),
        ("submitted", "published"),
    }


def test_a_step_moves_the_state_saves_and_journals(workflow, lease):
    person = UserFactory()
    heard = []

    def hear(sender, obj, step, by, note, **kwargs):
        heard.append((obj, step.name, by, note))

    step_taken.connect(hear)
    try:
        workflow.take("submit", lease, by=person, note="Done", name="case 1")
    finally:
        step_taken.disconnect(hear)

    lease.refresh_from_db()
    entry = Entry.objects.get()
    assert (lease.holder, lease.name) == ("submitted", "case 1")
    assert (entry.verb, entry.actor, entry.pks) == ("submit", f"user:{person.pk}", [lease.pk])
    assert (entry.detail.note, entry.detail.details) == ("Done", {"from": "draft"})
    assert heard == [(lease, "submit", person, "Done")]


def test_open_steps_follow_state_and_permission(workflow, lease):
    author, other = UserFactory(username="case"), UserFactory()
    lease.holder = "submitted"

    assert workflow.open_steps(lease, other) == STEPS[1:]
    assert workflow.open_steps(lease, author) == []


@pytest.mark.parametrize(
    ("step", "username", "refusal"),
    [
        ("submit", "case", PermissionDenied),
        ("verify", "other", StepNotOpen),
        ("return", "other", StepNotOpen),
    ],
)
def test_a_refused_step_changes_nothing(workflow, lease, step, username, refusal):
    with pytest.raises(refusal):
        workflow.take(step, lease, by=UserFactory(username=username), note="Late", name="new")

    assert (lease.holder, lease.name) == ("draft", "case")
    lease.refresh_from_db()
    assert (lease.holder, lease.name) == ("draft", "case")
    assert not Entry.objects.exists()


def test_a_step_that_needs_a_note_is_refused_without(workflow, lease):
    person = UserFactory()
    workflow.take("submit", lease, by=person)

    with pytest.raises(ValidationError):
        workflow.take("return", lease, by=person, note="  ")

    assert lease.holder == "submitted"


def test_a_step_of_the_machine_is_nobody_elses(workflow, lease):
    workflow.steps["expire"] = Step("expire", {"draft"}, "returned", "Expire", by_system=True)

    assert "expire" not in {step.name for step in workflow.open_steps(lease, UserFactory())}
    with pytest.raises(PermissionDenied):
        workflow.take("expire", lease, by=UserFactory())
    with pytest.raises(PermissionDenied):
        workflow.take("submit", lease, by=None)
    workflow.take("expire", lease, by=None)

    assert lease.holder == "returned"
    assert Entry.objects.get().actor == ""


def test_a_failing_listener_undoes_the_step(workflow, lease):
    def refuse(**kwargs):
        raise ZeroDivisionError

    step_taken.connect(refuse)
    try:
        with pytest.raises(ZeroDivisionError):
            workflow.take("submit", lease, by=UserFactory())
    finally:
        step_taken.disconnect(refuse)

    assert lease.holder == "draft"
    lease.refresh_from_db()
    assert lease.holder == "draft"
    assert journal.entries_about(lease).count() == 0


def test_of_two_who_act_on_what_they_saw_one_is_told(workflow, lease):
    stale = Lease.objects.get(pk=lease.pk)
    workflow.take("submit", lease, by=UserFactory())

    with pytest.raises(StepNotOpen):
        workflow.take("submit", stale, by=UserFactory())

    assert Entry.objects.count() == 1
