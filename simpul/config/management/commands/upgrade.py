from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from simpul.config import upgrading
from simpul.core import backup, maintenance

NOTE = "Situs sedang diperbarui. / The site is being upgraded."


class Command(BaseCommand):
    help = (
        "Bring the databases up to this release: back up, close the hub for writing, migrate, open "
        "it again. Steps that the release before could not live with wait for --contract."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--backup", type=Path, metavar="DIR", help="where the backup goes")
        parser.add_argument("--no-backup", action="store_true", help="one was made another way")
        parser.add_argument(
            "--contract", action="store_true", help="also what the old release cannot live with"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *, contract: bool, dry_run: bool, **options: Any) -> None:
        plans = [upgrading.plan(alias) for alias in settings.DATABASES]
        if dry_run:
            self._tell(plans)
            return
        work = {found: found.targets(contract=contract) for found in plans}
        if any(work.values()):
            if not all(found.is_fresh for found in plans):
                self._back_up(options["backup"], none=options["no_backup"])
            self._migrate(work)
        later = [] if contract else [step for found in plans for step in _held(found)]
        if later:
            names = ", ".join(f"{step.app_label}.{step.name}" for step in later)
            self.stdout.write(f"For later, with --contract: {names}")
        self.stdout.write(self.style.SUCCESS("The databases are as this release needs them."))

    def _back_up(self, directory: Path | None, *, none: bool) -> None:
        if none:
            return
        if directory is None:
            raise CommandError(
                "Say where the backup goes (--backup DIR), or that one was made (--no-backup)."
            )
        try:
            path, _ = backup.make(directory)
        except (backup.CannotBackUp, OSError) as reason:
            raise CommandError(f"{reason} Nothing was changed.") from reason
        self.stdout.write(f"Backup: {path}")

    def _migrate(self, work: dict[upgrading.Plan, list[tuple[str, ...]]]) -> None:
        was_open = maintenance.closing() is None
        if was_open:
            maintenance.close(NOTE)
        try:
            with maintenance.writing_anyway():
                for found, targets in work.items():
                    self._bring_up(found, targets)
        finally:
            if was_open:
                maintenance.open_again()

    def _bring_up(self, found: upgrading.Plan, targets: list[tuple[str, ...]]) -> None:
        if upgrading.can_build(found):
            self.stdout.write(f"{found.alias}: new")
            upgrading.build(found.alias)
            return
        for words in targets:
            self.stdout.write(f"{found.alias}: {' to '.join(words) or 'all'}")
            call_command("migrate", *words, database=found.alias, interactive=False, verbosity=0)

    def _tell(self, plans: list[upgrading.Plan]) -> None:
        for found in plans:
            for words, steps in (("now", found.now), ("with --contract", found.later)):
                for step in steps:
                    self.stdout.write(f"{found.alias}, {words}: {step.app_label}.{step.name}")
        if not any(found.now or found.later for found in plans):
            self.stdout.write("Nothing waits.")


def _held(found: upgrading.Plan) -> list:
    return [] if found.is_fresh else found.later
