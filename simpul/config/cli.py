"""The program ``simpul``: one command, whose words are the management commands of the rooms."""

import os
import sys

from django.core.management import execute_from_command_line

# Of sysexits.h: not now, but later.
TEMPORARY_FAILURE = 75


def main(argv: list[str] | None = None) -> None:
    """Run ``simpul WORD ...``; ``match-need`` calls the command ``match_need``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    words = list(sys.argv if argv is None else argv)
    if len(words) > 1 and not words[1].startswith("-"):
        words[1] = words[1].replace("-", "_")
    from simpul.core.maintenance import ReadOnly  # noqa: PLC0415 - settings are named above

    try:
        execute_from_command_line(words)
    except ReadOnly as refused:
        sys.stderr.write(f"{refused}\n")
        sys.exit(TEMPORARY_FAILURE)
