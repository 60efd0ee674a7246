"""Upgrading: which changes of the schema the old release can live with, and which must wait.

A release expands the schema (adds, fills); the next one contracts it (forbids, removes). A
migration that the release before cannot work with says ``contract = True``; it waits until every
machine runs the new release.
"""

from dataclasses import dataclass, field

from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor


@dataclass(eq=False)
class Plan:
    """What is to be done to one database: ``now``, and ``later`` with all that stands on it."""

    alias: str
    is_fresh: bool = False
    now: list[Migration] = field(default_factory=list)
    later: list[Migration] = field(default_factory=list)

    def targets(self, *, contract: bool) -> list[tuple[str, str]]:
        """The last migration of each app that may run, as ``migrate`` is told."""
        allowed = [*self.now, *self.later] if contract or self.is_fresh else self.now
        return list({step.app_label: step.name for step in allowed}.items())


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
