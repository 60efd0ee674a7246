"""State machines, written once: a room declares a table, this module walks it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import journal, mandates

# Sent inside the transaction, with ``obj``, ``step``, ``by`` and ``note``.
step_taken = Signal()

NOTE_NEEDED = _("Say why in a note.")
WORKFLOWS: list["Workflow"] = []


class StepNotOpen(Exception):
    """The object is not in a state from which this step can be taken."""


@dataclass(frozen=True)
class Step:
    """One row of a workflow table."""

    name: str
    sources: Collection[str]
    target: str
    label: str | Promise
    needs_note: bool = False
    # The machine takes it, nobody else: a stage of work is done.
    by_system: bool = False

    def permission(self, model) -> str:
        """Django's own naming, such as ``innovations.verify_innovation``."""
        return f"{model._meta.app_label}.{self.name}_{model._meta.model_name}"


class Workflow:
    """The steps one state field of one model can take."""

    def __init__(self, model: str, steps: Iterable[Step], *, field: str = "state"):
        self.model_label = model
        self.field = field
        self.steps = {step.name: step for step in steps}
        WORKFLOWS.append(self)

    @property
    def model(self):
        return apps.get_model(self.model_label)

    def open_steps(self, obj, user) -> list[Step]:
        """The steps ``user`` may take on ``obj`` now, in table order."""
        return [
            step
            for step in self.steps.values()
            if not step.by_system
            and getattr(obj, self.field) in step.sources
            and user.has_perm(step.permission(obj), obj)
        ]

    def take(self, name: str, obj, /, *, by, note: str = "", **changes):
        """Move ``obj`` along one step, saving ``changes`` with it, or raise and change nothing.

        ``by`` is ``None`` for the steps of the machine, and for no other. Raises
        ``PermissionDenied``, ``StepNotOpen``, or ``ValidationError`` for a missing note.
        """
        step = self.steps[name]
        changes = {self.field: step.target, **changes}
        before = {attribute: getattr(obj, attribute) for attribute in changes}
        try:
            with transaction.atomic():
                source, under = self._enter(step, obj, by, note, changes)
                for attribute, value in changes.items():
                    setattr(obj, attribute, value)
                details = {"from": source, **under}
                journal.record(obj, name, by=by, note=note, details=details)
                step_taken.send(sender=type(obj), obj=obj, step=step, by=by, note=note)
        except BaseException:
            for attribute, value in before.items():
                setattr(obj, attribute, value)
            raise
        return obj

    def _may(self, step: Step, obj, by) -> bool:
        if step.by_system or by is None:
            return step.by_system and by is None
        return by.has_perm(step.permission(obj), obj)

    def _enter(self, step: Step, obj, by, note: str, changes: dict) -> tuple[str, dict]:
        """Check that the step may be taken and write the row whole, for us alone.

        Answers where it came from, and under which mandate the person acts, if under any.
        """
        with mandates.noticed() as under:
            if not self._may(step, obj, by):
                raise PermissionDenied(step.label)
        rows = type(obj)._base_manager.filter(pk=obj.pk)
        source = rows.select_for_update().values_list(self.field, flat=True).get()
        if source not in step.sources:
            raise StepNotOpen(f"{step.name} is not open from {source}")
        if step.needs_note and not note.strip():
            raise ValidationError(NOTE_NEEDED, code="note_needed")
        # SQLite ignores the row lock, so the state is also part of the question.
        if not rows.filter(**{self.field: source}).update(**changes):
            raise StepNotOpen(f"{step.name} was taken by somebody else")
        mandate = under.mandate_of(by)
        return source, {"under": mandate} if mandate else {}
