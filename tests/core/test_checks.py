import pytest

from simpul.core import checks
from simpul.core.permissions import anyone, register, registry
from simpul.core.workflow import WORKFLOWS, Step, Workflow


@pytest.fixture
def tables(monkeypatch):
    """No tables but those a test declares."""
    before = dict(registry)
    kept = list(WORKFLOWS)
    WORKFLOWS.clear()
    yield
    WORKFLOWS[:] = kept
    registry.clear()
    registry.update(before)


def ids(errors):
    return [(error.id, error.msg) for error in errors]


def test_a_step_without_a_permission_row_is_an_error(tables):
    Workflow("core.Lease", [Step("seal", {"a"}, "b", "Seal")], field="holder")

    errors = ids(checks.every_step_has_a_permission())
    assert errors == [("core.E001", "No permission row for 'core.seal_lease'.")]
    register({"core.seal_lease": anyone})
    assert checks.every_step_has_a_permission() == []


def test_a_step_from_or_to_an_unknown_state_is_an_error(tables):
    Workflow("core.File", [Step("seal", {"receiving"}, "sealed", "Seal")])
    Workflow("core.Lease", [Step("seal", {"a"}, "b", "Seal")], field="holder")

    errors = ids(checks.every_step_joins_states_of_its_field())

    assert errors == [("core.E002", "core.File has no state 'sealed'.")]
