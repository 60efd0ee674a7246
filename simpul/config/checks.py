"""What ``check --database`` asks of the schema, and ``check --deploy`` of a public hub."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import Error, Tags, register

from simpul.config import upgrading


@register(Tags.database)
def contracting_migrations_wait(databases: Sequence[str] | None = None, **kwargs: Any) -> list:
    """Steps that the release before could not live with are told until they are taken."""
    return [
        checks.Warning(
            f"{step.app_label}.{step.name} waits: it ends what the release before still needs.",
            hint="When every machine runs this release: simpul upgrade --contract",
            id="config.W001",
        )
        for alias in databases or []
        for step in upgrading.plan(alias).later
    ]


@register(Tags.security, deploy=True)
def no_demonstration_in_public(**kwargs: Any) -> list:
    """A public hub has no accounts whose passwords stand on a terminal."""
    if not settings.DEMO:
        return []
    return [Error("SIMPUL_DEMO is set: anybody can sign in as anybody.", id="config.E001")]
