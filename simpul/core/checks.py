"""What ``simpul check`` asks of every room's tables."""

from django.core.checks import Error, register

from simpul.core import permissions, personal
from simpul.core.workflow import WORKFLOWS


@register()
def every_step_has_a_permission(**kwargs):
    """Each step of each workflow must have a row in some permission table."""
    asked = {
        step.permission(workflow.model)
        for workflow in WORKFLOWS
        for step in workflow.steps.values()
        if not step.by_system
    }
    return [
        Error(f"No permission row for {name!r}.", id="core.E001")
        for name in sorted(asked - set(permissions.table()))
    ]


@register()
def every_step_joins_states_of_its_field(**kwargs):
    """The sources and targets of a table must be choices of the field it moves."""
    errors = []
    for workflow in WORKFLOWS:
        choices = workflow.model._meta.get_field(workflow.field).flatchoices
        known = {value for value, _ in choices}
        named = {
            state for step in workflow.steps.values() for state in [*step.sources, step.target]
        }
        errors += [
            Error(f"{workflow.model_label} has no state {state!r}.", id="core.E002")
            for state in sorted(named - known)
            if known
        ]
    return errors


@register()
def every_relation_to_a_person_has_a_rule(**kwargs):
    """What is kept about people must be known to the rule by which they get a copy of it."""
    return [
        Error(
            f"{relation} points to a person, but no rule about personal data covers it.",
            hint="Name it in `relations` of the `core.personal.PersonalData` the room registers.",
            id="core.E003",
        )
        for relation in personal.uncovered()
    ]
