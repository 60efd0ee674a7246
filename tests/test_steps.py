"""Every table of steps, explored whole: all states are reached, and the only ends are meant."""

import pytest

from simpul.core.workflow import WORKFLOWS

# Where something ends for good, by hand. Tables without an end go round: a record that was
# withdrawn can be listed again, a choice made anew.
ENDS = {
    ("core.Appeal", "state"): {"upheld", "overturned"},
    ("core.Message", "state"): {"taken_back"},
    ("core.Report", "state"): {"decided"},
    ("documents.Document", "state"): {"superseded", "revoked", "dropped"},
    ("innovations.Contest", "state"): {"upheld", "dismissed", "taken_back"},
    ("innovations.Draft", "state"): {"accepted", "refused", "dropped"},
    ("innovations.Innovation", "state"): set(),
    ("learning.Mentor", "state"): {"declined", "ended"},
    ("needs.Challenge", "state"): {"concluded", "withdrawn"},
    ("needs.Idea", "state"): {"promoted", "taken_back"},
    ("needs.Need", "state"): set(),
    ("organisations.Membership", "state"): {"declined", "ended"},
    ("organisations.Organisation", "status"): set(),
    ("replication.Adoption", "state"): {"taken_back"},
    ("replication.Badge", "state"): {"revoked"},
    ("replication.Case", "standing"): set(),
    ("replication.Case", "state"): {"done", "unreported", "not_valid", "cancelled"},
    ("replication.Handover", "state"): {"accepted", "closed"},
    ("replication.Lesson", "state"): set(),
    ("replication.MentorRequest", "state"): {"ended", "withdrawn"},
    ("replication.Mentorship", "state"): {"declined", "withdrawn", "handed_over", "ended"},
    ("replication.Plan", "state"): {"closed", "withdrawn"},
    ("replication.PlanLine", "state"): set(),
    ("sources.Contradiction", "state"): set(),
    ("sources.Pair", "state"): set(),
    ("sources.Proposal", "state"): {"reversed", "rejected", "lapsed", "withdrawn"},
    ("sources.Run", "state"): {"undone", "dropped"},
    ("sources.WorkItem", "state"): set(),
}


def named(workflow):
    return workflow.model_label, workflow.field


def spread(workflow, begun, *, backwards=False):
    """The states reached from ``begun`` by any number of steps, or those from which it is."""
    pairs = {(source, step.target) for step in workflow.steps.values() for source in step.sources}
    edges = {(target, source) for source, target in pairs} if backwards else pairs
    reached = set(begun)
    while more := {target for source, target in edges if source in reached} - reached:
        reached |= more
    return reached


def states(workflow):
    return {value for value, _label in workflow.model._meta.get_field(workflow.field).flatchoices}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: ".".join(named(each)))
def test_every_state_is_reached_and_none_is_a_dead_end(workflow):
    start = workflow.model._meta.get_field(workflow.field).get_default()
    ends = ENDS[named(workflow)]

    left = {source for step in workflow.steps.values() for source in step.sources}
    assert states(workflow) - left == ends
    assert spread(workflow, {start}) == states(workflow)
    assert not ends or spread(workflow, ends, backwards=True) == states(workflow)


def test_no_table_is_left_out():
    assert {named(workflow) for workflow in WORKFLOWS} == set(ENDS)
