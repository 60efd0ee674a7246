"""Upgrading: which changes of the schema the old release can live with, and which must wait.

A release expands the schema (adds, fills); the next one contracts it (forbids, removes). A
migration that the release before cannot work with says ``contract = True``; it waits until every
machine runs the new release.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.core.management import call_command
from django.db import connections, router
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

OURS = "simpul."


@dataclass(eq=False)
class Plan:
    """What is to be done to one database: ``now``, and ``later`` with all that stands on it."""

    alias: str
    is_fresh: bool = False
    now: list[Migration] = field(default_factory=list)
    later: list[Migration] = field(default_factory=list)

    def targets(self, *, contract: bool) -> list[tuple[str, ...]]:
        """What ``migrate`` is told: nothing for everything, else the last step of each app."""
        if not self.later or contract or self.is_fresh:
            return [()] if self.now or self.later else []
        return list({step.app_label: (step.app_label, step.name) for step in self.now}.values())


def plan(alias: str) -> Plan:
    """What one database waits for."""
    executor = MigrationExecutor(connections[alias])
    leaves = executor.loader.graph.leaf_nodes()
    waiting = [step for step, _ in executor.migration_plan(leaves)]
    return split(alias, waiting, is_fresh=not executor.loader.applied_migrations)


def split(alias: str, waiting: list[Migration], *, is_fresh: bool = False) -> Plan:
    """Part the migrations, in their order, into those for now and those for later."""
    found = Plan(alias, is_fresh)
    held: set[tuple[str, str]] = set()
    for step in waiting:
        if getattr(step, "contract", False) or not held.isdisjoint(step.dependencies):
            held.add((step.app_label, step.name))
            found.later.append(step)
        else:
            found.now.append(step)
    return found


def can_build(found: Plan) -> bool:
    """Whether an empty database may be built from the models: no step of ours writes rows."""
    return found.is_fresh and not any(
        isinstance(operation, RunPython | RunSQL) and not operation.elidable
        for step in [*found.now, *found.later]
        if step.__module__.startswith(OURS)
        for operation in step.operations
    )


def build(alias: str) -> None:
    """Make every table of an empty database as the models have it, and note all steps as taken.

    Walking the steps instead takes ten times as long; a test holds both ways together.
    """
    with connections[alias].schema_editor() as editor:
        for model in _models(alias):
            editor.create_model(model)
    call_command("migrate", database=alias, fake=True, interactive=False, verbosity=0)
    # Now that nothing is left to do, every room hears that its tables are there.
    call_command("migrate", database=alias, interactive=False, verbosity=0)


def _models(alias: str) -> Iterator[type[Model]]:
    connection = connections[alias]
    for room in apps.get_app_configs():
        for model in router.get_migratable_models(room, alias):
            if model._meta.can_migrate(connection):
                yield model
