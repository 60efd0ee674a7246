"""The program ``simpul``: one command, whose words are the management commands of the rooms."""

import os
import sys

import django
from django.core.management import execute_from_command_line
from django.utils import translation
from environs import EnvError

# Of sysexits.h: not now, but later.
TEMPORARY_FAILURE = 75

# What the program says on a terminal; ``simpul --language id WORD ...`` chooses the other.
TERMINAL = "en"


def main(argv: list[str] | None = None) -> None:
    """Run ``simpul WORD ...``; ``match-need`` calls the command ``match_need``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    language, words = _language(list(sys.argv if argv is None else argv))
    if len(words) > 1 and not words[1].startswith("-"):
        words[1] = words[1].replace("-", "_")
    try:
        django.setup()
    except EnvError as missing:
        sys.exit(f"{missing}. Settings stand in the environment or in .env; make setup writes one.")
    from simpul.core.maintenance import ReadOnly  # noqa: PLC0415 - settings are named above

    try:
        with translation.override(language):
            execute_from_command_line(words)
    except ReadOnly as refused:
        sys.stderr.write(f"{refused}\n")
        sys.exit(TEMPORARY_FAILURE)


def _language(words: list[str]) -> tuple[str, list[str]]:
    """The language asked for before the command, and the words without it."""
    if len(words) > 2 and words[1] == "--language":
        return words[2], [words[0], *words[3:]]
    return TERMINAL, words
